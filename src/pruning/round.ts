import { TicketError, ValueError } from '../errors.ts';
import { type Checkpoint, capture } from './checkpoint.ts';
import type { PrunableModel, Trainer } from './client.ts';
import type { Mask, Weights } from './mask.ts';
import type { RewindPlan } from './rewind.ts';
import type { SearchSettings } from './settings.ts';

/** Where a search stands after a round: enough to continue it in another process. */
export interface Progress {
  /** Rounds done. */
  readonly round: number;
  /** The mask after them. */
  readonly mask: Mask;
  /** The weights before any training, W₀. */
  readonly initial: Weights;
  /** Where survivors return to. */
  readonly rewindPoint: Checkpoint;
  /** Fraction removed after each round. */
  readonly sparsityHistory: readonly number[];
  /** Number of surviving weights of each layer before the first round: all of them, unless the model was already pruned. */
  readonly startCounts: ReadonlyMap<string, number>;
  /** What must be the same when the search is resumed. */
  readonly settings: SearchSettings;
}

/** Trains one round. The first is the dense network's, from 0 to T, and records the checkpoint on its way. */
export async function trainRound<Result>(
  { round, mask, rewindPoint }: Progress,
  plan: RewindPlan,
  model: PrunableModel,
  trainer: Trainer<Result>,
  signal: AbortSignal | undefined,
): Promise<{ training: Result; trained: Checkpoint; rewindPoint: Checkpoint }> {
  let point = rewindPoint;
  let updates = 0;
  const isDense = round === 0;
  const span = isDense ? { from: 0, to: trainer.iterations } : { from: plan.from, to: plan.to };
  const training = await trainer.train({
    round: round + 1,
    ...span,
    mask,
    ...(signal && { signal }),
    afterUpdate(clock) {
      updates++;
      if (clock !== span.from + updates)
        throw new ValueError('afterUpdate', `clock must be ${span.from + updates}`, clock);
      if (model.setMask === undefined) mask.apply(model.prunableWeights());
      if (isDense && clock === plan.checkpoint) point = capture(model, trainer);
    },
  });
  checkUpdates(updates, span.to - span.from, signal);
  const trained = capture(model, trainer);
  checkHeld(mask, trained.weights);
  return { training, trained, rewindPoint: plan.checkpoint === null ? trained : point };
}

/** A trainer that says nothing of its updates may not have trained, and leaves no checkpoint to rewind to. */
function checkUpdates(got: number, wanted: number, signal: AbortSignal | undefined): void {
  if (got === wanted) return;
  signal?.throwIfAborted();
  throw new TicketError(`trainer: must call afterUpdate after each of ${wanted} updates, got ${got} calls`);
}

/** A model that took over holding the mask must have held it. */
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
