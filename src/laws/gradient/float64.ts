// Formulas of operations in float64, and numerical derivatives by finite differences. The laws of gradients use them as the
// reference.

import type { PlainTensor } from '../interfaces/gradient.ts';

/** Float64 numbers in row-major order, and their shape. */
export interface Array64 {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Converts a tensor to float64 without changing its values. */
export const array64 = ({ shape, data }: PlainTensor): Array64 => ({ shape, data: [...data] });

/** Returns the sum of the elements. */
export const total = (elements: readonly number[]): number => elements.reduce((sum, x) => sum + x, 0);

/** Returns an operation that applies f to every element. */
export const map =
  (f: (x: number) => number) =>
  ({ shape, data }: Array64): Array64 => ({ shape, data: data.map(f) });

/**
 * Returns an operation that applies f to pairs of elements. The smaller array is broadcast over the rows of the larger one.
 */
export const map2 =
  (f: (x: number, y: number) => number) =>
  (a: Array64, b: Array64): Array64 => {
    const { shape } = a.data.length >= b.data.length ? a : b;
    const length = shape.reduce((size, n) => size * n, 1);
    const at = ({ data }: Array64, i: number) => data[i % data.length];
    return { shape, data: Array.from({ length }, (_, i) => f(at(a, i), at(b, i))) };
  };

/** Returns the matrix product C[i, j] = Σ_p A[i, p]·B[p, j], where either operand may be given as its transpose. */
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

/**
 * Returns the derivative f′(0) by the five-point rule. Its error is at most h⁴/30 · |f⁽⁵⁾|, plus 2⁻⁵² |f| ÷ h for rounding in
 * float64.
 */
export const slope = (f: (t: number) => number, h: number): number =>
  (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);

/** Returns the arrays plus t times the direction of each array. */
export const moved = (
  arrays: readonly Array64[],
  directions: readonly (readonly number[])[],
  t: number,
): Array64[] =>
  arrays.map((a, which) => ({ shape: a.shape, data: a.data.map((x, i) => x + t * directions[which][i]) }));

/** Yields, for each element of each array, the directions that change only this element. */
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
