import { TicketError } from '../errors.ts';
import type { CurvePoint } from './training-record.ts';

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
