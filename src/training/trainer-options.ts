import { checkOptions } from '../check.ts';
import type { LearningRateSchedule, Optimizer } from '../optim/index.ts';
import type { Random } from '../random.ts';
import type { Update } from './loop.ts';
import type { Loss } from './step.ts';
import type { CurvePoint } from './training-record.ts';

/** Options of a `SupervisedTrainer`. */
export interface TrainerOptions {
  /** Optimizer that makes each update. Its state is rewound with the weights. */
  readonly optimizer: Optimizer;
  /** Learning-rate schedule; by default, the optimizer's learning rate does not change. */
  readonly schedule?: LearningRateSchedule;
  /** Number of examples per iteration. */
  readonly batchSize: number;
  /** Number of iterations T of a complete training. */
  readonly iterations: number;
  /** Number of iterations between evaluations on the validation set; 100 by default, as in the paper. */
  readonly evaluateEvery?: number;
  /** Generator of the order of the data, which is the same in every training. */
  readonly random: Random;
  /** Mean loss of a batch; cross-entropy by default. */
  readonly loss?: Loss;
  /** Number of training examples for `gradients`, drawn once from `random`; by default all, but at most 1,000. */
  readonly scoringExamples?: number;
  /** Number of training examples per class that `hessianGradients` uses, drawn once from `random`; see `classBalanced`. */
  readonly scoringExamplesPerClass?: number;
  /** Called after each update. */
  readonly onUpdate?: (update: Update) => void;
  /** Called after each evaluation. */
  readonly onEvaluation?: (point: CurvePoint) => void;
}

/** A range of iterations to train for, as the pruner requests it. */
export interface Span {
  /** The iteration at which training starts. */
  readonly from: number;
  /** The iteration at which it ends. */
  readonly to: number;
  /** Stops the training early by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each update with the number of iterations completed so far. */
  readonly afterUpdate?: (iteration: number) => void;
}

const NAMES = Object.keys({
  optimizer: 0,
  schedule: 0,
  batchSize: 0,
  iterations: 0,
  evaluateEvery: 0,
  random: 0,
  loss: 0,
  scoringExamples: 0,
  scoringExamplesPerClass: 0,
  onUpdate: 0,
  onEvaluation: 0,
} satisfies Record<keyof TrainerOptions, 0>);

/** Checks the names of the options. @throws {ValueError} if one is unknown; the message suggests a similar name. */
export const checkTrainerOptions = (options: TrainerOptions): void =>
  checkOptions('a trainer', options, NAMES);
