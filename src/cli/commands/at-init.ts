// `snip`, `grasp` and `synflow`: pruning before any training, then one training.

import { atInit } from '../../experiments/index.ts';
import { libraryOptions, type OptionValues } from '../options/index.ts';
import { type TrainingConfig, trialOptions } from '../trial-setup.ts';
import { command } from './command.ts';
import { PAPER_TRAINING, TRIALS } from './training-defaults.ts';

/** Options that all three commands have. */
type AtInitConfig = TrainingConfig & Pick<OptionValues, 'sparsities' | 'checks' | 'dense'>;

/** SNIP's protocol, shortened: normalized inputs, SGD with momentum, batches of 100, learning rate reduced twice. */
export const DEFAULTS: AtInitConfig = {
  ...PAPER_TRAINING,
  sparsities: [0.95, 0.98],
  checks: [],
  dense: true,
  normalize: true,
  iterations: 20_000,
  batch: 100,
  optimizer: 'momentum',
  lr: 0.1,
  weightDecay: 5e-4,
  schedule: { kind: 'step', at: [{ fraction: 0.5 }, { fraction: 0.75 }] },
  evaluateEvery: 1000,
};

/** The properties in which the three commands differ. */
interface AtInitCommand<C extends AtInitConfig> {
  readonly name: 'snip' | 'grasp' | 'synflow';
  readonly description: string;
  readonly defaults: C;
  /** Test errors that the paper reports, keyed by sparsity. */
  readonly published?: ReadonlyMap<number, number>;
}

/** Returns the command of one method. */
export const atInitCommand = <C extends AtInitConfig>({
  name,
  published = new Map(),
  ...definition
}: AtInitCommand<C>) =>
  command({
    ...definition,
    name,
    example: '--data two-moons --hidden 64,64 --iterations 1000 --evaluate-every 100 --sparsity 50%,80%',
    trials: TRIALS,
    experiment: atInit,
    options: (config: C) => {
      const { pruning, own } = libraryOptions(config as AtInitConfig);
      return { ...trialOptions(config), ...own, ...{ methods: [name], pruning, published } };
    },
  });
