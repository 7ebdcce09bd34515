import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NonFiniteError, ValueError } from '../../../src/errors.ts';
import { keptCount, popupMask } from '../../../src/experiments/edge-popup/popup-linear.ts';
import { type EdgeRanking, PopupLinear } from '../../../src/experiments/index.ts';
import { checkLaws, edgePopupLaws } from '../../../src/laws/index.ts';
import { edgePopupBy } from '../../../src/laws/ours/edge-popup.ts';
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

const rankings = fc.constantFrom<EdgeRanking>('magnitude', 'score');

function layerOf(problem: Problem, keep: number, ranking: EdgeRanking = 'magnitude'): PopupLinear {
  const layer = new PopupLinear(frozenOf(problem), { keep, ranking, random: new Random(1) });
  layer.scores.data.set(problem.scores);
  return layer;
}

test('a layer uses exactly the k edges with the largest |s| (or s), and the lower index among ties', () =>
  fc.assert(
    fc.property(problems, keeps, rankings, (problem, keep, ranking) => {
      const count = Math.max(1, Math.round(keep * problem.w.length));
      const ranked = ranking === 'magnitude' ? problem.scores.map(Math.abs) : problem.scores;
      const order = [...ranked.keys()].sort((a, b) => ranked[b] - ranked[a] || a - b);
      const expected = new Uint8Array(problem.w.length);
      for (const i of order.slice(0, count)) expected[i] = 1;
      const layer = layerOf(problem, keep, ranking);
      expect(layer.mask()).toEqual(expected);
      expect(plain(layer.weight().value.values())).toEqual(plain(problem.w.map((w, i) => w * expected[i])));
    }),
  ));

test('straight-through: ∂L/∂s = gᵀx ⊙ W ⊙ sign s with |s|, gᵀx ⊙ W with s, whether an edge is kept or not', () =>
  fc.assert(
    fc.property(problems, keeps, rankings, (problem, keep, ranking) => {
      const sign = (i: number) => (ranking === 'magnitude' ? Math.sign(problem.scores[i]) : 1);
      const expected = maskGradient(problem).map((gradient, i) => gradient * sign(i));
      expect(plain(scoreGradient(layerOf(problem, keep, ranking), problem))).toEqual(plain(expected));
    }),
  ));

test('the ranking is by |s| unless another is given', () => {
  const layer = new PopupLinear(tensor([[1, 1]]), { keep: 0.5, random: new Random(1) });
  layer.scores.data.set([-2, 1]);
  expect(layer.ranking).toBe('magnitude');
  expect(layer.mask()).toEqual(Uint8Array.of(1, 0));
  expect(popupMask(layer.scores.data, 1)).toEqual(Uint8Array.of(1, 0));
  expect(popupMask(layer.scores.data, 1, 'score')).toEqual(Uint8Array.of(0, 1));
});

test('an unknown ranking is rejected', () => {
  const options = { keep: 0.5, random: new Random(1), ranking: '|s|' as EdgeRanking };
  expect(() => new PopupLinear(tensor([[1]]), options)).toThrow(
    new ValueError('ranking', "must be 'magnitude' or 'score'", '|s|'),
  );
});

test.each(['magnitude', 'score'] as const)(
  'a layer that ranks by %s satisfies the laws of edge-popup',
  async (ranking) => {
    const report = await checkLaws(edgePopupLaws, edgePopupBy(ranking));
    expect(report.ok, String(report)).toBe(true);
  },
);

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
