import { leavesOf } from '../autograd/graph.ts';
import type { Variable } from '../autograd/index.ts';
import type { Batch } from '../data/index.ts';
import { ValueError } from '../errors.ts';
import type { Module } from '../nn/index.ts';

/** Modules that have been checked to list all their parameters. */
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
