import fc from 'fast-check';
import * as loops from '../../../src/kernels/reference/index.ts';
import { loadSimd } from '../../../src/kernels/simd.ts';

/** The SIMD kernels and the heap they use in place. */
export const { kernels: simd, heap } = loadSimd();

/** The reference loops, by name. */
export const reference = { ...loops };

/** Where an array lies: on the heap or off it, at the start of its block or a few elements in, hence unaligned. */
export interface Place {
  readonly onHeap: boolean;
  readonly offset: number;
}

export const place: fc.Arbitrary<Place> = fc.record({ onHeap: fc.boolean(), offset: fc.nat({ max: 3 }) });

/** A copy of the values at a place, with a guard after it that no kernel may touch. */
export function put(values: Float32Array, { onHeap, offset }: Place): Float32Array {
  const length = offset + values.length + 4;
  const block = (onHeap ? heap.allocate(length) : new Float32Array(length)).fill(7);
  const array = block.subarray(offset, offset + values.length);
  array.set(values);
  guards.set(array, block);
  return array;
}

const guards = new WeakMap<Float32Array, Float32Array>();

/** Whether everything around a placed array is as it was. */
export function unharmed(array: Float32Array): boolean {
  const block = guards.get(array) as Float32Array;
  const start = (array.byteOffset - block.byteOffset) / 4;
  return block.every((x, i) => x === 7 || (i >= start && i < start + array.length));
}
