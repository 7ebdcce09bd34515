import { ValueError } from '../errors.ts';

/**
 * The maximum density at which a training step that computes with surviving weights only is faster than a dense one, as
 * measured in `benchmarks/README.md`.
 */
export const SPARSE_DENSITY = 0.45;
let maxDensity = SPARSE_DENSITY;

/**
 * Sets the maximum density for sparse execution: 0 for never, 1 for always. It applies to masks that are set afterwards, and
 * affects only speed.
 *
 * @throws {ValueError} if `density` is not in [0, 1].
 *
 * @example
 * const weight = new Parameter(ones([1, 2]));
 * useSparseBelow(0);
 * weight.prune([1, 0]);
 * weight.pattern; // → null
 * useSparseBelow(SPARSE_DENSITY);
 */
export function useSparseBelow(density: number): void {
  if (!(density >= 0 && density <= 1)) throw new ValueError('density', 'must be in [0, 1]', density);
  maxDensity = density;
}

/** Returns whether a mask that keeps `count` of `total` weights is executed sparsely. */
export function isSparse(count: number, total: number): boolean {
  return maxDensity > 0 && count <= maxDensity * total;
}
