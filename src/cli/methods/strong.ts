// `strong`: a trained network found inside a random one, by pruning alone.

import type { Command } from 'commander';
import type { Split } from '../../data/index.ts';
import { ValueError } from '../../errors.ts';
import { type GrowthPoint, MOST_ITEMS, runStrongTicket, subsetSumGrowth } from '../../experiments/index.ts';
import { Random } from '../../random.ts';
import { growthPlot } from '../../report/index.ts';
import * as parse from '../parse.ts';
import { setUpTraining } from '../setup.ts';
import { percent, whole } from '../words.ts';
import type { Method, MethodConfig, MethodTools } from './method.ts';
import { caveat } from './method-table.ts';

/** What decides a run. */
export type StrongConfig = MethodConfig & {
  /** n: random weights for each target weight. */
  readonly n: number;
  /** ε: how near each weight should come. */
  readonly epsilon: number;
};

/** One seed. */
export interface StrongOutcome {
  readonly target: number;
  readonly subnetwork: number;
  /** Units of the random network. */
  readonly sizes: readonly number[];
  /** Weights of the random network, and those that stay. */
  readonly total: number;
  readonly remaining: number;
  /** Target weights, and those that did not come within ε. */
  readonly weights: number;
  readonly beyondEpsilon: number;
  /** The largest error of a weight: the ε achieved. */
  readonly achieved: number;
  /** The largest difference of outputs on the test set, and what it could at most have been for any input. */
  readonly outputError: number;
  readonly outputBound: number;
  /** How the error falls as n grows. */
  readonly growth: readonly GrowthPoint[];
}

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

/** The n of the curve, and the targets for each. */
const GROWTH = { sizes: [2, 4, 6, 8, 10, 12, 14, 16, 18, 20], trials: 400 };

/** `winning-ticket strong`. */
export const strong: Method<StrongConfig, StrongOutcome> = {
  name: 'strong',
  description:
    'Find a trained two-layer network inside a random one of twice the depth, by pruning alone (Malach 2020, Pensia 2020).',
  defaults: DEFAULTS,
  addOptions: (command: Command) =>
    command
      .option(
        '--n <n>',
        `random weights for each weight of the target, at most ${MOST_ITEMS}`,
        parse.wholeFrom(1),
        DEFAULTS.n,
      )
      .option(
        '--epsilon <error>',
        'how near each weight should come',
        parse.numberBetween(0, Number.POSITIVE_INFINITY),
        DEFAULTS.epsilon,
      ),
  check: ({ hidden, n }) => {
    if (hidden.length !== 1)
      throw new ValueError('--hidden', 'must be one size: the target has two layers', hidden.join());
    if (n > MOST_ITEMS) throw new ValueError('--n', `must be at most ${MOST_ITEMS}`, n);
  },
  run,
  line: ({ target, subnetwork, achieved, beyondEpsilon, weights }) =>
    `target ${percent(target, 2)}  subnetwork ${percent(subnetwork, 2)}  largest error ${achieved.toExponential(1)}, ${whole(beyondEpsilon)} of ${whole(weights)} weights beyond ε`,
  figures: (results) => [
    { label: 'target, trained', values: results.map(({ target }) => target) },
    { label: 'subnetwork, only pruned', values: results.map(({ subnetwork }) => subnetwork) },
  ],
  words: { title: 'Strong tickets: pruning instead of training', axis: 'Test accuracy', unit: 'fraction' },
  pictures: (results) => new Map([['growth.svg', growthPlot(results[0].growth)]]),
  notes: (results, { n, epsilon }) => [
    `${caveat(results.length)} Each weight of the target is a subset sum of ${n} random products; ε asked ${epsilon}.`,
    worst(results),
    'The paper (Pensia et al. 2020): a two-layer target of 397,000 weights at 97.19 %, matched at 97.19 %.',
  ],
};

async function run(
  config: StrongConfig,
  data: Split,
  { report, signal }: MethodTools,
): Promise<StrongOutcome> {
  const { n, epsilon, iterations, hidden } = config;
  const sizes = [data.train.inputs.shape[1], hidden[0], data.train.classes] as const;
  const rows = hidden[0] + data.train.classes;
  let accuracy: number | null = null;
  // One row of the target costs about as much as ten updates; for the progress line only.
  const total = iterations + 10 * rows;
  const { makeTrainer, random } = setUpTraining(config, data, {
    onUpdate: ({ iteration }) => {
      if (iteration % 20 === 0) report({ training: 'target', done: iteration, total, accuracy });
    },
    onEvaluation: ({ validationAccuracy }) => {
      accuracy = validationAccuracy;
    },
  });
  const growth: GrowthPoint[] = [];
  const stop = { signal };
  for await (const event of runStrongTicket({ sizes, makeTrainer, data, n, epsilon, random }, stop)) {
    if (event.kind === 'progress')
      report({ training: 'pruning', done: iterations + 10 * event.done, total, accuracy });
    if (event.kind !== 'result') continue;
    for await (const point of subsetSumGrowth(
      { ...GROWTH, random: new Random(config.seed).fork('growth') },
      stop,
    ))
      growth.push(point);
    const { ticket, beyondEpsilon, targetAccuracy, ticketAccuracy, outputError } = event;
    return {
      target: targetAccuracy,
      subnetwork: ticketAccuracy,
      sizes: ticket.sizes,
      total: ticket.mask.total,
      remaining: ticket.mask.remaining,
      weights: sizes[0] * sizes[1] + sizes[1] * sizes[2],
      beyondEpsilon,
      achieved: ticket.weightError,
      outputError,
      outputBound: ticket.outputBound,
      growth,
    };
  }
  throw new ValueError('strong', 'must end with a result', 'none');
}

/** What stays of the random networks, and the largest errors of any seed. */
function worst(results: readonly StrongOutcome[]): string {
  const [{ sizes, total, weights }] = results;
  const of = (key: 'remaining' | 'achieved' | 'beyondEpsilon' | 'outputError' | 'outputBound') =>
    results.map((result) => result[key]);
  const most = (key: Parameters<typeof of>[0]) => Math.max(...of(key));
  const ends = [...new Set([Math.min(...of('remaining')), most('remaining')])].map(whole).join(' to ');
  return `Random network ${sizes.join('-')}: ${ends} of ${whole(total)} weights stay. At worst: a weight’s error ${most('achieved').toExponential(2)}, ${whole(most('beyondEpsilon'))} of ${whole(weights)} beyond ε; an output’s ${most('outputError').toExponential(1)} (bound ${most('outputBound').toExponential(1)}).`;
}
