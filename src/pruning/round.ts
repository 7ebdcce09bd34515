import { TicketError, ValueError } from '../errors.ts';
import { type Checkpoint, capture } from './checkpoint.ts';
import type { PrunableModel, Trainer } from './client.ts';
import type { Mask, Weights } from './mask.ts';
import type { RewindPlan } from './rewind.ts';
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
  /** What must be the same when the search is resumed. */
  readonly settings: SearchSettings;
}

/** What one round is trained with. */
export interface Training<Result> {
  readonly plan: RewindPlan;
  readonly model: PrunableModel;
  readonly trainer: Trainer<Result>;
  readonly signal: AbortSignal | undefined;
  /** Accepts a training that changes no weight. */
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
  if (round === 1 && plan.checkpoint !== null) warnOfKeptState(trainer, span);
  return { training, trained, rewindPoint: plan.checkpoint === null ? trained : point };
}

/** A trainer that says nothing of its updates may not have trained, and leaves no checkpoint to rewind to. */
function checkUpdates(got: number, wanted: number, signal: AbortSignal | undefined): void {
  if (got === wanted) return;
  signal?.throwIfAborted();
  throw new TicketError(`trainer: must call afterUpdate after each of ${wanted} updates, got ${got} calls`);
}

/**
 * Checks that training has changed a weight. In a pruned network it may change the other weights only: where no path is left
 * from the inputs to the outputs, the gradients of all prunable weights are 0.
 */
function checkChanged(round: number, mask: Mask, before: Checkpoint, after: Checkpoint): void {
  if (isChanged(before.weights, after.weights, mask)) return;
  if (round > 0 && isChanged(before.others, after.others)) return;
  throw new TicketError(
    `trainer: must train this model, but no prunable weight changed in round ${round + 1} (see allowUntrained)`,
  );
}

/** Returns whether a surviving weight has another value. */
const isChanged = (before: Weights, after: Weights, mask?: Mask): boolean =>
  [...after].some(([name, values]) => {
    const [old, bits] = [before.get(name), mask?.layers.get(name)];
    return values.some((value, i) => bits?.[i] !== 0 && value !== old?.[i]);
  });

/** Warns if the second training went on counting the steps of the first one, so that the optimizer was not rewound. */
function warnOfKeptState(trainer: Trainer, { from, to }: { from: number; to: number }): void {
  const { steps = 0, state, iterations } = trainer;
  if (state === undefined && steps >= iterations + to - from)
    console.warn('trainer: its optimizer is not rewound with the weights. Add state and load.');
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
