// The only training loop of the package. It decides when to evaluate, pause and stop, but does not know the network or the
// data: callers pass in functions that make one update and that evaluate.

import { integer } from '../check.ts';
import { DivergenceError } from './divergence-error.ts';
import type { CurvePoint } from './training-record.ts';

/** The progress of training after one update, as passed to callbacks. */
export interface Update {
  /** Number of iterations completed so far, which is also the position in the learning-rate schedule. */
  readonly iteration: number;
  /** First iteration of this call to `train`. */
  readonly from: number;
  /** Iteration at which this call to `train` ends. */
  readonly to: number;
  /** Loss of the batch before the update. */
  readonly loss: number;
}

/** The result of one evaluation: the part of a curve point that does not depend on the loop. */
export type Evaluation = Pick<CurvePoint, 'validationLoss' | 'validationAccuracy'>;

/** The steps that the loop repeats. */
export interface LoopSteps<Evaluated extends Evaluation> {
  /** Makes update number `iteration`, counted from 0. Returns the loss of its batch before the update. */
  readonly update: (iteration: number) => number;
  /** Evaluates the network on the validation set. */
  readonly evaluate: () => Evaluated;
}

/** The range of iterations, the interval between evaluations, an abort signal and a progress callback. */
export interface LoopSpan {
  /** Iteration at which the loop starts. */
  readonly from: number;
  /** Iteration at which it ends: `to − from` updates are made. */
  readonly to: number;
  /** Number of iterations between evaluations. */
  readonly evaluateEvery: number;
  /** Stops the loop early by throwing the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after each update. */
  readonly onUpdate?: (update: Update) => void;
}

/**
 * Trains, and yields each point of the learning curve as soon as it is known: at `from`, at every multiple of
 * `evaluateEvery`, and at `to`.
 *
 * @throws {ValueError} if `from` or `to` is not an integer, or not 0 ≤ from ≤ to.
 * @throws {DivergenceError} if a loss is not finite.
 */
export async function* trainingLoop<Evaluated extends Evaluation>(
  { update, evaluate }: LoopSteps<Evaluated>,
  { from, to, evaluateEvery, signal, onUpdate }: LoopSpan,
): AsyncGenerator<CurvePoint & Evaluated, void, void> {
  integer('from', from, 0);
  integer('to', to, from);
  const curve: (CurvePoint & Evaluated)[] = [];
  let losses: number[] = [];
  const nextPoint = (iteration: number): CurvePoint & Evaluated => {
    const evaluated = evaluate();
    if (!Number.isFinite(evaluated.validationLoss))
      throw new DivergenceError(iteration, evaluated.validationLoss, curve, 'validation loss');
    const point = { iteration, trainingLoss: meanOf(losses), ...evaluated };
    losses = [];
    curve.push(point);
    return point;
  };
  signal?.throwIfAborted();
  yield nextPoint(from);
  for (let iteration = from; iteration < to; iteration++) {
    if (iteration % PAUSE_EVERY === 0) await pause();
    signal?.throwIfAborted();
    const loss = update(iteration);
    if (!Number.isFinite(loss)) throw new DivergenceError(iteration, loss, curve);
    losses.push(loss);
    const done = iteration + 1;
    onUpdate?.({ iteration: done, from, to, loss });
    if (done % evaluateEvery === 0 || done === to) yield nextPoint(done);
  }
}

/** Returns the mean of the losses since the last evaluation; null if there are none. */
const meanOf = (losses: readonly number[]): number | null =>
  losses.length === 0 ? null : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;

/** Number of iterations between pauses, in which timers and signals are processed. */
const PAUSE_EVERY = 50;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
