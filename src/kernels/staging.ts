import { type KernelHeap, KernelHeapError } from './heap.ts';

/**
 * Provides the addresses for one kernel call. Arrays on the heap are used in place. Other arrays are copied above the heap's
 * blocks before the call, and back after it if the kernel writes to them.
 */
export class Staging {
  readonly #heap: KernelHeap;
  readonly #float32: Float32Array;
  readonly #uint32: Uint32Array;
  readonly #bytes: Uint8Array;
  readonly #results: Float32Array[] = [];
  readonly #addresses: number[] = [];
  #top: number;

  constructor(heap: KernelHeap) {
    this.#heap = heap;
    this.#float32 = new Float32Array(heap.buffer);
    this.#uint32 = new Uint32Array(heap.buffer);
    this.#bytes = new Uint8Array(heap.buffer);
    this.#top = heap.top;
  }

  /** Starts a call. */
  open() {
    this.#top = this.#heap.top;
    this.#results.length = this.#addresses.length = 0;
  }

  /** Ends a call: copies results back to the caller's arrays. */
  close() {
    for (let i = 0; i < this.#results.length; i++) {
      const start = this.#addresses[i] / 4;
      this.#results[i].set(this.#float32.subarray(start, start + this.#results[i].length));
    }
  }

  /** Returns the address of numbers that the kernel reads. */
  input(array: Float32Array): number {
    if (array.buffer === this.#heap.buffer) return array.byteOffset;
    const address = this.room(array.byteLength);
    this.#float32.set(array, address / 4);
    return address;
  }

  /** Returns the address of numbers that the kernel writes completely without reading them. */
  output(array: Float32Array): number {
    if (array.buffer === this.#heap.buffer) return array.byteOffset;
    const address = this.room(array.byteLength);
    this.#results.push(array);
    this.#addresses.push(address);
    return address;
  }

  /** Returns the address of numbers that the kernel modifies. */
  inPlace(array: Float32Array): number {
    const address = this.output(array);
    if (array.buffer !== this.#heap.buffer) this.#float32.set(array, address / 4);
    return address;
  }

  /** Returns the address of indices that the kernel reads. */
  indices(array: Uint32Array): number {
    if (array.buffer === this.#heap.buffer) return array.byteOffset;
    const address = this.room(array.byteLength);
    this.#uint32.set(array, address / 4);
    return address;
  }

  /** Returns the address of a mask that the kernel reads; 0, which is not a valid address, for null. */
  mask(array: Uint8Array | null): number {
    if (array === null) return 0;
    if (array.buffer === this.#heap.buffer) return array.byteOffset;
    const address = this.room(array.byteLength);
    this.#bytes.set(array, address);
    return address;
  }

  /**
   * Returns the address of temporary memory that is valid until the next call. @throws {KernelHeapError} if there is not enough
   * room.
   */
  room(bytes: number): number {
    const address = Math.floor((this.#top - bytes) / 16) * 16;
    if (address < this.#heap.frontier) {
      const rest = this.#top - this.#heap.frontier;
      throw new KernelHeapError(
        'staging of a kernel call',
        `must fit in the ${rest} bytes left`,
        `${bytes} bytes`,
      );
    }
    this.#top = address;
    return address;
  }
}
