// How many random weights one target weight needs: as n grows by one, the best error about halves, so that n grows as
// log(1/ε). Lueker 1998; Pensia et al. 2020.

import { wholeNumber } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import type { Random } from '../../random.ts';
import { MAX_ITEMS, subsetSumSolver } from './subset-sum.ts';

/** The best errors with n random weights for each target weight. */
export interface GrowthPoint {
  /** n. */
  readonly n: number;
  /** The error that half of the targets do not exceed. */
  readonly median: number;
  /** The error that nine in ten do not exceed. */
  readonly percentile90: number;
  /** The error of the worst target: that of one which all items together cannot reach, as long as n is small. */
  readonly largest: number;
}

/** What the growth is measured on. */
export interface GrowthSetup {
  /** The n to try, in increasing order, each ≤ 40. */
  readonly sizes: readonly number[];
  /** Targets for each n, each uniform in [−1, 1] with products of its own. */
  readonly trials: number;
  readonly random: Random;
}

/**
 * The best errors for each n: targets uniform in [−1, 1), items v · u with v uniform in [−1, 1) and u in [½, 1), the
 * gadget's own distribution. Ends early by `signal`, by throwing its reason.
 */
export async function* subsetSumGrowth(
  { sizes, trials, random }: GrowthSetup,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<GrowthPoint, void, void> {
  wholeNumber('trials', trials, 1);
  for (const n of sizes) wholeNumber('sizes', n, 1, MAX_ITEMS);
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
 * The smallest n that comes within ε, by one of the figures, or null where none does, for each ε: n against log(1/ε) is
 * the curve. Throws a ValueError for ε ≤ 0.
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

/** Refuses an ε that no network can be asked to keep within. */
export function checkEpsilon(epsilon: number): number {
  if (epsilon > 0 && epsilon < Infinity) return epsilon;
  throw new ValueError('epsilon', 'must be finite and > 0', epsilon);
}
