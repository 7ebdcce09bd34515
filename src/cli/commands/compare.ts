import { comparison } from '../../experiments/index.ts';
import { libraryOptions, type OptionValues } from '../options/index.ts';
import { type TrainingConfig, trialOptions } from '../trial-setup.ts';
import { command } from './command.ts';
import { PAPER_TRAINING, TRIALS } from './training-defaults.ts';

/** Options of `compare`. */
export type CompareConfig = TrainingConfig &
  Pick<
    OptionValues,
    'sparsity' | 'rounds' | 'roundRate' | 'outputRate' | 'scope' | 'criterion' | 'rewind' | 'controls'
  >;

/** The command `winning-ticket compare`. */
export const compare = command({
  name: 'compare',
  description:
    'Compare standard pruning (weights kept, then fine-tuned) with the lottery ticket (weights rewound), and measure the differences.',
  example: '--data two-moons --hidden 64,64 --iterations 500',
  defaults: {
    ...PAPER_TRAINING,
    sparsity: 0.9,
    rounds: 3,
    roundRate: null,
    outputRate: null,
    scope: 'global',
    criterion: 'magnitude',
    rewind: { kind: 'init' },
    // The control with the structure but not the values, and the one with the values but not the structure.
    controls: ['reinit', 'shuffle'],
  } satisfies CompareConfig as CompareConfig,
  trials: TRIALS,
  experiment: comparison,
  options: (config) => {
    const { search, own } = libraryOptions(config);
    return { ...trialOptions(config), ...own, search };
  },
});
