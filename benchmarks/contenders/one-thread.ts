// The same work, by the calling thread alone.

import { simdParts } from '../../src/kernels/index.ts';
import { type Contender, timed } from '../contender.ts';
import { trial } from '../one-trial.ts';
import type { TrialsProblem } from '../problems.ts';
import type { ThreadsProblem } from '../threads.ts';

export function threads({ compute }: ThreadsProblem): Contender {
  if (simdParts === null) throw new Error('the engine has no SIMD kernels');
  const alone = simdParts.kernels;
  return { run: (times) => timed(times, () => compute(alone)), check: () => Array.from(compute(alone)) };
}

export function trials({ seeds }: TrialsProblem): Contender {
  const all = async () => {
    const results: number[] = [];
    for (const seed of seeds) results.push(...(await trial(seed)));
    return results;
  };
  return { run: (times) => timed(times, all), check: all };
}
