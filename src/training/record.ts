import { TicketError } from '../errors.ts';

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

/** The network at one iteration, with the test accuracy it has there. */
export interface Reading extends CurvePoint {
  /** Accuracy on the test set, 0 … 1. */
  readonly testAccuracy: number;
}

/** The result of one training. */
export interface TrainingRecord {
  /** The learning curve: one point per evaluation, including the start. */
  readonly curve: readonly CurvePoint[];
  /** The iteration of minimum validation loss, determined after training. Frankle & Carbin 2019, §1. */
  readonly earlyStop: Reading;
  /** The last iteration. */
  readonly final: Reading;
}

/** Returns the point of minimum validation loss; the first one in case of ties. The curve must not be empty. */
export function earlyStop(curve: readonly CurvePoint[]): CurvePoint {
  return curve.reduce((best, point) => (point.validationLoss < best.validationLoss ? point : best));
}

/**
 * Thrown when a loss becomes NaN or infinite. The learning curve up to this point is in `curve`.
 *
 * @example
 * new DivergenceError(7, Infinity, []).message; // → 'loss: must stay finite (a smaller learning rate may help), got Infinity at iteration 7'
 */
export class DivergenceError extends TicketError {
  override readonly name = 'DivergenceError';
  /** The iteration whose loss was not finite; for a validation loss, the number of iterations completed before it. */
  readonly iteration: number;
  /** The learning curve up to this point. */
  readonly curve: readonly CurvePoint[];
  constructor(iteration: number, loss: number, curve: readonly CurvePoint[], what = 'loss') {
    super(
      `${what}: must stay finite (a smaller learning rate may help), got ${loss} at iteration ${iteration}`,
    );
    this.iteration = iteration;
    this.curve = curve;
  }
}
