// The training loop: the only one in the package. It knows how often to evaluate, when to pause and when to stop, but
// neither the network nor the data: whoever uses it passes in how to make one update and how to evaluate.

import { wholeNumber } from '../check.ts';
import { type CurvePoint, DivergenceError } from './record.ts';

/** One update, as progress callbacks receive it. */
export interface Update {
  /** Number of updates made so far, on the learning-rate schedule. */
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

/** What the loop repeats. */
export interface LoopSteps<Evaluated extends Evaluation> {
  /** Makes update number `iteration`, counted from 0. Returns the loss of its batch before the update. */
  readonly update: (iteration: number) => number;
  /** Evaluates the network on the validation set. */
  readonly evaluate: () => Evaluated;
}

/** How long the loop runs and who is informed. */
export interface LoopSpan {
  /** Iteration at which the loop starts. */
  readonly from: number;
  /** Iteration at which it ends: `to − from` updates are made. */
  readonly to: number;
  /** Iterations between two evaluations. */
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
  wholeNumber('from', from, 0);
  wholeNumber('to', to, from);
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

/** Mean of the losses since the last evaluation; null if there are none. */
const meanOf = (losses: readonly number[]): number | null =>
  losses.length === 0 ? null : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;

/** Iterations between two pauses, which let timers and signals get through. */
const PAUSE_EVERY = 50;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
