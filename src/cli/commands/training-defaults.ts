import type { TrainingConfig } from '../trial-setup.ts';

/** The training of the lottery-ticket paper's LeNet-300-100 on MNIST, shortened to 1,800 iterations. */
export const PAPER_TRAINING = {
  data: 'mnist',
  normalize: false,
  validationSize: null,
  hidden: [300, 100],
  iterations: 1800,
  batch: 60,
  optimizer: 'adam',
  lr: 1.2e-3,
  momentum: null,
  weightDecay: null,
  schedule: { kind: 'constant' },
  warmUp: 0,
  evaluateEvery: 100,
  seed: 1,
} as const satisfies TrainingConfig;

/** Number of seeds of the commands that summarize several trials. Fewer seeds do not permit a verdict. */
export const TRIALS = 3;
