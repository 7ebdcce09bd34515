import * as tensors from '../tensor/index.ts';
import { broadcastTo, div, mul } from './arithmetic.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';
import { reshape } from './views.ts';

/** Σ over the axes (all of them by default). ∂ = 1 for every summed element. */
export function sum(operand: Operand, axes?: tensors.Axes, keepDims = false): Variable {
  const a = asVariable(operand);
  return record(tensors.sum(a.value, axes, keepDims), {
    name: 'sum',
    inputs: [a],
    gradient: (g) => [stretch(g, a.shape, axes)],
  });
}

/** The mean over the axes. ∂ = 1 ÷ count. Returns NaN for an empty reduction, as in PyTorch. */
export function mean(operand: Operand, axes?: tensors.Axes, keepDims = false): Variable {
  const a = asVariable(operand);
  const total = sum(a, axes, keepDims);
  return div(total, a.value.size / Math.max(total.value.size, 1));
}

/** The largest element over the axes. ∂ = 1 for it; elements that tie share the gradient evenly, as in PyTorch's amax. */
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
