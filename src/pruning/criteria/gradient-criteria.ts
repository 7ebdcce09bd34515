// Criteria that use derivatives. θ are the current weights, g = ∂L/∂θ on some data, H is the Hessian of L.

import type { Derivatives } from '../model-and-trainer.ts';
import { type Criterion, derivativeOf, finalOf } from './criterion.ts';

/** |g|. */
export const gradientMagnitude: Criterion = by('gradients', (_, g) => Math.abs(g));

/** |g ⊙ θ|, the change of L as a weight is scaled: connection sensitivity. SNIP, Lee et al. 2019, eq. 6, not normalized. */
export const snip: Criterion = by('gradients', (θ, g) => Math.abs(g * θ));

/**
 * θ ⊙ Hg. GraSP scores −θ ⊙ Hg, half the change of gᵀg when the weight is removed, and prunes the highest scores. Here the
 * highest scores are kept, so the sign is flipped. The trainer provides Hg as published: for a loss at temperature 200, on ten
 * examples of each class. Wang et al. 2020, eq. 8 and algorithm 1.
 */
export const grasp: Criterion = by('hessianGradients', (θ, Hg) => θ * Hg);

/**
 * |θ| ⊙ ∂R/∂|θ| with R = 1ᵀ ∏|θ| 1: synaptic saliency, which needs no data. SynFlow, Tanaka et al. 2020, §6. It is meant to be
 * computed again after every small step of pruning.
 */
export const synflow: Criterion = by('flowGradients', (θ, slope) => Math.abs(θ) * slope);

function by(needs: keyof Derivatives, score: (θ: number, derivative: number) => number): Criterion {
  const criterion: Criterion = (evidence) => {
    const derivative = derivativeOf(evidence, needs);
    return finalOf(evidence).map((θ, i) => score(θ, derivative[i]));
  };
  return Object.assign(criterion, { needs });
}
