// Scores by derivatives. Letters: g = ∂L/∂θ on some data, H the Hessian of L there, θ the weights as they are.

import { derivativeOf, finalOf, type Importance } from './evidence.ts';

/** |g|. */
export const gradientMagnitude: Importance = (evidence) => derivativeOf(evidence, 'gradients').map(Math.abs);

/** |g ⊙ θ|, the change of L when a weight is scaled: connection sensitivity. SNIP, Lee et al. 2019, eq. 6, unnormalised. */
export const snip: Importance = (evidence) => times(evidence, 'gradients').map(Math.abs);

/**
 * θ ⊙ Hg. GraSP scores −θ ⊙ Hg, half the change of gᵀg when the weight is removed, and prunes the highest; kept here are
 * the highest, so the sign is turned. Wang et al. 2020, eq. 8 and algorithm 1.
 */
export const grasp: Importance = (evidence) => times(evidence, 'hessianGradients');

/**
 * ∂R/∂|θ| ⊙ |θ| with R = 1ᵀ ∏|θ| 1: synaptic saliency, which needs no data. SynFlow, Tanaka et al. 2020, §6; meant to be
 * asked again and again, a little being pruned each time.
 */
export const synflow: Importance = (evidence) => times(evidence, 'flowGradients').map(Math.abs);

function times(evidence: Parameters<Importance>[0], kind: Parameters<typeof derivativeOf>[1]): Float32Array {
  const derivative = derivativeOf(evidence, kind);
  return finalOf(evidence).map((w, i) => w * derivative[i]);
}
