import { type EdgePopupSetup, runEdgePopup } from '../../../src/experiments/edge-popup/index.ts';
import type { ScorePoint, ScoreTraining } from '../../../src/experiments/subnetwork/index.ts';
import { runSupermask, type SupermaskSetup } from '../../../src/experiments/supermask/index.ts';
import { SGD } from '../../../src/optim/index.ts';
import type { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { moons } from '../../training/small.ts';

/** Two moons, 2-8-2, 30 updates; everything an optimizer can do to weights it sees: momentum and decay. */
export const scoreTraining = (seed = 5): ScoreTraining => ({
  sizes: [2, 8, 2],
  data: moons(),
  makeOptimizer: (scores) => new SGD(scores, { learningRate: 0.5, momentum: 0.9, weightDecay: 1e-3 }),
  batchSize: 10,
  iterations: 30,
  evaluateEvery: 10,
  random: new Random(seed),
});

/** A run's evaluations and what it ends with. */
async function finish<Result extends { readonly kind: string }>(
  run: AsyncGenerator<ScorePoint | Result, void, void>,
): Promise<{ points: ScorePoint[]; result: Result }> {
  const points: ScorePoint[] = [];
  const results: Result[] = [];
  for await (const item of run) {
    if (item.kind === 'point') points.push(item as ScorePoint);
    else results.push(item as Result);
  }
  return { points, result: results[0] };
}

/** A small supermask. */
export const supermask = (change: Partial<SupermaskSetup> = {}) =>
  finish(runSupermask({ ...scoreTraining(), ...change }));

/** A small edge-popup that keeps half. */
export const popup = (change: Partial<EdgePopupSetup> = {}) =>
  finish(runEdgePopup({ ...scoreTraining(), keep: 0.5, ...change }));

/** A mask's entries, for comparing. */
export const entries = (mask: Mask): number[][] => [...mask.layers.values()].map((bits) => [...bits]);
