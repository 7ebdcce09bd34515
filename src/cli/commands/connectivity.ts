import { stability } from '../../experiments/index.ts';
import { libraryOptions, type OptionValues } from '../options/index.ts';
import { type TrainingConfig, trialOptions } from '../trial-setup.ts';
import { command } from './command.ts';
import { PAPER_TRAINING, TRIALS } from './training-defaults.ts';

/** Options of `connectivity`. The tickets are rewound to the iterations `at`. */
export type ConnectivityConfig = TrainingConfig &
  Pick<
    OptionValues,
    'sparsity' | 'rounds' | 'roundRate' | 'outputRate' | 'scope' | 'criterion' | 'at' | 'ticket' | 'points'
  >;

/** The command `winning-ticket connectivity`. */
export const connectivity = command({
  name: 'connectivity',
  description:
    'Measure stability: train two copies in two data orders and evaluate the straight path between them (Frankle et al. 2020).',
  example: '--data two-moons --hidden 64,64 --iterations 500 --at 0,50',
  defaults: {
    ...PAPER_TRAINING,
    at: [0],
    ticket: true,
    points: 30,
    sparsity: null,
    rounds: 5,
    roundRate: 0.36,
    outputRate: null,
    scope: 'layerwise',
    criterion: 'magnitude',
  } satisfies ConnectivityConfig as ConnectivityConfig,
  trials: TRIALS,
  experiment: stability,
  options: (config) => {
    const { search, own } = libraryOptions(config);
    return { ...trialOptions(config), ...own, search: config.ticket ? search : null };
  },
});
