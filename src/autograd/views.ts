// Operations that rearrange elements. Their gradients rearrange the elements back.

import * as tensors from '../tensor/index.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/**
 * Returns the same elements, in row-major order, with another shape. One axis may be −1, to be inferred.
 *
 * @throws {ShapeError} if the shape has another number of elements.
 *
 * @example
 * reshape([1, 2, 3, 4, 5, 6], [2, -1]).value.toArray(); // → [ [ 1, 2, 3 ], [ 4, 5, 6 ] ]
 */
export function reshape(operand: Operand, shape: tensors.Shape): Variable {
  const a = asVariable(operand);
  return record(tensors.reshape(a.value, shape), {
    name: 'reshape',
    inputs: [a],
    gradient: (g) => [reshape(g, a.shape)],
  });
}

/**
 * Returns the tensor with two axes exchanged; by default, the last two.
 *
 * @throws {ShapeError} if there is no such axis.
 *
 * @example
 * transpose([[1, 2, 3], [4, 5, 6]]).value.toArray(); // → [ [ 1, 4 ], [ 2, 5 ], [ 3, 6 ] ]
 */
export function transpose(operand: Operand, first = -2, second = -1): Variable {
  const a = asVariable(operand);
  return record(tensors.transpose(a.value, first, second), {
    name: 'transpose',
    inputs: [a],
    gradient: (g) => [transpose(g, first, second)],
  });
}

/**
 * Returns the elements with start ≤ i < end along one axis.
 *
 * @throws {ShapeError} if there is no such axis, or the range is not within it.
 *
 * @example
 * slice([[1, 2, 3], [4, 5, 6]], 1, 0, 2).value.toArray(); // → [ [ 1, 2 ], [ 4, 5 ] ]
 */
export function slice(operand: Operand, axis: number, start: number, end: number): Variable {
  const a = asVariable(operand);
  const along = tensors.resolveAxis('slice', axis, a.shape.length);
  return record(tensors.slice(a.value, along, start, end), {
    name: 'slice',
    inputs: [a],
    gradient: (g) => [padTo(g, along, start, a.shape)],
  });
}

/** Returns a tensor of zeros of a larger shape into which `a` is written: the gradient of `slice`. */
function padTo(a: Variable, axis: number, start: number, shape: tensors.Shape): Variable {
  return record(tensors.padTo(a.value, axis, start, shape), {
    name: 'padTo',
    inputs: [a],
    gradient: (g) => [slice(g, axis, start, start + a.shape[axis])],
  });
}

/**
 * Concatenates variables along one axis. Their other axes must have the same lengths.
 *
 * @throws {ShapeError} if there are no operands, no such axis, or the shapes do not fit.
 *
 * @example
 * concat([[[1, 2]], [[3, 4]]]).value.toArray(); // → [ [ 1, 2 ], [ 3, 4 ] ]
 */
export function concat(operands: readonly Operand[], axis = 0): Variable {
  const inputs = operands.map(asVariable);
  const value = tensors.concat(
    inputs.map((input) => input.value),
    axis,
  );
  const along = tensors.resolveAxis('concat', axis, value.rank);
  return record(value, {
    name: 'concat',
    inputs,
    gradient: (g) => {
      let end = 0;
      return inputs.map((input) => {
        const start = end;
        end += input.shape[along];
        return slice(g, along, start, end);
      });
    },
  });
}

/**
 * Returns the rows (along `axis`) at `indices`. If a row is taken twice, it gets the sum of both gradients.
 *
 * @throws {ShapeError} if there is no such axis.
 * @throws {ValueError} if an index is not an integer in [0, length of the axis).
 *
 * @example
 * gather([[1, 2], [3, 4], [5, 6]], [2, 0]).value.toArray(); // → [ [ 5, 6 ], [ 1, 2 ] ]
 */
export function gather(operand: Operand, indices: tensors.Indices, axis = 0): Variable {
  const a = asVariable(operand);
  const along = tensors.resolveAxis('gather', axis, a.shape.length);
  return record(tensors.gather(a.value, indices, along), {
    name: 'gather',
    inputs: [a],
    gradient: (g) => [scatterAdd(g, indices, along, a.shape)],
  });
}

/** Adds each row of `a` to the row of zeros(shape) that `indices` names: the reverse of `gather`. */
function scatterAdd(a: Variable, indices: tensors.Indices, axis: number, shape: tensors.Shape): Variable {
  return record(tensors.scatterAdd(a.value, indices, axis, shape), {
    name: 'scatterAdd',
    inputs: [a],
    gradient: (g) => [gather(g, indices, axis)],
  });
}
