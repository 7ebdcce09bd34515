// Criteria that depend on the values of the weights before and after training. Zhou et al. 2019, §3, whose names are given in
// the comments.

import type { Random } from '../../random.ts';
import { type Criterion, type CriterionInput, checkNeed, finalOf, initialOf } from './criterion.ts';
import { survivorRanks } from './ranks.ts';

/** Returns the magnitude |θ_T| (`large_final`). Frankle & Carbin 2019. */
export const magnitude: Criterion = (evidence) => finalOf(evidence).map(Math.abs);

/** Returns −|θ_T| (`small_final`). */
export const smallFinal: Criterion = (evidence) => finalOf(evidence).map((w) => -Math.abs(w));

/** Returns |θ₀| (`large_init`). */
export const largeInit: Criterion = (evidence) => initialOf(evidence).map(Math.abs);

/** Returns −|θ₀| (`small_init`). */
export const smallInit: Criterion = (evidence) => initialOf(evidence).map((w) => -Math.abs(w));

/**
 * Returns min(α|θ_T|, |θ₀|) (`large_init_large_final`), where α aligns the percentiles of |θ_T| and |θ₀|. Keeping a fraction of
 * the weights then means keeping those above one percentile in both, so that the score is the lower of the two percentiles. They
 * are computed over the weights that compete: over all layers for global scope, per layer for layerwise scope.
 */
export const largeInitLargeFinal: Criterion = (evidence) =>
  lower(survivorRanks(magnitude, evidence), survivorRanks(largeInit, evidence));

/** Returns −max(α|θ_T|, |θ₀|) (`small_init_small_final`), with α as in `largeInitLargeFinal`. */
export const smallInitSmallFinal: Criterion = (evidence) =>
  lower(survivorRanks(smallFinal, evidence), survivorRanks(smallInit, evidence));

/** Returns the magnitude increase |θ_T| − |θ₀| (`magnitude_increase`). */
export const magnitudeIncrease: Criterion = (evidence) =>
  finalOf(evidence).map((w, i) => Math.abs(w) - Math.abs(initialOf(evidence)[i]));

/** Returns the movement |θ_T − θ₀| (`movement`). */
export const movement: Criterion = (evidence) =>
  finalOf(evidence).map((w, i) => Math.abs(w - initialOf(evidence)[i]));

/**
 * Returns random scores from U(0, 1) (`random`), one per weight and the same in every round. @throws {ValueError} without the
 * option `random`.
 */
export const randomScore: Criterion = Object.assign(
  (evidence: CriterionInput) => {
    checkNeed('random', evidence);
    const stream = (evidence.random as Random).fork(`random score ${evidence.layer}`);
    return finalOf(evidence).map(() => stream.uniform());
  },
  { needs: 'random' as const },
);

const lower = (a: Float32Array, b: Float32Array): Float32Array => a.map((rank, i) => Math.min(rank, b[i]));
