import { percent, whole } from '../../experiments/format-numbers.ts';
import { imp } from '../../experiments/index.ts';
import { libraryOptions, type OptionValues } from '../options/index.ts';
import { searchResults } from '../search-results.ts';
import { type TrainingConfig, trialOptions } from '../trial-setup.ts';
import { command } from './command.ts';
import { PAPER_TRAINING } from './training-defaults.ts';

/** Options of `find`. */
export type FindConfig = TrainingConfig &
  Pick<
    OptionValues,
    | 'sparsity'
    | 'rounds'
    | 'roundRate'
    | 'outputRate'
    | 'scope'
    | 'criterion'
    | 'rewind'
    | 'controls'
    | 'controlLevels'
    | 'reinits'
    | 'tolerance'
  >;

/** The command `winning-ticket find`. */
export const find = command({
  name: 'find',
  description:
    'Find a winning ticket: train, prune, rewind, repeat; then judge it against the dense network and controls.',
  example: '--data two-moons --hidden 64,64 --iterations 500 --rounds 5 --sparsity 90%',
  defaults: {
    ...PAPER_TRAINING,
    sparsity: 0.9,
    rounds: 10,
    roundRate: null,
    outputRate: null,
    scope: 'global',
    criterion: 'magnitude',
    rewind: { kind: 'init' },
    controls: ['reinit', 'shuffle'],
    controlLevels: 'last',
    reinits: 1,
    tolerance: 0.002,
  } satisfies FindConfig as FindConfig,
  trials: 1,
  experiment: imp,
  options: (config) => {
    const { search, own } = libraryOptions(config);
    return { ...trialOptions(config), ...own, search };
  },
  ticketOf: (result) => (result.kind === 'level' ? result.found : null),
  describe: ({ testAccuracy, earlyStopIteration }) =>
    `test ${percent(testAccuracy, 2).padStart(8)} at iteration ${whole(earlyStopIteration).padStart(5)}`,
  results: searchResults,
});
