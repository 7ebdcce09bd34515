// The engine's own sort of a copy of the scores (numbers, no comparison function), then the k-th from the top.

import { type Contender, timed } from '../contender.ts';
import type { TopkProblem } from '../problems.ts';

export function topk({ scores, k }: TopkProblem): Contender {
  const threshold = () => scores.slice().sort()[scores.length - k];
  return { run: (times) => timed(times, threshold), check: () => [threshold()] };
}
