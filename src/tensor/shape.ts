import { ShapeError } from '../errors.ts';

/** The length of each axis, outermost first; `[]` is the shape of a single number. */
export type Shape = readonly number[];

/** How many elements a shape holds: the product of its axes, 1 for `[]`. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** Steps between neighbours along each axis when elements lie row by row. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis];
  }
  return strides;
}

/** Refuses a shape with a negative, fractional or unsafe axis. */
export function checkShape(what: string, shape: Shape): void {
  const fits = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (!fits || !Number.isSafeInteger(sizeOf(shape))) {
    throw new ShapeError(what, 'every axis must be an integer ≥ 0', [...shape]);
  }
}

/** The axis a possibly negative number names (−1 is the last). Throws a ShapeError outside the rank. */
export function resolveAxis(what: string, axis: number, rank: number): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || resolved < 0 || resolved >= rank) {
    throw new ShapeError(what, `axis must be an integer in [${-rank}, ${rank})`, axis);
  }
  return resolved;
}

/** Whether two shapes are the same. */
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/**
 * The shape two operands broadcast to: axes align at the end, and an axis of 1 stretches.
 * NumPy's and PyTorch's rule.
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
