import { ShapeError, ValueError } from '../errors.ts';
import { addInBlocks } from '../kernels/reference/blocks.ts';
import { resolveAxis, type Shape, sizeOf, stridesOf } from './shape.ts';
import { emptyResult, type Tensor } from './tensor.ts';

const { fround } = Math;

/** Integers that are positions along an axis. */
export type Indices = ArrayLike<number>;

/** Checks that every index is an integer in [0, length). @throws {ValueError} if not. */
export function checkIndices(what: string, indices: Indices, length: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i];
    if (!Number.isInteger(index) || index < 0 || index >= length) {
      throw new ValueError(`${what}[${i}]`, `must be an integer in [0, ${length})`, index);
    }
  }
}

/** Returns the elements at the given positions along `axis`, in this order. Positions may repeat. */
export function gather(a: Tensor, indices: Indices, axis = 0): Tensor {
  const along = resolveAxis('gather', axis, a.rank);
  checkIndices('gather', indices, a.shape[along]);
  const { outer, length, inner } = split(a.shape, along);
  const values = a.values();
  const out = emptyResult(a.shape.map((n, i) => (i === along ? indices.length : n)));
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < indices.length; i++) {
      const from = (o * length + indices[i]) * inner;
      out.data.set(values.subarray(from, from + inner), (o * indices.length + i) * inner);
    }
  }
  return out;
}

/**
 * Adds row i of `a` to row indices[i] of zeros(shape): the transpose of `gather`. Rows with the same index are added in
 * increasing order, in blocks if there are more than 1024 of them.
 */
export function scatterAdd(a: Tensor, indices: Indices, axis: number, shape: Shape): Tensor {
  const { outer, length, inner } = split(shape, axis);
  const values = a.values();
  const out = emptyResult(shape);
  const added: number[][] = Array.from({ length }, () => []);
  for (let i = 0; i < indices.length; i++) added[indices[i]].push(i);
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (const rows of added) {
      for (let j = 0; j < inner; j++) {
        out.data[at++] = addInBlocks(rows.length, (from, to) => {
          let s = 0;
          for (let r = from; r < to; r++) s = fround(s + values[(o * indices.length + rows[r]) * inner + j]);
          return s;
        });
      }
    }
  }
  return out;
}

/** Concatenates tensors along one axis. All other axes must have the same lengths. */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  if (tensors.length === 0) throw new ShapeError('concat', 'must be given at least one tensor', []);
  const along = resolveAxis('concat', axis, tensors[0].rank);
  const shape = [...tensors[0].shape];
  shape[along] = 0;
  for (const t of tensors) {
    if (t.rank !== shape.length || t.shape.some((n, i) => i !== along && n !== shape[i])) {
      throw new ShapeError(
        'concat',
        `all axes but ${along} must agree with [${tensors[0].shape.join(', ')}]`,
        [...t.shape],
      );
    }
    shape[along] += t.shape[along];
  }
  const out = emptyResult(shape);
  let start = 0;
  for (const t of tensors) {
    const { outer, length, inner } = split(t.shape, along);
    const values = t.values();
    for (let o = 0; o < outer; o++) {
      const to = (o * shape[along] + start) * inner;
      out.data.set(values.subarray(o * length * inner, (o + 1) * length * inner), to);
    }
    start += t.shape[along];
  }
  return out;
}

/** Returns a matrix [labels.length, classes] whose row i is 1 at column labels[i] and 0 elsewhere. */
export function oneHot(labels: Indices, classes: number): Tensor {
  checkIndices('oneHot', labels, classes);
  const out = emptyResult([labels.length, classes]);
  out.data.fill(0);
  for (let i = 0; i < labels.length; i++) out.data[i * classes + labels[i]] = 1;
  return out;
}

/**
 * Returns a tensor of zeros with `a` written to start ≤ i < start + length along one axis: the transpose of `slice`.
 */
export function padTo(a: Tensor, axis: number, start: number, shape: Shape): Tensor {
  const out = emptyResult(shape);
  out.data.fill(0);
  const { outer, length, inner } = split(shape, axis);
  const width = a.shape[axis] * inner;
  const values = a.values();
  for (let o = 0; o < outer; o++) {
    out.data.set(values.subarray(o * width, (o + 1) * width), (o * length + start) * inner);
  }
  return out;
}

function split(shape: Shape, axis: number) {
  return { outer: sizeOf(shape.slice(0, axis)), length: shape[axis], inner: stridesOf(shape)[axis] };
}
