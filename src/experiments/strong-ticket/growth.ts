// Measures how many random weights are needed per target weight. Each additional weight about halves the best error, so that n
// grows as log(1/ε). Lueker 1998; Pensia et al. 2020.

import { integer } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import type { Random } from '../../random.ts';
import { MAX_ITEMS, subsetSumSolver } from './subset-sum.ts';

/** Errors of the best approximations with n random weights per target weight. */
export interface GrowthPoint {
  /** Number n of random weights per target weight. */
  readonly n: number;
  /** Median error over the targets. */
  readonly median: number;
  /** 90th percentile of the errors. */
  readonly percentile90: number;
  /** Largest error over the targets. For small n it belongs to a target that exceeds the sum of all items. */
  readonly largest: number;
}

/** Options of `subsetSumGrowth`. */
export interface GrowthSetup {
  /** The values of n, in increasing order, each in [1, 40]. */
  readonly sizes: readonly number[];
  /** Number of targets for each n. */
  readonly trials: number;
  readonly random: Random;
}

/**
 * Measures how well a sum of some of n random products v · u approximates a random target, for several n. Targets and v are uniform
 * in [−1, 1), u is uniform in [½, 1), as in a strong ticket. Yields one point per n. Lueker 1998; Pensia et al. 2020.
 *
 * @throws {ValueError} if a size is not in [1, 40], or `trials` is not at least 1.
 * @throws the signal's reason once it is aborted.
 *
 * @example
 * const medians = [];
 * const setup = { sizes: [4, 8, 12], trials: 50, random: new Random(1) };
 * for await (const { median } of subsetSumGrowth(setup)) medians.push(median.toFixed(4));
 * medians; // → [ '0.0465', '0.0027', '0.0003' ]
 */
export async function* subsetSumGrowth(
  { sizes, trials, random }: GrowthSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<GrowthPoint, void, void> {
  integer('trials', trials, 1);
  for (const n of sizes) integer('sizes', n, 1, MAX_ITEMS);
  for (const n of sizes) {
    const stream = random.fork(`n = ${n}`);
    const solve = subsetSumSolver(n);
    const errors = new Float64Array(trials);
    for (let trial = 0; trial < trials; trial++) {
      if (trial % 64 === 0) await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      const items = new Float64Array(n).map(() => stream.uniform(-1, 1) * stream.uniform(0.5, 1));
      errors[trial] = solve(items, stream.uniform(-1, 1)).error;
    }
    errors.sort();
    const share = (fraction: number) => errors[Math.ceil(fraction * trials) - 1];
    yield { n, median: share(0.5), percentile90: share(0.9), largest: share(1) };
  }
}

/**
 * Returns the smallest n whose error is at most ε, for each ε; null if there is none. n grows linearly with log(1/ε).
 *
 * @param figure which error counts; the 90th percentile by default.
 * @throws {ValueError} if an ε is not finite and above 0.
 *
 * @example
 * const points = [
 *   { n: 4, median: 0.1, percentile90: 0.3, largest: 0.5 },
 *   { n: 8, median: 0.01, percentile90: 0.04, largest: 0.1 },
 * ];
 * smallestSizes(points, [0.05, 0.001]); // → [ { epsilon: 0.05, n: 8 }, { epsilon: 0.001, n: null } ]
 */
export function smallestSizes(
  points: readonly GrowthPoint[],
  epsilons: readonly number[],
  figure: 'median' | 'percentile90' | 'largest' = 'percentile90',
): { readonly epsilon: number; readonly n: number | null }[] {
  return epsilons.map((epsilon) => {
    checkEpsilon(epsilon);
    return { epsilon, n: points.find((point) => point[figure] <= epsilon)?.n ?? null };
  });
}

/** Returns an ε. @throws {ValueError} if it is not finite and above 0. */
export function checkEpsilon(epsilon: number): number {
  if (epsilon > 0 && epsilon < Infinity) return epsilon;
  throw new ValueError('epsilon', 'must be finite and > 0', epsilon);
}
