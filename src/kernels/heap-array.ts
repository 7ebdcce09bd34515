/** Types of arrays on the kernel heap. */
export type HeapArray = Float32Array | Uint32Array | Uint8Array;

const parents = new WeakMap<HeapArray, HeapArray>();

/** Gives an array a `subarray` method whose results keep the array alive, so that the heap does not reuse its block. */
export function keptBySubarrays<T extends HeapArray>(array: T): T {
  return Object.defineProperty(array, 'subarray', { value: subarray });
}

function subarray(this: HeapArray, start?: number, end?: number): HeapArray {
  const part = Object.getPrototypeOf(this).subarray.call(this, start, end);
  parents.set(part, this);
  return keptBySubarrays(part);
}
