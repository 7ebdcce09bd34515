// Views: new strides over the same numbers. Nothing is copied, except by `reshape` of a tensor that is not contiguous.

import { ShapeError } from '../errors.ts';
import { checkShape, resolveAxis, type Shape, sizeOf, stridesOf } from './shape.ts';
import { emptyResult, Tensor } from './tensor.ts';

/**
 * Returns the same numbers in row-major order with another shape of the same size. One axis may be −1, to be inferred. @throws
 * {ShapeError} if the sizes differ.
 */
export function reshape(a: Tensor, shape: Shape): Tensor {
  const known = sizeOf(shape.filter((length) => length !== -1));
  const inferred = shape.map((length) => (length === -1 ? a.size / known : length));
  const holes = shape.filter((length) => length === -1).length;
  const whole = inferred.every((length) => Number.isInteger(length) && length >= 0);
  if (holes > 1 || !whole || sizeOf(inferred) !== a.size) {
    throw new ShapeError('reshape', `must hold ${a.size} numbers, at most one axis −1`, [...shape]);
  }
  if (a.isContiguous()) return new Tensor(a.storage, inferred, stridesOf(inferred), a.offset);
  const out = emptyResult(inferred);
  out.data.set(a.values());
  return out;
}

/** Returns the tensor with two axes exchanged; by default, the last two. */
export function transpose(a: Tensor, first = -2, second = -1): Tensor {
  const i = resolveAxis('transpose', first, a.rank);
  const j = resolveAxis('transpose', second, a.rank);
  const swap = (list: readonly number[]) =>
    list.map((value, axis) => (axis === i ? list[j] : axis === j ? list[i] : value));
  return new Tensor(a.storage, swap(a.shape), swap(a.strides), a.offset);
}

/** Returns the elements start ≤ i < end along one axis, where 0 ≤ start ≤ end ≤ length. */
export function slice(a: Tensor, axis: number, start: number, end: number): Tensor {
  const along = resolveAxis('slice', axis, a.rank);
  const length = a.shape[along];
  if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= length)) {
    throw new ShapeError('slice', `must satisfy 0 ≤ start ≤ end ≤ ${length}`, [start, end]);
  }
  const shape = a.shape.map((n, i) => (i === along ? end - start : n));
  return new Tensor(a.storage, shape, a.strides, a.offset + start * a.strides[along]);
}

/**
 * Returns the tensor broadcast to a larger shape: axes are aligned at the end, and axes of length 1 are repeated with stride 0.
 */
export function broadcastTo(a: Tensor, shape: Shape): Tensor {
  checkShape('broadcastTo', shape);
  const missing = shape.length - a.rank;
  if (missing < 0) throw new ShapeError('broadcastTo', `must have at least ${a.rank} axes`, [...shape]);
  const strides = shape.map((length, axis) => {
    const own = a.shape[axis - missing] ?? 1;
    if (own !== length && own !== 1) {
      throw new ShapeError('broadcastTo', `must broadcast to [${shape.join(', ')}]`, [...a.shape]);
    }
    return own === length ? (a.strides[axis - missing] ?? 0) : 0;
  });
  return new Tensor(a.storage, [...shape], strides, a.offset);
}
