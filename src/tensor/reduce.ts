import { ShapeError } from '../errors.ts';
import { kernels } from '../kernels/index.ts';
import { resolveAxis, type Shape, sizeOf } from './shape.ts';
import { emptyResult, Tensor } from './tensor.ts';

/** One axis or several; undefined for all of them. */
export type Axes = number | readonly number[] | undefined;

/** Returns the axes of a reduction in increasing order. @throws {ShapeError} if an axis occurs twice. */
export function resolveAxes(what: string, axes: Axes, rank: number): number[] {
  if (axes === undefined) return Array.from({ length: rank }, (_, axis) => axis);
  const list = (typeof axes === 'number' ? [axes] : [...axes]).map((axis) => resolveAxis(what, axis, rank));
  if (new Set(list).size !== list.length) throw new ShapeError(what, 'axes must be distinct', list);
  return list.sort((a, b) => a - b);
}

/** Returns the shape after a reduction over `axes`: their lengths become 1, or they are removed unless `keepDims`. */
export const reducedShape = (shape: Shape, axes: readonly number[], keepDims: boolean): number[] =>
  keepDims
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));

/**
 * Returns the sum over the axes. Elements are added in row-major order in four lanes, and in blocks if there are more than 1024.
 */
export function sum(a: Tensor, axes?: Axes, keepDims = false): Tensor {
  const over = resolveAxes('sum', axes, a.rank);
  const { matrix, rows, columns } = summedFirst(a, over);
  const out = emptyResult(reducedShape(a.shape, over, keepDims));
  if (columns === 1) out.data[0] = kernels.sum(matrix);
  else kernels.sumRows(out.data, matrix, rows, columns);
  return out;
}

/** Returns the largest element over the axes. @throws {ShapeError} if there are no elements. */
export function max(a: Tensor, axes?: Axes, keepDims = false): Tensor {
  const over = resolveAxes('max', axes, a.rank);
  const { matrix, rows, columns } = summedFirst(a, over);
  if (rows === 0) throw new ShapeError('max', 'must have at least one element to choose from', [...a.shape]);
  const out = emptyResult(reducedShape(a.shape, over, keepDims));
  out.data.set(matrix.subarray(0, columns));
  for (let i = columns; i < matrix.length; i++) {
    if (matrix[i] > out.data[i % columns]) out.data[i % columns] = matrix[i];
  }
  return out;
}

/**
 * Sums a gradient over broadcast axes, so that it has the original shape: the transpose of `broadcastTo`. @throws {ShapeError}
 * if the shape cannot be broadcast to the shape of the tensor.
 */
export function sumTo(a: Tensor, shape: Shape): Tensor {
  const missing = a.rank - shape.length;
  const stretches = shape.every((length, axis) => length === 1 || length === a.shape[axis + missing]);
  if (missing < 0 || !stretches) {
    throw new ShapeError('sumTo', `must broadcast to [${a.shape.join(', ')}]`, [...shape]);
  }
  const stretched = a.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < missing || shape[axis - missing] !== a.shape[axis]);
  if (stretched.length === 0) return a;
  return new Tensor(sum(a, stretched).storage, shape);
}

/** Returns the index of the largest element of each row, the lowest in case of ties. A [rows, columns] → [rows]. */
export function argmax(a: Tensor): Uint32Array {
  if (a.rank !== 2 || a.shape[1] === 0)
    throw new ShapeError('argmax', 'must be [rows, columns ≥ 1]', [...a.shape]);
  const [rows, columns] = a.shape;
  const values = a.values();
  const out = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let j = 1; j < columns; j++) if (values[i * columns + j] > values[i * columns + best]) best = j;
    out[i] = best;
  }
  return out;
}

/** Returns the tensor as a matrix whose rows are the reduced axes and whose columns are the other axes. */
function summedFirst(a: Tensor, over: readonly number[]) {
  const kept = a.shape.map((_, axis) => axis).filter((axis) => !over.includes(axis));
  const order = [...over, ...kept];
  const permuted = new Tensor(
    a.storage,
    order.map((axis) => a.shape[axis]),
    order.map((axis) => a.strides[axis]),
    a.offset,
  );
  return {
    matrix: permuted.values(),
    rows: sizeOf(over.map((axis) => a.shape[axis])),
    columns: sizeOf(kept.map((axis) => a.shape[axis])),
  };
}
