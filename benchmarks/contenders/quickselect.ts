// The package `quickselect` (Floyd & Rivest) on a copy of the scores: the k-th from the top.

import select from 'quickselect';
import { type Contender, timed } from '../contender.ts';
import type { TopkProblem } from '../problems.ts';

export function topk({ scores, k }: TopkProblem): Contender {
  const at = scores.length - k;
  const threshold = () => {
    const copy = scores.slice();
    select(copy as unknown as number[], at);
    return copy[at];
  };
  return { run: (times) => timed(times, threshold), check: () => [threshold()] };
}
