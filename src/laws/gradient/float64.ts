// Operations as plain formulas on float64 numbers, and derivatives by differences. Nothing here knows of gradients.

import type { PlainTensor } from '../interfaces/gradient.ts';

/** Float64 numbers in row order, and a shape. */
export interface Array64 {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The same numbers in float64. */
export const array64 = ({ shape, data }: PlainTensor): Array64 => ({ shape, data: [...data] });

/** Σ. */
export const total = (elements: readonly number[]): number => elements.reduce((sum, x) => sum + x, 0);

/** f of every element. */
export const map =
  (f: (x: number) => number) =>
  ({ shape, data }: Array64): Array64 => ({ shape, data: data.map(f) });

/** f of every two elements that meet: the smaller array lies below each row of the larger, or has one element. */
export const map2 =
  (f: (x: number, y: number) => number) =>
  (a: Array64, b: Array64): Array64 => {
    const { shape } = a.data.length >= b.data.length ? a : b;
    const length = shape.reduce((size, n) => size * n, 1);
    const at = ({ data }: Array64, i: number) => data[i % data.length];
    return { shape, data: Array.from({ length }, (_, i) => f(at(a, i), at(b, i))) };
  };

/** C[i, j] = Σ_p A[i, p]·B[p, j], either side given transposed. */
export const product =
  (transposedA: boolean, transposedB: boolean) =>
  (a: Array64, b: Array64): Array64 => {
    const [m, k] = transposedA ? [a.shape[1], a.shape[0]] : a.shape;
    const n = transposedB ? b.shape[0] : b.shape[1];
    const left = (i: number, p: number) => a.data[transposedA ? p * m + i : i * k + p];
    const right = (p: number, j: number) => b.data[transposedB ? j * k + p : p * n + j];
    const terms = (i: number, j: number) => Array.from({ length: k }, (_, p) => left(i, p) * right(p, j));
    const data = Array.from({ length: m * n }, (_, at) => total(terms(Math.floor(at / n), at % n)));
    return { shape: [m, n], data };
  };

/** f′(0) by the five-point rule: off by at most h⁴/30 · |f⁽⁵⁾|, and 2⁻⁵² |f| ÷ h for float64's own roundings. */
export const slope = (f: (t: number) => number, h: number): number =>
  (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);

/** The arrays with t·direction added. */
export const moved = (
  arrays: readonly Array64[],
  directions: readonly (readonly number[])[],
  t: number,
): Array64[] =>
  arrays.map((a, which) => ({ shape: a.shape, data: a.data.map((x, i) => x + t * directions[which][i]) }));

/** For each element of each array, a direction that moves this one alone. */
export function* alone(
  arrays: readonly Array64[],
): Generator<{ which: number; i: number; directions: number[][] }> {
  for (const [which, a] of arrays.entries()) {
    for (let i = 0; i < a.data.length; i++) {
      const directions = arrays.map((b, w) => b.data.map((_, j) => (w === which && j === i ? 1 : 0)));
      yield { which, i, directions };
    }
  }
}
