import type { KernelHeap } from '../kernels/heap.ts';
import type { Kernels } from '../kernels/index.ts';
import type { Sizes } from './bands.ts';
import { type Run, SPLIT_AXES, threadedProducts } from './products.ts';
import { threadedTopK } from './top-k.ts';

/**
 * Returns a kernel set with the same results in which large products and large top-k selections are computed by several
 * threads.
 *
 * @param alone the kernels for everything else.
 * @param parts the number of parts into which a result is divided.
 * @param run computes the parts.
 * @param cutOver the sizes from which work is divided.
 */
export const threadedKernels = (
  alone: Kernels,
  heap: KernelHeap,
  sizes: Sizes,
  parts: number,
  run: Run,
  cutOver: typeof SPLIT_AXES = SPLIT_AXES,
): Kernels => ({
  ...alone,
  ...threadedProducts(alone, heap, sizes, parts, run, cutOver),
  topK: threadedTopK(alone.topK, heap, parts, run, cutOver.topK),
});
