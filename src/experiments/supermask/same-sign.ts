import { type Criterion, finalOf, initialOf } from '../../pruning/criteria/criterion.ts';

/** The lowest finite score in binary32. */
const LAST = Math.fround(-3.4028234663852886e38);

/**
 * Returns a criterion that prefers weights whose sign did not change in training: the others have the lowest score.
 * `sameSign(CRITERIA.magnitude)` is `large_final_same_sign` of Zhou et al. 2019, §5.
 *
 * @example
 * const initial = new Map([['fc1', Float32Array.of(0.5, 0.5, -0.5)]]);
 * const trained = new Map([['fc1', Float32Array.of(1, -3, -2)]]);
 * const scores = sameSign(CRITERIA.magnitude)({ initial, trained, layer: 'fc1' });
 * const mask = selectGlobal(new Map([['fc1', scores]]), Mask.dense(trained), 2);
 * mask.layers.get('fc1'); // → Uint8Array(3) [ 1, 0, 1 ]
 */
export const sameSign = (criterion: Criterion): Criterion => bySign(criterion, true);

/**
 * Returns a criterion that prefers weights whose sign changed in training, as a control for `sameSign`: the others have the lowest
 * score. `differentSign(CRITERIA.magnitude)` is `large_final_diff_sign` of Zhou et al. 2019, §5.
 *
 * @example
 * const initial = new Map([['fc1', Float32Array.of(0.5, 0.5, -0.5)]]);
 * const trained = new Map([['fc1', Float32Array.of(1, -3, -2)]]);
 * const scores = differentSign(CRITERIA.magnitude)({ initial, trained, layer: 'fc1' });
 * const mask = selectGlobal(new Map([['fc1', scores]]), Mask.dense(trained), 1);
 * mask.layers.get('fc1'); // → Uint8Array(3) [ 0, 1, 0 ]
 */
export const differentSign = (criterion: Criterion): Criterion => bySign(criterion, false);

function bySign(criterion: Criterion, wanted: boolean): Criterion {
  return (evidence) => {
    const [θ0, θT] = [initialOf(evidence), finalOf(evidence)];
    const scores = criterion(evidence);
    return scores.map((score, i) => ((Math.sign(θ0[i]) === Math.sign(θT[i])) === wanted ? score : LAST));
  };
}
