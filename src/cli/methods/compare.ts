// `compare`: standard pruning beside the lottery ticket, on the same networks.

import type { Command } from 'commander';
import { comparison } from '../../experiments/index.ts';
import * as parse from '../parse.ts';
import { trialOptions } from '../setup.ts';
import { FIND_TRAINING, type MethodConfig, methodOf } from './method.ts';

/** The options of the command. */
type CompareConfig = MethodConfig & {
  readonly sparsity: number;
  readonly rounds: number;
};

const DEFAULTS: CompareConfig = {
  ...FIND_TRAINING,
  sparsity: 0.9,
  rounds: 3,
};

/** `winning-ticket compare`. */
export const compare = methodOf({
  name: 'compare',
  description:
    'Compare standard pruning (weights kept, then fine-tuned) with the lottery ticket (weights rewound), and measure the differences.',
  defaults: DEFAULTS,
  addOptions: (command: Command) =>
    command
      .option(
        '--sparsity <fraction>',
        'fraction of the weights to remove in the end',
        parse.numberBetween(0, 1),
        DEFAULTS.sparsity,
      )
      .option('--rounds <n>', 'rounds of train, prune, rewind or not', parse.wholeFrom(1), DEFAULTS.rounds),
  experiment: comparison,
  options: (config: CompareConfig) => ({
    ...trialOptions(config),
    search: { targetSparsity: config.sparsity, pruningRounds: config.rounds },
    // Structure without the values, and values without the structure.
    controls: ['reinit', 'shuffle'] as const,
  }),
});
