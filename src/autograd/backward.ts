import { ShapeError } from '../errors.ts';
import { inScratch } from '../kernels/scratch.ts';
import * as tensors from '../tensor/index.ts';
import { add } from './arithmetic.ts';
import { noGrad, Variable } from './variable.ts';

/**
 * Adds ∂output/∂leaf to the `grad` of every leaf that the output was computed from. The graph is retained: a second call
 * adds the gradients again. Intermediate gradients are computed in a scratch scope (see `inScratch`), and each leaf copies
 * its own.
 *
 * @param upstream the gradient with respect to the output, of the same shape; optional if the output has one element.
 * @throws {ShapeError} if `upstream` is missing or has another shape.
 */
export function backward(output: Variable, upstream?: tensors.Tensor): void {
  const seed = new Variable(checkedUpstream(output, upstream));
  const isLeaf = (node: Variable) => node.operation === null;
  inScratch(() => {
    for (const [leaf, gradient] of noGrad(() => flow(output, seed, isLeaf))) leaf.accumulate(gradient.value);
  });
}

/**
 * Returns the gradients of `output` with respect to `inputs`, which may be leaves or intermediate results. The gradients are
 * variables computed by recorded operations, so they can be differentiated again. A gradient is zero if the output does not
 * depend on the input or the input is a constant. Unlike `backward`, this function does not apply masks: at the pruned
 * entries of a parameter, the result is unspecified (either +0 or the gradient that the weight would have if it were not
 * pruned).
 *
 * @param upstream the gradient with respect to the output, of the same shape; optional if the output has one element.
 * @throws {ShapeError} if `upstream` is missing or has another shape.
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
 * Applies the chain rule: visits operations from the youngest to the oldest, so that all contributions to a gradient have
 * been added before it is propagated. Returns the gradients of the wanted variables.
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

/** Returns the output and every variable it depends on that requires a gradient. Works for graphs of any depth. */
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
    throw new ShapeError('backward', 'output must have one element unless an upstream gradient is given', [
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
