import { ShapeError } from '../errors.ts';

/** The length of each axis, the outermost first; `[]` is the shape of a single number. */
export type Shape = readonly number[];

/** Returns the number of elements of a shape: the product of its lengths, which is 1 for `[]`. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** Returns the distance between neighboring elements along each axis for elements in row-major order. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** Checks a shape. @throws {ShapeError} if a length is negative, fractional or not a safe integer. */
export function checkShape(what: string, shape: Shape): void {
  const fits = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (!fits || !Number.isSafeInteger(sizeOf(shape))) {
    throw new ShapeError(what, 'every axis must be an integer ≥ 0', [...shape]);
  }
}

/**
 * Returns the axis that a possibly negative number refers to (−1 is the last). @throws {ShapeError} if there is no such axis.
 */
export function resolveAxis(what: string, axis: number, rank: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= rank) {
    throw new ShapeError(what, `axis must be an integer in [${-rank}, ${rank})`, axis);
  }
  return resolved;
}

/** Returns whether two shapes are the same. */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/**
 * Returns the shape to which two operands are broadcast: axes are aligned at the end, and axes of length 1 are repeated. This is
 * the rule of NumPy and PyTorch.
 */
export function broadcastShapes(what: string, a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const x = a[axis - rank + a.length] ?? 1;
    const y = b[axis - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new ShapeError(what, `must broadcast with [${a.join(', ')}]`, [...b]);
    }
    return x === 1 ? y : x;
  });
}
