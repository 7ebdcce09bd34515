import { ValueError } from '../errors.ts';
import { type HeapArray, keptBySubarrays } from './heap-array.ts';

const MIB = 2 ** 20;
const FIRST = 1024; // the first address given out; 0 means "no array"
const SLACK = 256; // reading four lanes at a time, a kernel may look this little past an array's end

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
  /** The memory's bytes: an array lives on this heap exactly if this is its `buffer`. */
  readonly buffer: ArrayBufferLike;
  /** Where the blocks in use, or used before, end. */
  frontier: number = FIRST;
  /** The bytes of the blocks in use, as far as the garbage collector has told. */
  live: number = 0;
  /** Where the usable memory ends. */
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

  /** Whether other threads can be given this memory. */
  get shared(): boolean {
    return typeof SharedArrayBuffer !== 'undefined' && this.buffer instanceof SharedArrayBuffer;
  }

  /**
   * A zeroed array on the heap, 16-byte aligned.
   *
   * @param what names the request in the error.
   * @throws KernelHeapError when there is no room even after collecting garbage.
   */
  allocate(length: number, what = 'array'): Float32Array {
    const [address, bytes] = this.#take(4 * length, `${what}, ${length} float32`);
    return this.#track(new Float32Array(this.buffer, address, length), bytes);
  }

  /** The same for indices. */
  allocateIndices(length: number, what = 'indices'): Uint32Array {
    const [address, bytes] = this.#take(4 * length, `${what}, ${length} uint32`);
    return this.#track(new Uint32Array(this.buffer, address, length), bytes);
  }

  /** The same for a mask. */
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
   * An engine does not see how much memory an unreachable array holds here, so it may not hurry to collect it. Ordinary
   * buffers of the same order, dropped at once, make it hurry: as many as it takes until an object that nobody holds is
   * gone, within limits. Arrays made since the last turn of the event loop cannot be told from live ones.
   */
  #collect() {
    try {
      for (const unheld of this.#unheld) {
        for (let i = 0; i < 64; i++) new ArrayBuffer(64 * MIB);
        if (unheld.deref() === undefined) break;
      }
    } catch {
      // No room to press with: then the engine has been collecting already.
    }
    this.#unheld = unheldObjects();
    for (const block of this.#blocks.values()) if (block.array.deref() === undefined) this.#release(block);
    this.#collectAt = this.frontier + Math.max(64 * MIB, this.live);
  }
}

/** Objects to see a garbage collection by; to look at one keeps it until the turn ends, so each is good for one look. */
const unheldObjects = (): WeakRef<object>[] => Array.from({ length: 16 }, () => new WeakRef({}));

/** Bytes rounded up so that few sizes occur: to four steps an octave, at least 16. */
function sizeClass(bytes: number): number {
  let step = 16;
  while (step * 8 < bytes) step *= 2;
  return Math.max(1, Math.ceil(bytes / step)) * step;
}
