// `strong`: a trained network found inside a random one, by pruning alone.

import type { Command } from 'commander';
import { ValueError } from '../../errors.ts';
import { MAX_ITEMS, strongTicket } from '../../experiments/index.ts';
import * as parse from '../parse.ts';
import { trialOptions } from '../setup.ts';
import { type MethodConfig, methodOf } from './method.ts';

/** The options of the command. */
type StrongConfig = MethodConfig & {
  /** n: random weights per target weight. */
  readonly n: number;
  /** ε: the error to stay within for each weight. */
  readonly epsilon: number;
};

const DEFAULTS: StrongConfig = {
  n: 22,
  epsilon: 1e-3,
  data: 'mnist',
  normalize: false,
  hidden: [100],
  iterations: 4000,
  batch: 60,
  lr: 1.2e-3,
  optimizer: 'adam',
  evaluateEvery: 500,
  seed: 1,
};

/** The values of n in the growth plot, and the targets for each. */
const GROWTH = { sizes: [2, 4, 6, 8, 10, 12, 14, 16, 18, 20], trials: 400 };

/** `winning-ticket strong`. */
export const strong = methodOf({
  name: 'strong',
  description:
    'Find a trained two-layer network inside a random one of twice the depth, by pruning alone (Malach 2020, Pensia 2020).',
  defaults: DEFAULTS,
  addOptions: (command: Command) =>
    command
      .option(
        '--n <n>',
        `random weights for each weight of the target, at most ${MAX_ITEMS}`,
        parse.wholeFrom(1),
        DEFAULTS.n,
      )
      .option(
        '--epsilon <error>',
        'how near each weight should come',
        parse.numberBetween(0, Number.POSITIVE_INFINITY),
        DEFAULTS.epsilon,
      ),
  experiment: strongTicket,
  options: ({ n, epsilon, ...config }: StrongConfig) => ({
    ...trialOptions(config),
    ...{ hidden: hiddenUnits(config), n: itemsUpToLimit(n), epsilon, growth: GROWTH },
  }),
});

function hiddenUnits({ hidden }: MethodConfig): number {
  if (hidden.length === 1) return hidden[0];
  throw new ValueError('--hidden', 'must be one size: the target has two layers', hidden.join());
}

function itemsUpToLimit(n: number): number {
  if (n <= MAX_ITEMS) return n;
  throw new ValueError('--n', `must be at most ${MAX_ITEMS}`, n);
}
