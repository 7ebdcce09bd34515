import type { Arbitrary } from 'fast-check';
import { claim, sameList, sameValues } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { formatValue } from '../format-value.ts';
import { floats } from '../generators/index.ts';
import type { EdgePopupImpl, EdgePopupLayer, PlainScoredLayer } from '../interfaces/edge-popup.ts';
import { type LawSet, law } from '../law.ts';
import { masked, outputOf, weightGradient } from './exact-layer.ts';

const PAPER = 'Ramanujan et al. 2020, §3';

interface Case {
  readonly layer: PlainScoredLayer;
  readonly x: Float32Array;
  readonly dy: Float32Array;
}

const whole = fc.integer({ min: -4, max: 4 });

/** Layers at work; all numbers whole and small, so that every sum is exact in any order; scores full of ties. */
const cases: Arbitrary<Case> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 2 }))
  .chain(([rows, columns, batch]) =>
    fc
      .tuple(
        floats(rows * columns, whole),
        floats(rows * columns, fc.integer({ min: 1, max: 5 })),
        fc.constantFrom(0.5, 0.25, 0.3, 0.7, 1, 0.01),
        floats(batch * columns, whole),
        floats(batch * rows, whole),
      )
      .map(([weights, scores, keep, x, dy]) => ({ layer: { rows, columns, weights, scores, keep }, x, dy })),
  );

/** Layers of more than 255 rows and columns and more than 65,536 edges. */
const largeCases: Arbitrary<Case> = fc
  .record({ keep: fc.constantFrom(0.5, 0.3, 0.01), period: fc.constantFrom(1009, 70_001) })
  .map(({ keep, period }) => {
    const [rows, columns, batch] = [270, 290, 3];
    const numbers = (length: number, from: number) =>
      Float32Array.from({ length }, (_, i) => (((i % period) * 31) % 8) + from);
    return {
      layer: {
        ...{ rows, columns, keep },
        weights: numbers(rows * columns, -3).map((w) => w || 4),
        scores: Float32Array.from({ length: rows * columns }, (_, i) => 1 + ((i * 7919) % period)),
      },
      x: numbers(batch * columns, -4),
      dy: numbers(batch * rows, -2),
    };
  });

/** One step; → the gradient it took. */
function train(made: EdgePopupLayer, { x, dy }: Case): Float32Array {
  made.forward(x.slice());
  const gradient = made.backward(dy.slice()).slice();
  made.step();
  return gradient;
}

/** Scores are ranked as they are, as the paper says, or by their size, as its code does. */
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

/** As many edges as `keep` says are in use. */
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

/** Laws of edge-popup: subnetworks of random weights, found by training scores. */
export const edgePopupLaws: LawSet<EdgePopupImpl> = {
  name: 'edge-popup',
  about: 'A layer of frozen random weights uses those of the highest scores, and trains the scores alone.',
  why: 'Edge-popup trains scores and leaves the weights unchanged. If weights move as well, the result is ordinary training.',
  methods: ['layer'],
  live: ['mask', 'weights', 'scores'],
  laws: [
    law({
      name: 'each layer uses the given fraction of its edges',
      formula: 'Σh(s) = max(1, round(k·n)), every entry 0 or 1; before a step and after it',
      source: PAPER,
      given: [cases],
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
      given: [cases],
      holds: (impl: EdgePopupImpl, given) => {
        const made = impl.layer(given.layer);
        highest('scores in use', made);
        train(made, given);
        highest('scores in use after a step', made);
      },
    }),
    law({
      name: 'a random weight is used unchanged or not at all',
      formula: 'y = x·(W ⊙ h(s))ᵀ, numbers being whole and small; before a step and after it',
      source: `${PAPER}; Zhou et al. 2019, §5: no value changes but by the mask`,
      given: [cases],
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
      name: 'every score has a gradient, also that of an unused edge',
      formula: '∂L/∂sᵢⱼ = Σ_b ∂L/∂y_bᵢ · x_bⱼ · Wᵢⱼ, whether h(s)ᵢⱼ = 1 or 0',
      source: `${PAPER}: the straight-through estimator`,
      given: [cases],
      holds: (impl: EdgePopupImpl, { layer, x, dy }) => {
        const made = impl.layer(layer);
        made.forward(x.map((value) => 1 - value)); // another batch, whose gradient must not be added
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
      given: [cases],
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
      given: [cases],
      holds: (impl: EdgePopupImpl, given) => {
        const { weights } = given.layer;
        const made = impl.layer({ ...given.layer, weights: weights.slice() });
        for (let step = 0; step < 2; step++) train(made, given);
        sameList('W after two steps', made.weights(), weights);
      },
    }),
    law({
      name: 'layers of more than 65,536 edges use and train every edge',
      formula: 'h(s), y and ∂L/∂s entry by entry for 270 rows and 290 columns, before a step and after it',
      source: PAPER,
      runs: 2,
      given: [largeCases],
      holds: (impl: EdgePopupImpl, given) => {
        const { layer, x, dy } = given;
        const made = impl.layer(layer);
        for (const what of ['scores in use', 'scores in use after a step']) {
          fraction(layer, made);
          highest(what, made);
          const expected = outputOf(layer, masked(layer.weights, made.mask()), x);
          sameValues('y', made.forward(x.slice()), expected);
          const gradient = train(made, given);
          if (what === 'scores in use after a step') return; // a score may have become negative
          const wanted = weightGradient(layer, x, dy).map((g, at) => g * layer.weights[at]);
          sameValues('∂L/∂s', gradient, wanted);
        }
      },
    }),
  ],
};
