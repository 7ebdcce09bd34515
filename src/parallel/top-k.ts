// Exact top-k by several threads: each thread counts its part of the scores, the counts are added, and each thread marks its
// part. The bucket of the k-th score depends only on the total counts, and therefore not on the number of threads.

import type { KernelHeap } from '../kernels/heap.ts';
import { KernelHeapError } from '../kernels/index.ts';
import { bucketOf, COUNTS, keepTied } from '../kernels/radix-select.ts';
import { Staging } from '../kernels/staging.ts';
import type { TopK } from '../kernels/top-k.ts';
import { topKBand } from './bands.ts';
import type { Run } from './products.ts';
import { splitEvenly } from './split-work.ts';

/**
 * Returns a top-k kernel that divides inputs of at least `cutOver` scores into `parts` parts.
 *
 * @param alone the kernel for fewer scores.
 * @param run computes the parts.
 */
export function threadedTopK(alone: TopK, heap: KernelHeap, parts: number, run: Run, cutOver: number): TopK {
  const at = new Staging(heap);
  return (scores, k) => {
    if (scores.length < cutOver) return alone(scores, k);
    try {
      at.open();
      return topK(at.input(scores), scores.length, k);
    } catch (error) {
      if (error instanceof KernelHeapError) return alone(scores, k);
      throw error;
    }
  };

  function topK(scores: number, n: number, k: number): Uint8Array {
    const [keep, starts] = [at.room(n), splitEvenly(n, parts, 16)];
    const counted = starts.slice(0, -1).map((start, i) => {
      const counts = new Uint32Array(heap.buffer, at.room(4 * COUNTS), COUNTS).fill(0);
      return { counts, start, length: starts[i + 1] - start };
    });
    run({ bands: counted.map((part) => topKBand.count(part.counts.byteOffset, scores, part)), bytes: 0 }, at);

    const all = new Uint32Array(COUNTS);
    for (const { counts } of counted) for (let i = 0; i < COUNTS; i++) all[i] += counts[i];
    const { bucket, size, wanted } = bucketOf(all, k);

    const tied = at.room(4 * size);
    let listed = tied;
    const marks = counted.map((part) => {
      const own = { address: listed, size: part.counts[bucket] };
      listed += 4 * own.size;
      return topKBand.keep(keep, own, scores, part, bucket);
    });
    run({ bands: marks, bytes: 0 }, at);

    const kept = new Uint8Array(heap.buffer, keep, n).slice();
    const bits = new Int32Array(heap.buffer, scores, n);
    keepTied(kept, new Uint32Array(heap.buffer, tied, size), bits, wanted);
    return kept;
  }
}
