import { ShapeError } from '../errors.ts';
import * as tensors from '../tensor/index.ts';
import { add } from './arithmetic.ts';
import { Parameter } from './parameter.ts';
import { during, Variable } from './variable.ts';

/**
 * Adds ∂output/∂leaf to the `grad` of every leaf the output was computed from. `output` is one number, or comes
 * with an `upstream` gradient of its own shape. The graph stays: a second call adds the gradients again. Pruned
 * weights of a masked parameter get +0.
 * Throws a ShapeError for a missing or ill-shaped upstream.
 */
export function backward(output: Variable, upstream?: tensors.Tensor): void {
  const seed = new Variable(checkedUpstream(output, upstream));
  const isLeaf = (node: Variable) => node.operation === null;
  for (const [leaf, gradient] of during('backward', () => flow(output, seed, isLeaf))) {
    const own = leaf instanceof Parameter ? leaf.masked(gradient.value) : gradient.value;
    leaf.grad = leaf.grad === null ? own : tensors.add(leaf.grad, own);
  }
}

/**
 * The gradients of `output` with respect to `inputs`, leaves or intermediate results, as variables that can be
 * differentiated again (each gradient rule is itself written in operations). Zero where the output does not depend on
 * an input, and for a constant. Throws a ShapeError for a missing or ill-shaped upstream.
 */
export function gradients(
  output: Variable,
  inputs: readonly Variable[],
  upstream?: tensors.Tensor,
): Variable[] {
  const wanted = new Set(inputs);
  const found = flow(output, new Variable(checkedUpstream(output, upstream)), (node) => wanted.has(node));
  return inputs.map((input) => found.get(input) ?? new Variable(tensors.zeros(input.shape)));
}

/**
 * The chain rule: visits operations from the youngest to the oldest, so that a gradient is whole before it flows on.
 * → the gradients of the wanted variables.
 */
function flow(
  output: Variable,
  seed: Variable,
  isWanted: (node: Variable) => boolean,
): Map<Variable, Variable> {
  const found = new Map<Variable, Variable>();
  const pending = new Map<Variable, Variable>([[output, seed]]);
  for (const node of youngestFirst(output)) {
    const upstream = pending.get(node);
    if (upstream === undefined) continue;
    pending.delete(node);
    if (isWanted(node)) found.set(node, upstream);
    if (node.operation === null) continue;
    const { inputs, gradient } = node.operation;
    gradient(upstream).forEach((g, i) => {
      if (g === null || !inputs[i].requiresGrad) return;
      const before = pending.get(inputs[i]);
      pending.set(inputs[i], before === undefined ? g : add(before, g));
    });
  }
  return found;
}

/** Every variable the output was computed from, without recursion, so that a graph may be any depth. */
function youngestFirst(output: Variable): Variable[] {
  const seen = new Set<Variable>();
  const stack = [output];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!node.requiresGrad || seen.has(node)) continue;
    seen.add(node);
    for (const input of node.operation?.inputs ?? []) stack.push(input);
  }
  return [...seen].sort((a, b) => b.age - a.age);
}

function checkedUpstream(output: Variable, upstream: tensors.Tensor | undefined): tensors.Tensor {
  if (upstream === undefined) {
    if (output.value.size === 1) return tensors.ones(output.shape);
    throw new ShapeError('backward', 'output must be one number, or come with an upstream gradient', [
      ...output.shape,
    ]);
  }
  if (!tensors.sameShape(upstream.shape, output.shape)) {
    throw new ShapeError('backward', `upstream must have shape [${output.shape.join(', ')}]`, [
      ...upstream.shape,
    ]);
  }
  return upstream;
}
