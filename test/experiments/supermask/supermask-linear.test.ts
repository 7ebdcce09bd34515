import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NonFiniteError } from '../../../src/errors.ts';
import { SupermaskLinear, type SupermaskOptions } from '../../../src/experiments/index.ts';
import { bernoulli } from '../../../src/experiments/supermask/bernoulli.ts';
import { sigmoid } from '../../../src/numeric/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor } from '../../../src/tensor/index.ts';
import {
  frozenOf,
  maskGradient,
  type Problem,
  plain,
  problems,
  scoreGradient,
} from '../subnetwork/layers.ts';

const { fround } = Math;

function layerOf(problem: Problem, options: Partial<SupermaskOptions> = {}): SupermaskLinear {
  const layer = new SupermaskLinear(frozenOf(problem), { random: new Random(7), ...options });
  layer.scores.data.set(problem.scores);
  return layer;
}

/** The mask that the layer's first forward pass draws. */
const firstSample = ({ scores }: Problem) => bernoulli(scores.map(sigmoid), new Random(7));

test('straight-through: ∂L/∂s = gᵀx ⊙ W ⊙ σ′(s), whatever was sampled', () =>
  fc.assert(
    fc.property(problems, (problem) => {
      const expected = maskGradient(problem).map((gradient, i) => {
        const p = sigmoid(problem.scores[i]);
        return fround(gradient * fround(p * fround(1 - p)));
      });
      expect(plain(scoreGradient(layerOf(problem), problem))).toEqual(plain(expected));
    }),
  ));

test('forward, the weight is W ⊙ m for the mask the seed draws', () =>
  fc.assert(
    fc.property(problems, (problem) => {
      const m = firstSample(problem);
      const expected = problem.w.map((weight, i) => weight * m[i]);
      expect(plain(layerOf(problem).weight().value.values())).toEqual(plain(expected));
    }),
  ));

test('with rescaling it is W ⊙ m · n ÷ Σm, and nothing where nothing is kept', () =>
  fc.assert(
    fc.property(problems, (problem) => {
      const m = firstSample(problem);
      const kept = m.reduce((sum, bit) => sum + bit, 0);
      const scale = kept === 0 ? 1 : fround(m.length / kept);
      const expected = problem.w.map((weight, i) => weight * m[i] * scale);
      const weight = layerOf(problem, { rescale: true }).weight().value.values();
      expect(plain(weight)).toEqual(plain(expected));
    }),
  ));

test('a layer that drops everything stays finite, forward and backward', () => {
  const layer = new SupermaskLinear(tensor([[1, 2]]), {
    random: new Random(1),
    rescale: true,
    initialScore: -100,
  });
  const problem = { batch: 1, inputs: 2, outputs: 1, x: Float32Array.of(1, 1), g: Float32Array.of(1) };
  const gradient = scoreGradient(layer, {
    ...problem,
    w: Float32Array.of(1, 2),
    scores: new Float32Array(2),
  });
  expect(gradient.every(Number.isFinite)).toBe(true);
});

test('each forward pass draws a fresh mask', () => {
  const layer = new SupermaskLinear(tensor([new Array(64).fill(1)]), { random: new Random(1) });
  expect(layer.weight().value.values()).not.toEqual(layer.weight().value.values());
});

test('a NaN or infinite initial score is refused', () => {
  for (const initialScore of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => new SupermaskLinear(tensor([[1]]), { random: new Random(1), initialScore })).toThrow(
      NonFiniteError,
    );
  }
});

test('Bernoulli never keeps at p = 0, always keeps at p = 1, and keeps a share p in between', () => {
  const share = (p: number) =>
    bernoulli(new Float32Array(40_000).fill(p), new Random(2)).reduce((sum, bit) => sum + bit, 0) / 40_000;
  expect([0, -0, 1].map(share)).toEqual([0, 0, 1]);
  // Four deviations of a share of 40,000 draws are at most 4 · ½ ÷ 200 = 0.01.
  for (const p of [0.01, 0.25, 0.5, 0.9]) expect(Math.abs(share(p) - p)).toBeLessThan(0.01);
});
