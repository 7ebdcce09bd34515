import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NonFiniteError, ValueError } from '../../../src/errors.ts';
import { keptCount, PopupLinear, popupMask } from '../../../src/experiments/index.ts';
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

const keeps = fc.constantFrom(1, 0.5, 0.3, 0.01, 1e-9, 0.999);

function layerOf(problem: Problem, keep: number): PopupLinear {
  const layer = new PopupLinear(frozenOf(problem), { keep, random: new Random(1) });
  layer.scores.data.set(problem.scores);
  return layer;
}

test('exactly k edges pop up, the largest |s|, the lower index first among equals', () =>
  fc.assert(
    fc.property(problems, keeps, (problem, keep) => {
      const count = Math.max(1, Math.round(keep * problem.w.length));
      const ranked = [...problem.scores.keys()].sort(
        (a, b) => Math.abs(problem.scores[b]) - Math.abs(problem.scores[a]) || a - b,
      );
      const expected = new Uint8Array(problem.w.length);
      for (const i of ranked.slice(0, count)) expected[i] = 1;
      const layer = layerOf(problem, keep);
      expect(layer.mask()).toEqual(expected);
      expect(plain(layer.weight().value.values())).toEqual(plain(problem.w.map((w, i) => w * expected[i])));
    }),
  ));

test('straight-through: ∂L/∂s = gᵀx ⊙ W ⊙ sign s, for edges kept and left out alike', () =>
  fc.assert(
    fc.property(problems, keeps, (problem, keep) => {
      const expected = maskGradient(problem).map((gradient, i) => gradient * Math.sign(problem.scores[i]));
      expect(plain(scoreGradient(layerOf(problem, keep), problem))).toEqual(plain(expected));
    }),
  ));

test('k outside (0, 1] is refused', () => {
  for (const keep of [0, -0, -0.1, 1.0001, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => keptCount(10, keep)).toThrow('keep: must be in (0, 1]');
    expect(() => new PopupLinear(tensor([[1]]), { keep, random: new Random(1) })).toThrow(ValueError);
  }
});

test('a NaN score is an error that names its index, and no ranking', () => {
  expect(() => popupMask(Float32Array.of(1, Number.NaN), 1)).toThrow(NonFiniteError);
  expect(() => popupMask(Float32Array.of(1, Number.NaN), 1)).toThrow('scores[1]: must be finite, got NaN');
});
