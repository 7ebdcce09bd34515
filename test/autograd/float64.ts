// The operations once more, all of them, as plain formulas on float64 numbers. Nothing here knows of gradients, strides or
// kernels.

import { type Array64, alone, moved, slope, total } from '../../src/laws/gradient/float64.ts';
import type { Tensor } from '../../src/tensor/index.ts';
import { build } from '../tensor/support.ts';

export { type Array64, alone, moved, slope, total };

export const array64 = (a: Tensor): Array64 => ({ shape: a.shape, data: [...a.values()] });

const make = (shape: readonly number[], element: (index: number[]) => number): Array64 => ({
  shape,
  data: build(shape, element),
});

/** The element at an index, which may have more leading axes than the array and run along axes of one element. */
export function read(a: Array64, index: readonly number[]): number {
  const own = index.slice(index.length - a.shape.length);
  return a.data[a.shape.reduce((place, length, axis) => place * length + (length === 1 ? 0 : own[axis]), 0)];
}

export const map =
  (f: (x: number) => number) =>
  (a: Array64): Array64 => ({ shape: a.shape, data: a.data.map(f) });

/** f at every index of the shape both broadcast to. */
export const map2 =
  (f: (x: number, y: number) => number) =>
  (a: Array64, b: Array64): Array64 => {
    const rank = Math.max(a.shape.length, b.shape.length);
    const ones = (s: readonly number[]) => [...Array<number>(rank - s.length).fill(1), ...s];
    const other = ones(b.shape);
    const shape = ones(a.shape).map((length, axis) => (length === 1 ? other[axis] : length));
    return make(shape, (index) => f(read(a, index), read(b, index)));
  };

/** Folds the elements along some axes into one. */
export const reduce =
  (fold: (elements: number[]) => number, over: readonly number[], keepDims = false) =>
  (a: Array64): Array64 => {
    const kept = make(
      a.shape.map((length, axis) => (over.includes(axis) ? 1 : length)),
      (index) =>
        fold(
          build(
            over.map((axis) => a.shape[axis]),
            (o) =>
              read(
                a,
                index.map((i, axis) => (over.includes(axis) ? o[over.indexOf(axis)] : i)),
              ),
          ),
        ),
    );
    return keepDims ? kept : { ...kept, shape: a.shape.filter((_, axis) => !over.includes(axis)) };
  };

/** C[i, j] = Σ_p A[i, p]·B[p, j], either side given transposed. */
export const product =
  (transposedA: boolean, transposedB: boolean) =>
  (a: Array64, b: Array64): Array64 => {
    const [m, k] = transposedA ? [a.shape[1], a.shape[0]] : a.shape;
    const n = transposedB ? b.shape[0] : b.shape[1];
    return make([m, n], ([i, j]) =>
      total(
        Array.from(
          { length: k },
          (_, p) => read(a, transposedA ? [p, i] : [i, p]) * read(b, transposedB ? [j, p] : [p, j]),
        ),
      ),
    );
  };

/** Takes each element of a new shape from an index of the old. */
export const rearrange =
  (shape: readonly number[], from: (index: number[]) => number[]) =>
  (a: Array64): Array64 =>
    make(shape, (index) => read(a, from(index)));

/** Arrays end to end along one axis. */
export const join =
  (axis: number) =>
  (...arrays: Array64[]): Array64 => {
    const length = total(arrays.map((a) => a.shape[axis]));
    return make(
      arrays[0].shape.map((n, d) => (d === axis ? length : n)),
      (index) => {
        let [which, i] = [0, index[axis]];
        while (i >= arrays[which].shape[axis]) i -= arrays[which++].shape[axis];
        return read(
          arrays[which],
          index.map((own, d) => (d === axis ? i : own)),
        );
      },
    );
  };

/** ln Σ eᶻ along the last axis, kept as an axis of one. */
const logTotal = (z: Array64): Array64 =>
  reduce((row) => Math.log(total(row.map(Math.exp))), [z.shape.length - 1], true)(z);

export const subtract = map2((x, y) => x - y);
export const logSoftmax = (z: Array64): Array64 => subtract(z, logTotal(z));
