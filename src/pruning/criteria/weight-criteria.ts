// Scores of the weights' values before and after training: Zhou et al. 2019, §3, whose names stand in the comments.

import type { Random } from '../../random.ts';
import { type Criterion, type CriterionInput, checkNeed, finalOf, initialOf } from './criterion.ts';
import { survivorRanks } from './ranks.ts';

/** |θ_T|: Frankle & Carbin 2019; `large_final`. */
export const magnitude: Criterion = (evidence) => finalOf(evidence).map(Math.abs);

/** −|θ_T|: `small_final`. */
export const smallFinal: Criterion = (evidence) => finalOf(evidence).map((w) => -Math.abs(w));

/** |θ₀|: `large_init`. */
export const largeInit: Criterion = (evidence) => initialOf(evidence).map(Math.abs);

/** −|θ₀|: `small_init`. */
export const smallInit: Criterion = (evidence) => initialOf(evidence).map((w) => -Math.abs(w));

/**
 * min(α|θ_T|, |θ₀|), where α aligns the percentiles of |θ_T| and |θ₀|: `large_init_large_final`. To keep a fraction of the
 * weights then means to keep those above one percentile in both, so the score is the lower of the two percentiles. They are
 * taken over the weights that compete: over all layers under global scope, per layer under layerwise scope.
 */
export const largeInitLargeFinal: Criterion = (evidence) =>
  lower(survivorRanks(magnitude, evidence), survivorRanks(largeInit, evidence));

/** −max(α|θ_T|, |θ₀|), with α as above: `small_init_small_final`. */
export const smallInitSmallFinal: Criterion = (evidence) =>
  lower(survivorRanks(smallFinal, evidence), survivorRanks(smallInit, evidence));

/** |θ_T| − |θ₀|: `magnitude_increase`. */
export const magnitudeIncrease: Criterion = (evidence) =>
  finalOf(evidence).map((w, i) => Math.abs(w) - Math.abs(initialOf(evidence)[i]));

/** |θ_T − θ₀|: `movement`. */
export const movement: Criterion = (evidence) =>
  finalOf(evidence).map((w, i) => Math.abs(w - initialOf(evidence)[i]));

/**
 * U(0, 1), drawn once for each weight and the same in every round: `random`. Throws a ValueError without a `random` to
 * draw from.
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
