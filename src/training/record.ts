import { TicketError } from '../errors.ts';

/** One point of a learning curve. */
export interface CurvePoint {
  /** Updates on the learning-rate clock. */
  readonly iteration: number;
  /** Mean loss of the batches since the point before; null at the first. */
  readonly trainingLoss: number | null;
  /** Mean loss on the validation set. */
  readonly validationLoss: number;
  /** Accuracy on the validation set, 0 … 1. */
  readonly validationAccuracy: number;
}

/** The network at one iteration, with the test accuracy it has there. */
export interface Reading extends CurvePoint {
  /** Accuracy on the test set, 0 … 1. */
  readonly testAccuracy: number;
}

/** What one training left behind. */
export interface TrainingRecord {
  /** The learning curve, one point an evaluation, the start included. */
  readonly curve: readonly CurvePoint[];
  /** The iteration of minimum validation loss, found afterwards. Frankle & Carbin 2019, §1. */
  readonly earlyStop: Reading;
  /** The last iteration. */
  readonly final: Reading;
}

/** The point of minimum validation loss, the first among equals. The curve must not be empty. */
export function earlyStop(curve: readonly CurvePoint[]): CurvePoint {
  return curve.reduce((best, point) => (point.validationLoss < best.validationLoss ? point : best));
}

/** A loss became NaN or infinite. What was computed before is kept. */
export class DivergenceError extends TicketError {
  override readonly name = 'DivergenceError';
  /** The clock at the update, or after it for a validation loss, where the loss was not finite. */
  readonly iteration: number;
  /** The learning curve up to there. */
  readonly curve: readonly CurvePoint[];
  constructor(iteration: number, loss: number, curve: readonly CurvePoint[], what = 'loss') {
    super(
      `${what}: must stay finite (a smaller learning rate may help), got ${loss} at iteration ${iteration}`,
    );
    this.iteration = iteration;
    this.curve = curve;
  }
}
