import * as tensors from '../tensor/index.ts';
import { add } from './arithmetic.ts';
import { checkedUpstream, flow } from './graph.ts';
import { Variable } from './variable.ts';

/**
 * Computes the gradients of `output` with respect to the leaves that it depends on: the same as `output.backward(upstream)`.
 *
 * @param upstream the gradient with respect to the output, of the same shape; optional if the output has one element.
 * @throws {ShapeError} if `upstream` is missing or has another shape.
 *
 * @example
 * const x = variable([1, 2, 3]);
 * backward(sum(square(x)));
 * x.grad.toArray(); // → [ 2, 4, 6 ]
 */
export function backward(output: Variable, upstream?: tensors.Tensor): void {
  output.backward(upstream);
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
  const seed = new Variable(checkedUpstream(output.shape, upstream));
  const found = flow(output, { seed, isWanted: (node) => wanted.has(node), add });
  return inputs.map((input) => found.get(input) ?? new Variable(tensors.zeros(input.shape)));
}
