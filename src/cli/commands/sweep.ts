import { sweep as experiment } from '../../experiments/index.ts';
import { libraryOptions, type OptionValues } from '../options/index.ts';
import { type TrainingConfig, trialOptions } from '../trial-setup.ts';
import { command } from './command.ts';
import { PAPER_TRAINING, TRIALS } from './training-defaults.ts';

/** Options of `sweep`. */
export type SweepConfig = TrainingConfig &
  Pick<
    OptionValues,
    | 'sparsity'
    | 'rounds'
    | 'roundRate'
    | 'outputRate'
    | 'scope'
    | 'criterion'
    | 'rewind'
    | 'tolerance'
    | 'significant'
  >;

/** The command `winning-ticket sweep`. */
export const sweep = command({
  name: 'sweep',
  description:
    'Find where pruning begins to cost accuracy: minimal, gradual and significant loss, and the sparsity where matching ends.',
  example: '--data two-moons --hidden 64,64 --iterations 500',
  defaults: {
    ...PAPER_TRAINING,
    sparsity: null,
    rounds: 10,
    roundRate: 0.4,
    outputRate: null,
    scope: 'layerwise',
    criterion: 'magnitude',
    rewind: { kind: 'init' },
    tolerance: 0.002,
    significant: 0.01,
  } satisfies SweepConfig as SweepConfig,
  trials: TRIALS,
  experiment,
  options: (config) => {
    const { search, own } = libraryOptions(config);
    return { ...trialOptions(config), ...own, search };
  },
});
