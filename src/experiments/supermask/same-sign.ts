import { type Criterion, finalOf, initialOf } from '../../pruning/importance/evidence.ts';

/** Below every score there is, and finite. */
const LAST = Math.fround(-3.4028234663852886e38);

/**
 * A criterion among the weights whose sign training left as it was; the others rank below them all. `sameSign(magnitude)`
 * is `large_final_same_sign`. Zhou et al. 2019, §5.
 */
export const sameSign = (criterion: Criterion): Criterion => bySign(criterion, true);

/** A criterion among the weights whose sign training changed: `large_final_diff_sign`, the control to the other. */
export const differentSign = (criterion: Criterion): Criterion => bySign(criterion, false);

function bySign(criterion: Criterion, wanted: boolean): Criterion {
  return (evidence) => {
    const [θ0, θT] = [initialOf(evidence), finalOf(evidence)];
    const scores = criterion(evidence);
    return scores.map((score, i) => ((Math.sign(θ0[i]) === Math.sign(θT[i])) === wanted ? score : LAST));
  };
}
