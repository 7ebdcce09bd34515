import * as tensors from '../tensor/index.ts';
import { broadcastTo, div, mul } from './arithmetic.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';
import { reshape } from './views.ts';

/**
 * Returns the sum over the axes. ∂ = 1 for every summed element.
 *
 * @param axes one axis or several, negative ones counted from the last; all axes by default.
 * @param keepDims whether the reduced axes remain, with length 1.
 * @throws {ShapeError} if there is no such axis.
 *
 * @example
 * const x = [[1, 2], [3, 4]];
 * sum(x).item(); // → 10
 * sum(x, 0).value.toArray(); // → [ 4, 6 ]
 */
export function sum(operand: Operand, axes?: tensors.Axes, keepDims = false): Variable {
  const a = asVariable(operand);
  return record(tensors.sum(a.value, axes, keepDims), {
    name: 'sum',
    inputs: [a],
    gradient: (g) => [stretch(g, a.shape, axes)],
  });
}

/**
 * Returns the mean over the axes; the parameters are those of `sum`. ∂ = 1 ÷ count. The mean of no elements is NaN, as in
 * PyTorch.
 *
 * @throws {ShapeError} if there is no such axis.
 *
 * @example
 * mean([[1, 2], [3, 6]], 1).value.toArray(); // → [ 1.5, 4.5 ]
 */
export function mean(operand: Operand, axes?: tensors.Axes, keepDims = false): Variable {
  const a = asVariable(operand);
  const total = sum(a, axes, keepDims);
  return div(total, a.value.size / Math.max(total.value.size, 1));
}

/**
 * Returns the largest element over the axes; the parameters are those of `sum`. ∂ = 1 for it; elements that tie share the
 * gradient evenly, as in PyTorch's `amax`.
 *
 * @throws {ShapeError} if there is no such axis, or a maximum would be that of no elements.
 *
 * @example
 * max([[1, 5], [7, 2]], 1).value.toArray(); // → [ 5, 7 ]
 */
export function max(operand: Operand, axes?: tensors.Axes, keepDims = false): Variable {
  const a = asVariable(operand);
  const y = tensors.max(a.value, axes, keepDims);
  return record(y, {
    name: 'max',
    inputs: [a],
    gradient: (g) => {
      const isMax = tensors.equal(a.value, stretch(asVariable(y), a.shape, axes).value);
      const ties = tensors.sum(isMax, axes, keepDims);
      return [mul(stretch(div(g, ties), a.shape, axes), isMax)];
    },
  });
}

/** Broadcasts a reduced variable back over the axes that were reduced. */
function stretch(reduced: Variable, shape: tensors.Shape, axes: tensors.Axes): Variable {
  const over = tensors.resolveAxes('stretch', axes, shape.length);
  return broadcastTo(reshape(reduced, tensors.reducedShape(shape, over, true)), shape);
}
