import { crossEntropy, type Variable } from '../autograd/index.ts';
import type { Batch } from '../data/index.ts';
import { inScratch } from '../kernels/scratch.ts';
import type { Module } from '../nn/index.ts';
import type { Optimizer } from '../optim/index.ts';
import { forwardChecked } from './check-forward.ts';
import { checkOptimizer } from './check-optimizer.ts';

/** Computes the mean loss of a batch of B outputs [B, …] and B labels. */
export type Loss = (outputs: Variable, labels: Uint8Array) => Variable;

/** The model with which an optimizer has been checked already. */
const checked = new WeakMap<Optimizer, Module>();

/**
 * Runs one training iteration in a scratch scope (see `inScratch`): forward, loss, backward, optimizer step. If the loss is
 * not finite, weights and optimizer state are not changed.
 *
 * @returns the loss before the step.
 * @throws {ValueError} if the outputs depend on a parameter that `model.namedParameters` does not list, or the optimizer updates
 *   parameters of another model.
 *
 * @example
 * const model = mlp([2, 8, 2], { random: new Random(1) });
 * const optimizer = new SGD(model.namedParameters(), { learningRate: 0.1 });
 * const batch = { inputs: tensor([[0, 1], [1, 0]]), labels: Uint8Array.of(0, 1) };
 * const first = trainStep(model, optimizer, batch);
 * trainStep(model, optimizer, batch) < first; // → true
 */
export function trainStep(
  model: Module,
  optimizer: Optimizer,
  batch: Batch,
  loss: Loss = crossEntropy,
): number {
  if (checked.get(optimizer) !== model) {
    checkOptimizer(model, optimizer);
    checked.set(optimizer, model);
  }
  return inScratch(() => {
    model.zeroGrad();
    const output = loss(forwardChecked(model, batch.inputs), batch.labels);
    const value = output.item();
    if (!Number.isFinite(value)) return value;
    output.backward();
    optimizer.step();
    return value;
  });
}
