import { afterEach, describe, expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import { widened } from '../../../src/experiments/edge-popup/edge-popup.ts';
import {
  type EdgePopupOptions,
  type EdgeRanking,
  edgePopup,
  prunesOnly,
  trainEdgePopup,
} from '../../../src/experiments/index.ts';
import { useKernels } from '../../../src/kernels/index.ts';
import { kaimingNormal } from '../../../src/nn/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { evaluate } from '../../../src/training/index.ts';
import { resultsOf, summaryOf, trials } from '../small.ts';
import { entries, popup, SCORES, scoreTrial } from '../subnetwork/small.ts';

afterEach(() => useKernels('simd'));

test('it learns by choosing edges, keeps exactly k of each layer, and leaves every weight as it was', async () => {
  const { data } = scoreTrial();
  const result = await popup({ scores: { hidden: [32], iterations: 200, evaluateEvery: 100 } });
  expect(result.curve.map(({ iteration }) => iteration)).toEqual([0, 100, 200]);
  expect(result.testAccuracy).toBeGreaterThan(0.75);
  expect(result.curve.every(({ density }) => density === 0.5)).toBe(true);
  expect([...result.mask.counts().values()]).toEqual([
    { total: 64, remaining: 32 },
    { total: 64, remaining: 32 },
  ]);
  expect(prunesOnly(result.weights, result.network)).toBe(true);
  expect(evaluate(result.network, data.test).accuracy).toBe(result.testAccuracy);
});

test('the frozen weights are those the seed draws: ± one constant, or Kaiming normal', async () => {
  const result = await popup();
  const magnitudes = [...result.weights.values()].map((values) => [...new Set([...values].map(Math.abs))]);
  expect(magnitudes).toEqual([[1], [0.5]]); // √(2 ÷ fanIn) for 2 and 8 inputs
  const normal = await popup({ initializer: kaimingNormal });
  const [first] = normal.weights.values();
  expect(first).toEqual(kaimingNormal(new Random(5).fork('initialisation').fork('fc1'), 2, 8));
});

test('the width multiplier widens hidden layers alone', async () => {
  expect(widened([784, 300, 100, 10], 2)).toEqual([784, 600, 200, 10]);
  expect(widened([784, 300, 100, 10], 0.001)).toEqual([784, 1, 1, 10]);
  expect((await popup({ widthMultiplier: 1.5 })).sizes).toEqual([2, 12, 2]);
});

test('same seed, same edges, on either set of kernels; another seed, others', async () => {
  const told = async (name: 'simd' | 'reference', seed: number) => {
    useKernels(name);
    const result = await popup({}, scoreTrial(seed));
    return { curve: result.curve, mask: entries(result.mask), accuracy: result.testAccuracy };
  };
  const first = await told('simd', 5);
  expect(await told('simd', 5)).toEqual(first);
  expect(await told('reference', 5)).toEqual(first);
  expect((await told('simd', 6)).mask).not.toEqual(first.mask);
});

test('an abort ends it with the signal’s reason', async () => {
  const reason = new Error('enough');
  const options = { scores: SCORES, keep: 0.5 };
  const context = { signal: AbortSignal.abort(reason) };
  await expect(trainEdgePopup(options, scoreTrial(), context)).rejects.toBe(reason);
});

test('bad setups are refused', async () => {
  for (const keep of [0, -1, 1.5, Number.NaN])
    await expect(popup({ keep })).rejects.toThrow('keep: must be in (0, 1]');
  for (const widthMultiplier of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    await expect(popup({ widthMultiplier })).rejects.toThrow('widthMultiplier: must be finite and > 0');
  await expect(popup({ ranking: 's' as EdgeRanking })).rejects.toThrow(
    "ranking: must be 'magnitude' or 'score'",
  );
  await expect(popup({ scores: { hidden: [0] } })).rejects.toThrow(ValueError);
});

test.each([1e15, 1e300])(
  'trainEdgePopup and units reject a width multiplier of %d with the memory needed',
  async (width) => {
    const rule = 'hidden × widthMultiplier: must be a network that can be trained in 1 GiB of memory';
    await expect(popup({ widthMultiplier: width })).rejects.toThrow(rule);
    const options = { seeds: [5], setup: trials().setup, scores: SCORES, keep: 0.5, widthMultiplier: width };
    expect(() => edgePopup.units(options)).toThrow(rule);
  },
);

test('edge-popup reports NaN test inputs before training', async () => {
  const { data, ...rest } = scoreTrial();
  const { shape } = data.test.inputs;
  const inputs = tensor(new Float32Array(shape[0] * shape[1]).fill(Number.NaN, 24, 25), shape);
  const trial = { ...rest, data: { ...data, test: { ...data.test, inputs } } };
  await expect(trainEdgePopup({ scores: SCORES, keep: 0.5 }, trial)).rejects.toThrow(
    'test example 12[0]: must be finite, got NaN',
  );
});

test('edges are ranked by |score| by default, and by the score itself on request', async () => {
  const [byDefault, byMagnitude, byScore] = await Promise.all(
    [{}, { ranking: 'magnitude' as const }, { ranking: 'score' as const }].map((change) => popup(change)),
  );
  expect(entries(byMagnitude.mask)).toEqual(entries(byDefault.mask));
  expect(entries(byScore.mask)).not.toEqual(entries(byDefault.mask));
  expect([...byScore.mask.counts().values()]).toEqual([...byDefault.mask.counts().values()]);
  expect(prunesOnly(byScore.weights, byScore.network)).toBe(true);
});

describe('edgePopup', () => {
  const options = (change: Partial<EdgePopupOptions> = {}): EdgePopupOptions => ({
    ...{ seeds: [5, 6], setup: trials().setup, scores: SCORES, keep: 0.5 },
    ...change,
  });

  test('has one unit per seed, with the result of trainEdgePopup', async () => {
    expect(edgePopup.units(options()).map(({ id, iterations }) => [id, iterations])).toEqual([
      ['seed 5/scores', 30],
      ['seed 6/scores', 30],
    ]);
    const [{ curve, mask, weights }] = await resultsOf(edgePopup, options());
    const expected = await popup();
    expect([curve, entries(mask), weights]).toEqual([
      expected.curve,
      entries(expected.mask),
      expected.weights,
    ]);
  });

  test('passes updates and evaluations to the context', async () => {
    const [updates, evaluations]: number[][] = [[], []];
    await resultsOf(edgePopup, options({ seeds: [5] }), {
      onUpdate: ({ iteration }) => updates.push(iteration),
      onEvaluation: ({ iteration }) => evaluations.push(iteration),
    });
    expect(updates).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    expect(evaluations).toEqual([0, 10, 20, 30]);
  });

  test('the summary has one row with a value per seed, and their learning curves', async () => {
    const { line, table, plots } = await summaryOf(edgePopup, options());
    const results = await resultsOf(edgePopup, options());
    expect(table.rows).toEqual([
      { label: '50 % kept, width × 1', values: results.map(({ testAccuracy }) => testAccuracy) },
    ]);
    expect(line).toMatch(/^test [\d.]+ %, 16 random weights kept of 2-8-2$/);
    expect(plots).toMatchObject([{ kind: 'learning', series: [{ label: '50 % kept' }] }]);
    expect(edgePopup.summarize(options(), new Map()).table.rows).toEqual([]);
  });

  test('the notes name the ranking that was used, and the other one', async () => {
    const magnitude = await summaryOf(edgePopup, options({ seeds: [5] }));
    expect(magnitude.notes[1]).toMatch(/^Edges are ranked by \|score\|, as in the authors’ code;/);
    const score = await summaryOf(edgePopup, options({ seeds: [5], ranking: 'score' }));
    expect(score.notes[1]).toMatch(/^Edges are ranked by their score, as in the formula of the paper;/);
  });

  test('units throws before anything is trained', () => {
    expect(() => edgePopup.units(options({ keep: 0 }))).toThrow('keep: must be in (0, 1]');
    expect(() => edgePopup.units(options({ ranking: 's' as EdgeRanking }))).toThrow('ranking: must be');
    expect(() => edgePopup.units(options({ widthMultiplier: 0 }))).toThrow('widthMultiplier');
    expect(() => edgePopup.units(options({ scores: { ...SCORES, batchSize: 61 } }))).toThrow('batch size');
  });
});
