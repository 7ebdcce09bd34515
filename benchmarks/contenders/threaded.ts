// Ours on every core, whatever the size: what is below the cut-over is shown too.

import { availableParallelism } from 'node:os';
import { heap, type Kernels, simdParts } from '../../src/kernels/index.ts';
import type { Staging } from '../../src/kernels/staging.ts';
import type { Work } from '../../src/parallel/bands.ts';
import { linked } from '../../src/parallel/compute.ts';
import type { Band } from '../../src/parallel/control.ts';
import { threadedKernels } from '../../src/parallel/kernels.ts';
import { Pool } from '../../src/parallel/pool.ts';
import { median } from '../statistics.ts';

/** The kernels, and the pool they run on. */
export async function threaded(): Promise<{ kernels: Kernels; pool: Pool }> {
  if (heap === null || simdParts === null) throw new Error('the engine has no SIMD kernels');
  const parts = { memory: heap.memory, module: simdParts.module };
  const size = availableParallelism();
  const pool = await Pool.start(size, parts);
  const run = ({ bands, bytes }: Work, at: Staging) => pool.run(bands, at.room(size * bytes), bytes);
  const always = { dense: 0, sparse: 0, topK: 0 };
  return { kernels: threadedKernels(simdParts.kernels, heap, linked(parts), size, run, always), pool };
}

const NOTHING: Band = [[0, 1024, 0, 1024, 0, 0, 0]];

/** Microseconds to hand out bands that hold no work, and to see that they are done; the median of 1,000. */
export function dispatchTime(pool: Pool): number {
  const bands = Array.from({ length: pool.size }, () => NOTHING);
  const times = Array.from({ length: 1000 }, () => {
    const start = performance.now();
    pool.run(bands, 0, 0);
    return (performance.now() - start) * 1000;
  });
  return median(times);
}
