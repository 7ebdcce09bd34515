import { ShapeError } from '../errors.ts';
import { checkShape, type Shape, sizeOf, stridesOf } from './shape.ts';
import { resultStorage, type Storage } from './storage.ts';

/** Nested lists of numbers, such as `[[1, 2], [3, 4]]`. */
export type Nested = number | readonly Nested[];

/**
 * An array of binary32 numbers with a shape. The element at (i₀, i₁, …) is `data[offset + i₀·strides[0] + i₁·strides[1] + …]`, so
 * a view (transpose, slice, broadcast) has other strides and the same storage. A tensor has no gradient: see `Variable`.
 *
 * @example
 * const x = tensor([[1, 2, 3], [4, 5, 6]]);
 * x.shape; // → [ 2, 3 ]
 * tensors.transpose(x).strides; // → [ 1, 3 ]
 */
export class Tensor {
  /** The memory, which other views may share. */
  readonly storage: Storage;
  /** The length of each axis. */
  readonly shape: Shape;
  /** The step in `data` between neighboring elements along each axis; 0 along a broadcast axis. */
  readonly strides: readonly number[];
  /** The position of the first element in `data`. */
  readonly offset: number;

  /** Creates a tensor over an array, which is used in place, or over the storage of another tensor. */
  constructor(
    storage: Float32Array | Storage,
    shape: Shape,
    strides: readonly number[] = stridesOf(shape),
    offset = 0,
  ) {
    this.storage = storage instanceof Float32Array ? { data: storage } : storage;
    this.shape = shape;
    this.strides = strides;
    this.offset = offset;
  }

  /**
   * The binary32 numbers, which other views may share.
   *
   * @throws {EndedScopeError} if the tensor was computed in a scratch scope that has ended: see `inScratch`.
   */
  get data(): Float32Array {
    return this.storage.data;
  }

  /** Number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** Returns the number of a one-element tensor. @throws {ShapeError} if it has another size. */
  item(): number {
    if (this.size !== 1) throw new ShapeError('item', 'must have exactly one element', [...this.shape]);
    return this.data[this.offset];
  }

  /**
   * Returns the numbers in row-major order: `data` itself or a part of it if the tensor is contiguous, otherwise a copy. The
   * array of a tensor that was computed in a scratch scope is overwritten after the scope has ended: copy it with `slice` to
   * keep it.
   *
   * @throws {EndedScopeError} if the tensor was computed in a scratch scope that has ended.
   */
  values(): Float32Array {
    const { data, offset, size } = this;
    if (this.isContiguous()) return data.length === size ? data : data.subarray(offset, offset + size);
    const out = new Float32Array(size);
    let next = 0;
    const last = this.rank - 1;
    const walk = (axis: number, at: number) => {
      const [length, stride] = [this.shape[axis], this.strides[axis]];
      if (axis < last) for (let i = 0; i < length; i++) walk(axis + 1, at + i * stride);
      else for (let i = 0; i < length; i++) out[next++] = data[at + i * stride];
    };
    walk(0, offset);
    return out;
  }

  /** Returns a copy in row-major order in ordinary memory, which remains valid after any scratch scope. */
  clone(): Tensor {
    return new Tensor(this.values().slice(), this.shape);
  }

  /** Returns whether the elements lie in row-major order without gaps. */
  isContiguous(): boolean {
    const rowMajor = stridesOf(this.shape);
    return this.strides.every((stride, axis) => stride === rowMajor[axis] || this.shape[axis] <= 1);
  }

  /** Returns the numbers as nested lists. */
  toArray(): Nested {
    const values = this.values();
    const nest = (axis: number, start: number): Nested => {
      if (axis === this.rank) return values[start];
      const step = sizeOf(this.shape.slice(axis + 1));
      return Array.from({ length: this.shape[axis] }, (_, i) => nest(axis + 1, start + i * step));
    };
    return nest(0, 0);
  }
}

/**
 * Creates a tensor from nested lists, or from flat numbers and a shape. Numbers are rounded to binary32. A Float32Array is used
 * in place, not copied.
 *
 * @throws {ShapeError} if nested lists do not form a rectangle, or the shape has another number of elements.
 *
 * @example
 * tensor([1, 2, 3, 4], [2, 2]).toArray(); // → [ [ 1, 2 ], [ 3, 4 ] ]
 */
export function tensor(values: Nested | Float32Array, shape?: Shape): Tensor {
  const inner = values instanceof Float32Array ? [values.length] : nestedShape(values);
  const wanted = shape ?? inner;
  checkShape('tensor', wanted);
  const data = values instanceof Float32Array ? values : Float32Array.from(flatten(values));
  if (sizeOf(wanted) !== data.length) {
    throw new ShapeError('tensor', `shape must hold ${data.length} numbers`, [...wanted]);
  }
  return new Tensor(data, [...wanted]);
}

/** Makes a tensor for a result, of which every element must be written. Valid as long as the current scratch scope. */
export const emptyResult = (shape: Shape): Tensor => new Tensor(resultStorage(sizeOf(shape)), shape);

/**
 * Creates a tensor of this shape in which every element has the same value.
 *
 * @throws {ShapeError} if a length is not an integer ≥ 0.
 *
 * @example
 * full([2, 2], 7).toArray(); // → [ [ 7, 7 ], [ 7, 7 ] ]
 */
export function full(shape: Shape, value: number): Tensor {
  checkShape('full', shape);
  return new Tensor(new Float32Array(sizeOf(shape)).fill(value), [...shape]);
}

/**
 * Creates a tensor of zeros. @throws {ShapeError} if a length is not an integer ≥ 0.
 *
 * @example
 * zeros([3]).toArray(); // → [ 0, 0, 0 ]
 */
export const zeros = (shape: Shape): Tensor => full(shape, 0);

/**
 * Creates a tensor of ones. @throws {ShapeError} if a length is not an integer ≥ 0.
 *
 * @example
 * ones([2, 1]).toArray(); // → [ [ 1 ], [ 1 ] ]
 */
export const ones = (shape: Shape): Tensor => full(shape, 1);

function nestedShape(values: Nested): number[] {
  if (typeof values === 'number') return [];
  const inner = values.map(nestedShape);
  for (const shape of inner) {
    if (shape.join() !== inner[0].join()) {
      throw new ShapeError('tensor', `nested lists must all have shape [${inner[0].join(', ')}]`, shape);
    }
  }
  return [values.length, ...(inner[0] ?? [])];
}

function* flatten(values: Nested): Generator<number> {
  if (typeof values === 'number') yield values;
  else for (const value of values) yield* flatten(value);
}
