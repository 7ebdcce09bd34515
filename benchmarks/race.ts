// Contenders run in turns, so that what slows the machine for a while slows them alike.

import type { Contender } from './contender.ts';
import type { Times } from './statistics.ts';

/** How long to time. */
export interface Pace {
  /** Timed rounds; in each, every contender runs once. */
  readonly runs: number;
  /** Milliseconds each contender warms up for, at least one run each; 0 for none. */
  readonly warmUp: number;
  /** Milliseconds one run should last: as many computations as that takes, up to `MOST`. */
  readonly runLength: number;
}

const MOST = 100;

/** Warms up, then times round after round; each round starts with another contender. Milliseconds a computation. */
export async function race(contenders: ReadonlyMap<string, Contender>, pace: Pace): Promise<Times> {
  const entries = [...contenders];
  const counts = new Map<string, number>();
  for (const [name, contender] of entries) counts.set(name, await warmUp(contender, pace));
  const times = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  for (let round = 0; round < pace.runs; round++) {
    const first = round % entries.length;
    for (const [name, contender] of [...entries.slice(first), ...entries.slice(0, first)]) {
      const count = counts.get(name) as number;
      times.get(name)?.push((await contender.run(count)) / count);
    }
  }
  return times;
}

/** Runs until warm, and says how many computations make a run. */
async function warmUp(contender: Contender, { warmUp, runLength }: Pace): Promise<number> {
  if (warmUp === 0) return 1;
  let total = 0;
  let last = 0;
  while (total < warmUp) {
    last = await contender.run(1);
    total += Math.max(last, 1e-3);
  }
  return Math.min(MOST, Math.max(1, Math.ceil(runLength / Math.max(last, 1e-3))));
}
