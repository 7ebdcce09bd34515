import { ValueError } from '../errors.ts';
import { type HeapArray, keptBySubarrays } from './heap-array.ts';

const MIB = 2 ** 20;
const FIRST = 1024; // First address that is allocated; 0 stands for "no array".
const SLACK = 256; // Number of bytes that kernels may read beyond the end of an array, because they read four lanes at a time.

/**
 * Thrown when the kernel heap does not have enough room for an array. The message states what the array is for.
 *
 * @example
 * new KernelHeapError('parameter', 'must fit in the 64 bytes left of the kernel heap', '80 bytes').what; // → 'parameter'
 */
export class KernelHeapError extends ValueError {
  override readonly name: string = 'KernelHeapError';
}

interface Block {
  readonly address: number;
  readonly bytes: number;
  readonly array: WeakRef<HeapArray>;
}

/**
 * One WebAssembly memory, reserved once at its full size, because growing it would detach every array in it. The size is
 * virtual: a page costs memory only once it is touched. Long-lived arrays are allocated from the bottom up. Scratch memory
 * (scratch.ts) grows from the top down, and the temporary memory of a single kernel call lies below it (staging.ts).
 *
 * An array's block is reused once the array has been garbage-collected. A `subarray` keeps the array alive. Views that are
 * constructed from its `buffer` do not, and must not outlive it.
 */
export class KernelHeap {
  readonly memory: WebAssembly.Memory;
  /** The bytes of the memory. An array is on this heap if and only if this is its `buffer`. */
  readonly buffer: ArrayBufferLike;
  /** End of the blocks that are or were in use. */
  frontier: number = FIRST;
  /** Number of bytes of the blocks in use, as far as the garbage collector has reported. */
  live: number = 0;
  /** End of the usable memory. */
  readonly end: number;
  /** Start address of scratch memory, which extends to `end`. */
  top: number;
  #collectAt = 64 * MIB;
  #unheld = unheldObjects();
  readonly #free = new Map<number, number[]>();
  readonly #blocks = new Map<number, Block>();
  readonly #garbage = new FinalizationRegistry<Block>((block) => this.#release(block));

  constructor(memory: WebAssembly.Memory) {
    this.memory = memory;
    this.buffer = memory.buffer;
    this.end = memory.buffer.byteLength - SLACK;
    this.top = this.end;
  }

  /** Whether the memory can be shared with other threads. */
  get shared(): boolean {
    return typeof SharedArrayBuffer !== 'undefined' && this.buffer instanceof SharedArrayBuffer;
  }

  /**
   * Allocates a zeroed array on the heap, aligned to 16 bytes.
   *
   * @param what describes the array in the error message.
   * @throws {KernelHeapError} if there is not enough room even after a garbage collection.
   */
  allocate(length: number, what = 'array'): Float32Array {
    const [address, bytes] = this.#take(4 * length, `${what}, ${length} float32`);
    return this.#track(new Float32Array(this.buffer, address, length), bytes);
  }

  /** Allocates zeroed indices, like `allocate`. */
  allocateIndices(length: number, what = 'indices'): Uint32Array {
    const [address, bytes] = this.#take(4 * length, `${what}, ${length} uint32`);
    return this.#track(new Uint32Array(this.buffer, address, length), bytes);
  }

  /** Allocates a zeroed mask, like `allocate`. */
  allocateMask(length: number, what = 'mask'): Uint8Array {
    const [address, bytes] = this.#take(length, `${what}, ${length} bytes`);
    return this.#track(new Uint8Array(this.buffer, address, length), bytes);
  }

  /**
   * Allocates scratch memory by moving `top`. The array is 16-byte aligned and has arbitrary contents. The function that
   * opened the scope moves `top` back.
   *
   * @returns null if less than half of the memory above the blocks would remain, which kernel calls and new blocks need.
   */
  takeScratch(length: number): Float32Array | null {
    const address = Math.floor((this.top - 4 * length) / 16) * 16;
    if (address < (this.frontier + this.end) / 2) return null;
    this.top = address;
    return new Float32Array(this.buffer, address, length);
  }

  #take(bytes: number, what: string): [address: number, bytes: number] {
    const size = sizeClass(bytes);
    const again = this.#free.get(size)?.pop();
    if (again !== undefined) return [again, size];
    if (this.frontier + size > Math.min(this.#collectAt, this.top)) {
      this.#collect();
      const freed = this.#free.get(size)?.pop();
      if (freed !== undefined) return [freed, size];
    }
    if (this.frontier + size > this.top) {
      const room = this.top - this.frontier;
      throw new KernelHeapError(
        what,
        `must fit in the ${room} bytes left of the kernel heap`,
        `${bytes} bytes`,
      );
    }
    this.frontier += size;
    return [this.frontier - size, size];
  }

  #track<T extends HeapArray>(array: T, bytes: number): T {
    const block = { address: array.byteOffset, bytes, array: new WeakRef(array) };
    this.#blocks.set(block.address, block);
    this.#garbage.register(array, block, block);
    this.live += bytes;
    array.fill(0);
    return keptBySubarrays(array);
  }

  #release(block: Block) {
    if (this.#blocks.get(block.address) !== block) return;
    this.#blocks.delete(block.address);
    this.#garbage.unregister(block);
    this.live -= block.bytes;
    const free = this.#free.get(block.bytes);
    if (free === undefined) this.#free.set(block.bytes, [block.address]);
    else free.push(block.address);
  }

  /**
   * Makes the engine collect garbage. An engine does not see how much memory an unreachable array on this heap holds, so that it
   * may delay its collection. Allocating and dropping ordinary buffers of similar size triggers it: as many as necessary until
   * an unreachable object has been collected, within limits. Arrays that were allocated since the last turn of the event loop
   * cannot be distinguished from live ones.
   */
  #collect() {
    try {
      for (const unheld of this.#unheld) {
        for (let i = 0; i < 64; i++) new ArrayBuffer(64 * MIB);
        if (unheld.deref() === undefined) break;
      }
    } catch {
      // If there is no memory for these buffers, the engine has already collected garbage.
    }
    this.#unheld = unheldObjects();
    for (const block of this.#blocks.values()) if (block.array.deref() === undefined) this.#release(block);
    this.#collectAt = this.frontier + Math.max(64 * MIB, this.live);
  }
}

/**
 * Returns unreachable objects by which a garbage collection can be detected. Checking an object keeps it alive until the end of
 * the turn, so that each can be checked only once.
 */
const unheldObjects = (): WeakRef<object>[] => Array.from({ length: 16 }, () => new WeakRef({}));

/** Rounds a number of bytes up so that few different sizes occur: four steps per factor of two, at least 16. */
function sizeClass(bytes: number): number {
  let step = 16;
  while (step * 8 < bytes) step *= 2;
  return Math.max(1, Math.ceil(bytes / step)) * step;
}
