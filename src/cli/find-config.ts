import type { ControlName } from '../experiments/index.ts';
import type { KernelsName } from '../kernels/index.ts';
import type { CriterionName, Scope } from '../pruning/index.ts';

/** Everything that decides a run's result. */
export type FindConfig = {
  /** 'mnist', a synthetic set, or a folder of IDX files. */
  readonly data: string;
  /** Whether inputs are normalised. */
  readonly normalize: boolean;
  /** Number of training examples held out for validation; the data set's own default without it. */
  readonly validationSize?: number;
  /** Sizes of the hidden layers. */
  readonly hidden: readonly number[];
  /** Target sparsity s. */
  readonly sparsity: number;
  /** Rounds n. */
  readonly rounds: number;
  /** Where survivors return to, as the option is written: "init", "early:10%", … */
  readonly rewind: string;
  /** What survivors are chosen within. */
  readonly scope: Scope;
  /** The score that survivors are chosen by. */
  readonly criterion: CriterionName;
  /** Updates in one whole training, T. */
  readonly iterations: number;
  /** Examples an update. */
  readonly batch: number;
  /** Learning rate η. */
  readonly lr: number;
  /** What makes an update. */
  readonly optimizer: 'adam' | 'adamw' | 'sgd' | 'momentum';
  /** Updates between evaluations. */
  readonly evaluateEvery: number;
  /** The one seed. */
  readonly seed: number;
  /** Networks trained beside the ticket. */
  readonly controls: readonly ControlName[];
  /** How far below dense the target accuracy lies. */
  readonly tolerance: number;
};

/** What decides where a run's files and words go, and nothing of its result. */
export interface FindOutput {
  /** The folder to write, which must not exist or be empty; the next free runs/find-N without it. */
  readonly out?: string;
  /** Go on with the unfinished run in this folder, with its own options. */
  readonly resume?: string;
  /** Print one JSON object on stdout, and nothing else there. */
  readonly json?: boolean;
  /** Show no progress. */
  readonly quiet?: boolean;
  /** The kernels to compute with. */
  readonly kernels?: KernelsName;
  /** How many trials, one a seed from the config's on; one without it. */
  readonly trials?: number;
  /** Threads: of one run, to compute with, 1 without it; of trials, to run at a time, one a core without it. */
  readonly threads?: number;
}

/** `npm start`: LeNet-300-100 on MNIST to 90 % sparsity, with the paper's optimizer, in a few minutes. */
export const DEFAULTS: FindConfig = {
  data: 'mnist',
  normalize: false,
  hidden: [300, 100],
  sparsity: 0.9,
  rounds: 10,
  rewind: 'init',
  scope: 'global',
  criterion: 'magnitude',
  iterations: 1800,
  batch: 60,
  lr: 1.2e-3,
  optimizer: 'adam',
  evaluateEvery: 100,
  seed: 1,
  controls: ['reinit', 'shuffle'],
  tolerance: 0.002,
};
