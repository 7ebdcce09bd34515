import { TicketError, ValueError } from '../errors.ts';
import { checkChanged, checkEachChanged, warnOfKeptState } from './check-training.ts';
import { type Checkpoint, capture } from './checkpoint.ts';
import type { Mask, Weights } from './mask.ts';
import type { PrunableModel, Trainer } from './model-and-trainer.ts';
import type { RewindPlan } from './rewind-strategy.ts';
import type { SearchSettings } from './settings.ts';

/** The state of a search after a round, with which it can be continued in another process. */
export interface Progress {
  /** Number of finished rounds. */
  readonly round: number;
  /** The mask after these rounds. */
  readonly mask: Mask;
  /** The weights before any training, W₀. */
  readonly initial: Weights;
  /** The rewind point: the weights and optimizer state with which each round starts. */
  readonly rewindPoint: Checkpoint;
  /** Sparsity after each round. */
  readonly sparsityHistory: readonly number[];
  /** Number of surviving weights of each layer before the first round: all of them, unless the model was already pruned. */
  readonly startCounts: ReadonlyMap<string, number>;
  /** The settings that must be the same when the search is resumed. */
  readonly settings: SearchSettings;
}

/** The parameters of one round's training. */
export interface Training<Result> {
  readonly plan: RewindPlan;
  readonly model: PrunableModel;
  readonly trainer: Trainer<Result>;
  readonly signal: AbortSignal | undefined;
  /** Whether a training that changes no weight is accepted. */
  readonly allowUntrained: boolean;
}

/** Trains one round. The first round trains the dense network from 0 to T and records the checkpoint. */
export async function trainRound<Result>(
  { round, mask, rewindPoint }: Progress,
  { plan, model, trainer, signal, allowUntrained }: Training<Result>,
): Promise<{ training: Result; trained: Checkpoint; rewindPoint: Checkpoint }> {
  let point = rewindPoint;
  let updates = 0;
  let hasEnded = false;
  const isDense = round === 0;
  const span = isDense ? { from: 0, to: trainer.iterations } : { from: plan.from, to: plan.to };
  const afterUpdate = (clock: number) => {
    signal?.throwIfAborted();
    if (hasEnded) throw new TicketError('afterUpdate: must not be called after train has ended');
    updates++;
    if (clock !== span.from + updates)
      throw new ValueError('afterUpdate', `clock must be ${span.from + updates}`, clock);
    if (model.setMask === undefined) mask.apply(model.prunableWeights());
    if (isDense && clock === plan.checkpoint) point = capture(model, trainer);
  };
  const ending = { ...(signal && { signal }), afterUpdate };
  let training: Result;
  try {
    training = await trainer.train({ round: round + 1, ...span, mask, ...ending });
  } finally {
    hasEnded = true;
  }
  checkUpdates(updates, span.to - span.from, signal);
  const trained = capture(model, trainer);
  mask.checkFits(trained.weights);
  checkHeld(mask, trained.weights);
  if (!allowUntrained) checkChanged(round, mask, rewindPoint, trained);
  if (!allowUntrained && isDense && trainer.trainedWeights === undefined)
    checkEachChanged(rewindPoint, trained);
  if (round === 1 && plan.checkpoint !== null) warnOfKeptState(trainer, span);
  return { training, trained, rewindPoint: plan.checkpoint === null ? trained : point };
}

/**
 * Checks the number of updates. A trainer that does not report its updates may not have trained, and leaves no checkpoint to
 * rewind to. @throws {TicketError} if the number differs.
 */
function checkUpdates(got: number, wanted: number, signal: AbortSignal | undefined): void {
  if (got === wanted) return;
  signal?.throwIfAborted();
  throw new TicketError(`trainer: must call afterUpdate after each of ${wanted} updates, got ${got} calls`);
}

/** Checks that a model that holds its mask itself has kept pruned weights at 0. @throws {TicketError} if not. */
function checkHeld(mask: Mask, weights: Weights): void {
  for (const [name, bits] of mask.layers) {
    const values = weights.get(name) as Float32Array;
    for (let i = 0; i < bits.length; i++) {
      if (bits[i] === 0 && values[i] !== 0) {
        throw new TicketError(`${name}[${i}]: a pruned weight must stay 0 while training, got ${values[i]}`);
      }
    }
  }
}
