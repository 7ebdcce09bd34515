// Checks of a network that need a forward pass.

import { leavesOf } from '../autograd/graph.ts';
import { crossEntropy, type Variable } from '../autograd/index.ts';
import { checkLabels, partsOf } from '../data/check-dataset.ts';
import type { Batch, Split } from '../data/index.ts';
import { ShapeError, ValueError } from '../errors.ts';
import { inScratch } from '../kernels/scratch.ts';
import type { Module } from '../nn/index.ts';
import type { Loss } from './step.ts';

/** Modules that list all their parameters. */
const complete = new WeakSet<Module>();

const RULE =
  'must list all parameters that its outputs depend on. Those of these shapes are missing from namedParameters(): keep layers in ' +
  'public properties, arrays, maps or plain objects instead of #private fields or closures, and untrained weights in tensors';

/**
 * Checks that `namedParameters` lists every parameter that the outputs depend on. A parameter in a `#private` field is used
 * by the forward pass, but would be neither trained nor pruned. Each module is checked once.
 *
 * @throws {ValueError} if a parameter is missing; the message includes its shape.
 */
export function checkParametersListed(model: Module, outputs: Variable): void {
  if (complete.has(model) || !outputs.requiresGrad) return;
  const listed = new Set<Variable>(model.namedParameters().values());
  const hidden = leavesOf(outputs).filter((leaf) => !listed.has(leaf));
  if (hidden.length > 0) throw new ValueError('model', RULE, hidden.map(({ shape }) => [...shape]).reverse());
  complete.add(model);
}

/** Computes the outputs of a network. @throws {ValueError} as `checkParametersListed` does. */
export function forwardChecked(model: Module, inputs: Batch['inputs']): Variable {
  const outputs = model.forward(inputs);
  checkParametersListed(model, outputs);
  return outputs;
}

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
  for (const [what, part] of partsOf(data)) checkLabels(part, what, shape[1], ', the number of outputs');
}
