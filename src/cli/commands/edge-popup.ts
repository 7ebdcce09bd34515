import { edgePopup as experiment } from '../../experiments/index.ts';
import { libraryOptions, type OptionValues } from '../options/index.ts';
import { scoreOptions, type TrainingConfig } from '../trial-setup.ts';
import { command } from './command.ts';
import { PAPER_TRAINING, TRIALS } from './training-defaults.ts';

/** Options of `edge-popup`. The training options apply to the scores. */
export type EdgePopupConfig = TrainingConfig & Pick<OptionValues, 'keep' | 'ranking' | 'width' | 'weights'>;

/** The command `winning-ticket edge-popup`. */
export const edgePopup = command({
  name: 'edge-popup',
  description:
    'Find a subnetwork of a random network by training scores of its edges, but not its weights (Ramanujan et al. 2020).',
  example: '--data two-moons --hidden 64,64 --iterations 1000',
  defaults: {
    ...PAPER_TRAINING,
    keep: 0.5,
    ranking: 'magnitude',
    width: 1,
    weights: 'constant',
    normalize: true,
    iterations: 3000,
    batch: 128,
    optimizer: 'momentum',
    lr: 1,
    weightDecay: 1e-4,
    schedule: { kind: 'cosine' },
    evaluateEvery: 150,
  } satisfies EdgePopupConfig as EdgePopupConfig,
  trials: TRIALS,
  experiment,
  options: (config) => ({ ...scoreOptions(config), ...libraryOptions(config).own }),
});
