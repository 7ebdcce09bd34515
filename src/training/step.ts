import { backward, crossEntropy, type Variable } from '../autograd/index.ts';
import type { Batch } from '../data/index.ts';
import { inScratch } from '../kernels/scratch.ts';
import type { Module } from '../nn/index.ts';
import type { Optimizer } from '../optim/index.ts';

/** Mean loss of a batch: outputs [B, …] against B labels → one number. */
export type Loss = (outputs: Variable, labels: Uint8Array) => Variable;

/**
 * One iteration: forward, loss, backward, optimizer step, in a scratch scope (see `inScratch`).
 *
 * @returns the loss before the step. A loss that is not finite changes nothing.
 */
export function trainStep(
  model: Module,
  optimizer: Optimizer,
  batch: Batch,
  loss: Loss = crossEntropy,
): number {
  return inScratch(() => {
    model.zeroGrad();
    const output = loss(model.forward(batch.inputs), batch.labels);
    const value = output.item();
    if (!Number.isFinite(value)) return value;
    backward(output);
    optimizer.step();
    return value;
  });
}
