/** One point of a learning curve. */
export interface CurvePoint {
  /** Number of iterations completed, which is also the position in the learning-rate schedule. */
  readonly iteration: number;
  /** Mean loss of the batches since the previous point; null at the first. */
  readonly trainingLoss: number | null;
  /** Mean loss on the validation set. */
  readonly validationLoss: number;
  /** Accuracy on the validation set, 0 … 1. */
  readonly validationAccuracy: number;
}

/** A point of the learning curve at which the test accuracy was also measured. */
export interface EarlyStopPoint extends CurvePoint {
  /** Accuracy on the test set, 0 … 1. */
  readonly testAccuracy: number;
}

/** The result of one training. */
export interface TrainingRecord {
  /** The learning curve: one point per evaluation, including the start. */
  readonly curve: readonly CurvePoint[];
  /** The iteration of minimum validation loss, determined after training. Frankle & Carbin 2019, §1. */
  readonly earlyStop: EarlyStopPoint;
  /** The point at the last iteration. */
  readonly final: EarlyStopPoint;
}
