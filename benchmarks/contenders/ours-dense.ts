// Ours without the masks: what a step would cost had nothing been pruned. It trains another network, so nothing is
// compared.

import type { Contender } from '../contender.ts';
import type { StepProblem } from '../problems.ts';
import { step as ours } from './ours.ts';

export function step(problem: StepProblem): Contender {
  const { run } = ours({ ...problem, layers: problem.layers.map((layer) => ({ ...layer, mask: null })) });
  return { run };
}
