import { claim, sameList, sameValues } from '../expect.ts';
import { formatValue } from '../format-value.ts';
import { largeScoredCases, type ScoredCase, scoredCases } from '../generators/index.ts';
import type { EdgePopupImpl, EdgePopupLayer, PlainScoredLayer } from '../interfaces/edge-popup.ts';
import { type LawSet, law } from '../law.ts';
import { masked, outputOf, weightGradient } from './exact-layer.ts';

const PAPER = 'Ramanujan et al. 2020, §3';

/** Runs one iteration. Returns the gradient of the scores before the step. */
function train(made: EdgePopupLayer, { x, dy }: ScoredCase): Float32Array {
  made.forward(x.slice());
  const gradient = made.backward(dy.slice()).slice();
  made.step();
  return gradient;
}

/**
 * Throws unless the edges in use have the highest scores, ranked either by the score (as in the paper) or by its absolute value
 * (as in the paper's code).
 */
function highest(what: string, made: EdgePopupLayer): void {
  const [mask, scores] = [made.mask(), made.scores()];
  const isHighest = (ranked: Float32Array) =>
    ranked.reduce((least, s, i) => (mask[i] === 1 ? Math.min(least, s) : least), Infinity) >=
    ranked.reduce((most, s, i) => (mask[i] === 0 ? Math.max(most, s) : most), -Infinity);
  claim(
    isHighest(scores) || isHighest(scores.map(Math.abs)),
    () => `${what}: must be the highest of ${formatValue(scores)}, got mask ${formatValue(mask)}`,
  );
}

/** Throws unless the number of edges in use is the one that `keep` requires. */
function fraction({ keep, weights }: PlainScoredLayer, made: EdgePopupLayer): void {
  const mask = made.mask();
  const wanted = Math.max(1, Math.round(keep * weights.length));
  const kept = mask.reduce((sum, bit) => sum + bit, 0);
  claim(kept === wanted, () => `Σh(s): must be ${wanted}, got ${kept}`);
  claim(
    mask.length === weights.length && mask.every((bit) => bit <= 1),
    () => `h(s): must be ${weights.length} zeros and ones, got ${formatValue(mask)}`,
  );
}

/** Laws of edge-popup, which finds subnetworks of random weights by training scores. */
export const edgePopupLaws: LawSet<EdgePopupImpl> = {
  name: 'edge-popup',
  about: 'A layer with random weights uses the weights with the highest scores. Only the scores are trained.',
  why: 'Edge-popup trains scores and leaves the weights unchanged. If weights move as well, the result is ordinary training.',
  methods: ['layer'],
  live: ['mask', 'weights', 'scores'],
  laws: [
    law({
      name: 'each layer uses the given fraction of its edges',
      formula: 'Σh(s) = max(1, round(k·n)), every entry 0 or 1; before a step and after it',
      source: PAPER,
      given: [scoredCases],
      holds: (impl: EdgePopupImpl, given) => {
        const made = impl.layer(given.layer);
        fraction(given.layer, made);
        train(made, given);
        fraction(given.layer, made);
      },
    }),
    law({
      name: 'the edges of highest score are used',
      formula: 'h(s)ᵢ = 1, h(s)ⱼ = 0 ⇒ sᵢ ≥ sⱼ, or |sᵢ| ≥ |sⱼ|; before a step and after it',
      source: PAPER,
      given: [scoredCases],
      holds: (impl: EdgePopupImpl, given) => {
        const made = impl.layer(given.layer);
        highest('scores in use', made);
        train(made, given);
        highest('scores in use after a step', made);
      },
    }),
    law({
      name: 'a random weight is either used unchanged or not used',
      formula: 'y = x·(W ⊙ h(s))ᵀ, for small integers; before a step and after it',
      source: `${PAPER}; Zhou et al. 2019, §5: no value changes but by the mask`,
      given: [scoredCases],
      holds: (impl: EdgePopupImpl, given) => {
        const { layer, x } = given;
        const made = impl.layer(layer);
        for (const what of ['y', 'y after a step']) {
          const expected = outputOf(layer, masked(layer.weights, made.mask()), x);
          sameValues(what, made.forward(x.slice()), expected);
          train(made, given);
        }
      },
    }),
    law({
      name: 'every score has a gradient, including the scores of unused edges',
      formula: '∂L/∂sᵢⱼ = Σ_b ∂L/∂y_bᵢ · x_bⱼ · Wᵢⱼ, whether h(s)ᵢⱼ = 1 or 0',
      source: `${PAPER}: the straight-through estimator`,
      given: [scoredCases],
      holds: (impl: EdgePopupImpl, { layer, x, dy }) => {
        const made = impl.layer(layer);
        made.forward(x.map((value) => 1 - value)); // The gradient of this other batch must not be added.
        made.backward(dy.slice());
        made.forward(x.slice());
        const expected = weightGradient(layer, x, dy).map((g, at) => g * layer.weights[at]);
        sameValues('∂L/∂s', made.backward(dy.slice()), expected);
      },
    }),
    law({
      name: 'a step moves scores against their gradient',
      formula: '(s′ − s)·∂L/∂s < 0 where ∂L/∂s ≠ 0, at the first step',
      source: `${PAPER}: s ← s − η ∂L/∂s`,
      given: [scoredCases],
      holds: (impl: EdgePopupImpl, given) => {
        const made = impl.layer(given.layer);
        const gradient = train(made, given);
        const after = made.scores();
        given.layer.scores.forEach((before, i) => {
          const moved = gradient[i] === 0 || (after[i] - before) * gradient[i] < 0;
          claim(moved, () => `s[${i}]: must move against ${gradient[i]} from ${before}, got ${after[i]}`);
        });
      },
    }),
    law({
      name: 'training leaves the weights unchanged',
      formula: 'W after a step = W before, bit for bit',
      source: `${PAPER}: the weights are frozen at their random values`,
      given: [scoredCases],
      holds: (impl: EdgePopupImpl, given) => {
        const { weights } = given.layer;
        const made = impl.layer({ ...given.layer, weights: weights.slice() });
        for (let step = 0; step < 2; step++) train(made, given);
        sameList('W after two steps', made.weights(), weights);
      },
    }),
    law({
      name: 'every edge of a layer with more than 65,536 edges is used and trained',
      formula: 'h(s), y and ∂L/∂s entry by entry for 270 rows and 290 columns, before a step and after it',
      source: PAPER,
      runs: 2,
      given: [largeScoredCases],
      holds: (impl: EdgePopupImpl, given) => {
        const { layer, x, dy } = given;
        const made = impl.layer(layer);
        for (const what of ['scores in use', 'scores in use after a step']) {
          fraction(layer, made);
          highest(what, made);
          const expected = outputOf(layer, masked(layer.weights, made.mask()), x);
          sameValues('y', made.forward(x.slice()), expected);
          const gradient = train(made, given);
          if (what === 'scores in use after a step') return; // A score may have become negative.
          const wanted = weightGradient(layer, x, dy).map((g, at) => g * layer.weights[at]);
          sameValues('∂L/∂s', gradient, wanted);
        }
      },
    }),
  ],
};
