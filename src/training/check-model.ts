import { crossEntropy } from '../autograd/index.ts';
import { checkLabels, splitParts } from '../data/check-dataset.ts';
import type { Batch, Split } from '../data/index.ts';
import { ShapeError } from '../errors.ts';
import { inScratch } from '../kernels/scratch.ts';
import type { Module } from '../nn/index.ts';
import { forwardChecked } from './check-forward.ts';
import type { Loss } from './step.ts';

/**
 * Checks before training that a network fits the data: it accepts the inputs of a batch, lists its parameters, and has an
 * output for each label if it is trained with cross-entropy.
 *
 * @throws {ShapeError} if the network rejects the inputs, or cross-entropy its outputs.
 * @throws {ValueError} if a parameter is missing, or a label is not below the number of outputs; the message includes the
 *   position of the example in its part of the data.
 */
export function checkModel(model: Module, data: Split, { inputs }: Batch, loss: Loss = crossEntropy): void {
  const shape = inScratch(() => forwardChecked(model, inputs).shape);
  if (loss !== crossEntropy) return;
  if (shape.length !== 2)
    throw new ShapeError('model', 'must have outputs of shape [batch, classes]', [...shape]);
  for (const [what, part] of splitParts(data)) checkLabels(part, what, shape[1], ', the number of outputs');
}
