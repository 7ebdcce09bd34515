import { KernelHeap } from './heap.ts';

const MIB = 2 ** 20;
const SIZES = [1024, 512, 256, 64]; // Sizes in MiB, tried in this order.

/**
 * Reserves the largest heap that the engine grants, in shared memory wherever worker threads are possible. A heap cannot be
 * made shared later, because its arrays would have to move. Sharing makes a training step about 2 % slower, because engines
 * copy into and out of shared memory word by word.
 *
 * @throws {RangeError} if the engine grants none of the sizes.
 */
export function reserveHeap(): KernelHeap {
  let refusal: unknown;
  for (const shared of mayWait() ? [true, false] : [false]) {
    for (const size of SIZES) {
      const pages = (size * MIB) / 65_536;
      try {
        return new KernelHeap(new WebAssembly.Memory({ initial: pages, maximum: pages, shared }));
      } catch (error) {
        refusal = error;
      }
    }
  }
  throw refusal;
}

/** Returns whether shared memory exists and this thread may block, which the main thread of a browser may not. */
function mayWait(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  try {
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1) === 'not-equal';
  } catch {
    return false;
  }
}
