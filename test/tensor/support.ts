import fc from 'fast-check';
import { type Shape, sizeOf, slice, Tensor, tensor, transpose } from '../../src/tensor/index.ts';
import { floats, ordinary } from '../kernels/support.ts';

export { fullShapes, shapes } from '../../src/laws/generators/index.ts';

/** Ways to store the same elements: row by row, transposed, or between others. */
export const arrangements: fc.Arbitrary<(a: Tensor) => Tensor> = fc.constantFrom(
  (a) => a,
  asTransposedView,
  asSlicedView,
);

/** A tensor of a given shape, arranged in memory in any way. */
export const tensorOf = (shape: Shape, of: fc.Arbitrary<number> = ordinary): fc.Arbitrary<Tensor> =>
  fc.tuple(floats(sizeOf(shape), of), arrangements).map(([data, arrange]) => arrange(tensor(data, shape)));

/** The same elements, stored with the first and last axes exchanged. */
function asTransposedView(a: Tensor): Tensor {
  if (a.rank < 2) return a;
  const stored = transpose(a, 0, -1);
  return transpose(new Tensor(stored.values(), stored.shape), 0, -1);
}

/** The same elements, stored between others. */
function asSlicedView(a: Tensor): Tensor {
  if (a.rank === 0) return a;
  const width = a.shape[a.rank - 1];
  const rows = width === 0 ? sizeOf(a.shape.slice(0, -1)) : a.size / width;
  const data = new Float32Array(rows * (width + 2)).fill(Number.NaN);
  for (let i = 0; i < rows; i++)
    data.set(a.values().subarray(i * width, (i + 1) * width), i * (width + 2) + 1);
  return slice(tensor(data, [...a.shape.slice(0, -1), width + 2]), -1, 1, width + 1);
}

/** Every multi-index of a shape, in row order. */
export function indicesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (found, length) => found.flatMap((index) => Array.from({ length }, (_, i) => [...index, i])),
    [[]],
  );
}

/** The element at a multi-index, through the tensor's own strides; its leading axes may be missing, those of 1 stay at 0. */
export function at(a: Tensor, index: readonly number[]): number {
  const own = index.slice(index.length - a.rank);
  return a.data[
    own.reduce((sum, i, axis) => sum + (a.shape[axis] === 1 ? 0 : i) * a.strides[axis], a.offset)
  ];
}

/** A tensor written down element by element. */
export const build = (shape: Shape, element: (index: number[]) => number): number[] =>
  indicesOf(shape).map(element);

/** A shape and two others that broadcast to it: each keeps an axis or has 1 there, and may lack leading axes. */
export const broadcastable: fc.Arbitrary<{ a: number[]; b: number[]; both: number[] }> = fc
  .array(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom('both', 'left', 'right')), { maxLength: 4 })
  .chain((axes) =>
    fc
      .tuple(fc.constant(axes), fc.nat({ max: axes.length }), fc.boolean())
      .map(([list, missing, cutLeft]) => {
        const a = list.map(([length, who]) => (who === 'right' ? 1 : length));
        const b = list.map(([length, who]) => (who === 'left' ? 1 : length));
        const both = list.map(([length]) => length);
        const cut = (own: number[], other: number[]) => {
          for (let axis = 0; axis < missing; axis++) both[axis] = other[axis];
          return own.slice(missing);
        };
        return cutLeft ? { a: cut(a, b), b, both } : { a, b: cut(b, a), both };
      }),
  );
