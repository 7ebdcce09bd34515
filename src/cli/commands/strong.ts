import { ValueError } from '../../errors.ts';
import { strongTicket } from '../../experiments/index.ts';
import { libraryOptions, type OptionValues } from '../options/index.ts';
import { type TrainingConfig, trialOptions } from '../trial-setup.ts';
import { command } from './command.ts';
import { PAPER_TRAINING, TRIALS } from './training-defaults.ts';

/** Options of `strong`. */
export type StrongConfig = TrainingConfig & Pick<OptionValues, 'n' | 'epsilon'>;

/** Values of n in the growth plot, and number of targets for each. */
const GROWTH = { sizes: [2, 4, 6, 8, 10, 12, 14, 16, 18, 20], trials: 400 };

/** The command `winning-ticket strong`. */
export const strong = command({
  name: 'strong',
  description:
    'Find a trained two-layer network inside a random one of twice the depth, by pruning alone (Malach 2020, Pensia 2020).',
  example: '--data two-moons --hidden 16 --iterations 500 --n 14',
  defaults: {
    ...PAPER_TRAINING,
    n: 22,
    epsilon: 1e-3,
    hidden: [100],
    iterations: 4000,
    evaluateEvery: 500,
  } satisfies StrongConfig as StrongConfig,
  trials: TRIALS,
  experiment: strongTicket,
  options: (config) => ({
    ...trialOptions(config),
    ...libraryOptions(config).own,
    hidden: hiddenUnits(config),
    growth: GROWTH,
  }),
});

function hiddenUnits({ hidden }: StrongConfig): number {
  if (hidden.length === 1) return hidden[0];
  throw new ValueError('--hidden', 'must be one size: the target has two layers', hidden.join() || 'none');
}
