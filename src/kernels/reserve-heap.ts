import { KernelHeap } from './heap.ts';

const MIB = 2 ** 20;
const SIZES = [1024, 512, 256, 64]; // in MiB, tried in turn

/**
 * The largest heap the engine grants, shared with worker threads wherever there may be some. A heap cannot become shared
 * later: its arrays would have to move. Sharing costs a training step about 2 %, as engines copy into and out of shared
 * memory word by word.
 *
 * @throws RangeError if the engine grants none.
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

/** Whether there is shared memory and this thread may wait for another: not in a browser's page. */
function mayWait(): boolean {
  if (typeof SharedArrayBuffer === 'undefined') return false;
  try {
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1) === 'not-equal';
  } catch {
    return false;
  }
}
