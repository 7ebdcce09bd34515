import fc from 'fast-check';
import { type Shape, sizeOf, slice, Tensor, tensor, transpose } from '../../src/tensor/index.ts';
import { floats, ordinary } from '../kernels/support.ts';

export { fullShapes, shapes } from '../../src/laws/generators/index.ts';

/** Memory layouts of a tensor: row-major, transposed, or a slice of a larger array. */
export const arrangements: fc.Arbitrary<(a: Tensor) => Tensor> = fc.constantFrom(
  (a) => a,
  asTransposedView,
  asSlicedView,
);

/** Generates tensors of a given shape with any memory layout. */
export const tensorOf = (shape: Shape, of: fc.Arbitrary<number> = ordinary): fc.Arbitrary<Tensor> =>
  fc.tuple(floats(sizeOf(shape), of), arrangements).map(([data, arrange]) => arrange(tensor(data, shape)));

/** Returns an equal tensor whose memory has the first and last axes exchanged. */
function asTransposedView(a: Tensor): Tensor {
  if (a.rank < 2) return a;
  const stored = transpose(a, 0, -1);
  return transpose(new Tensor(stored.values(), stored.shape), 0, -1);
}

/** Returns an equal tensor that is a slice of a larger array. */
function asSlicedView(a: Tensor): Tensor {
  if (a.rank === 0) return a;
  const width = a.shape[a.rank - 1];
  const rows = width === 0 ? sizeOf(a.shape.slice(0, -1)) : a.size / width;
  const data = new Float32Array(rows * (width + 2)).fill(Number.NaN);
  for (let i = 0; i < rows; i++)
    data.set(a.values().subarray(i * width, (i + 1) * width), i * (width + 2) + 1);
  return slice(tensor(data, [...a.shape.slice(0, -1), width + 2]), -1, 1, width + 1);
}

/** Returns all multi-indices of a shape, in row-major order. */
export function indicesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (found, length) => found.flatMap((index) => Array.from({ length }, (_, i) => [...index, i])),
    [[]],
  );
}

/** Returns the element at a multi-index of a shape to which the tensor broadcasts, computed from its strides. */
export function at(a: Tensor, index: readonly number[]): number {
  const own = index.slice(index.length - a.rank);
  return a.data[
    own.reduce((sum, i, axis) => sum + (a.shape[axis] === 1 ? 0 : i) * a.strides[axis], a.offset)
  ];
}

/** Creates a tensor from a function that returns the element at each multi-index. */
export const build = (shape: Shape, element: (index: number[]) => number): number[] =>
  indicesOf(shape).map(element);

/** Generates a shape and two shapes that broadcast to it: axes may have length 1, and leading axes may be missing. */
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
