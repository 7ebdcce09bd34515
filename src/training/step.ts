import { backward, crossEntropy, type Variable } from '../autograd/index.ts';
import type { Batch } from '../data/index.ts';
import type { Module } from '../nn/index.ts';
import type { Optimizer } from '../optim/index.ts';

/** Mean loss of a batch: outputs [B, …] against B labels → one number. */
export type Loss = (outputs: Variable, labels: Uint8Array) => Variable;

/**
 * One update: forward, loss, backward, step. Returns the loss before the update. A loss that is not finite updates
 * nothing.
 */
export function trainStep(
  model: Module,
  optimizer: Optimizer,
  batch: Batch,
  loss: Loss = crossEntropy,
): number {
  model.zeroGrad();
  const value = loss(model.forward(batch.inputs), batch.labels);
  if (!Number.isFinite(value.item())) return value.item();
  backward(value);
  optimizer.step();
  return value.item();
}
