import { afterEach, expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import { learnSupermask, prunesOnly } from '../../../src/experiments/index.ts';
import { useKernels } from '../../../src/kernels/index.ts';
import { SGD } from '../../../src/optim/index.ts';
import { DivergenceError, evaluate } from '../../../src/training/index.ts';
import { entries, SCORES, scoreTrial, supermask } from '../subnetwork/small.ts';

afterEach(() => useKernels('simd'));

test('a learned supermask is more accurate than the initial random half of the weights', async () => {
  const { data } = scoreTrial();
  const result = await supermask({ scores: { hidden: [32], iterations: 300, evaluateEvery: 100 } });
  expect(result.curve.map(({ iteration }) => iteration)).toEqual([0, 100, 200, 300]);
  expect(result.sampled).toHaveLength(10);
  const mean = result.sampled.reduce((sum, x) => sum + x, 0) / 10;
  expect(mean).toBeGreaterThan(result.curve[0].validationAccuracy);
  expect(prunesOnly(result.weights, result.network)).toBe(true);
  expect(evaluate(result.network, data.test).accuracy).toBe(result.thresholded);
  expect(entries(result.mask)).toEqual(
    [...result.scores.values()].map((scores) => [...scores].map((score) => (score > 0 ? 1 : 0))),
  );
});

test('rescaling does not change the accuracy of the thresholded mask', async () => {
  const { data } = scoreTrial();
  const result = await supermask({ rescale: true });
  result.network.setMask(new Map());
  result.network.load(result.weights);
  result.network.setMask(result.mask.layers);
  expect(evaluate(result.network, data.test).accuracy).toBe(result.thresholded);
});

test('signedConstant gives the frozen weights of a layer one magnitude', async () => {
  const result = await supermask({ signedConstant: true });
  for (const values of result.weights.values()) expect(new Set([...values].map(Math.abs)).size).toBe(1);
});

test('the same seed gives the same supermask with both kernel sets, and another seed a different one', async () => {
  const told = async (name: 'simd' | 'reference', seed: number) => {
    useKernels(name);
    const result = await supermask({ rescale: true }, scoreTrial(seed));
    const scores = [...result.scores.values()].map((values) => [...values]);
    return {
      curve: result.curve,
      scores,
      mask: entries(result.mask),
      sampled: result.sampled,
      expected: result.expected,
    };
  };
  const first = await told('simd', 5);
  expect(await told('simd', 5)).toEqual(first);
  expect(await told('reference', 5)).toEqual(first);
  expect((await told('simd', 6)).scores).not.toEqual(first.scores);
});

test('the curve is measured on the validation set, and training uses neither this set nor the test set', async () => {
  const { data } = scoreTrial();
  const result = await supermask();
  const other = await supermask(
    {},
    { ...scoreTrial(), data: { ...data, validation: data.train, test: data.train } },
  );
  expect(other.scores).toEqual(result.scores);
});

test('an aborted signal throws its reason before and during training', async () => {
  const reason = new Error('enough');
  const long = { scores: { ...SCORES, iterations: 10_000 } };
  const before = learnSupermask(long, scoreTrial(), { signal: AbortSignal.abort(reason) });
  await expect(before).rejects.toBe(reason);
  const controller = new AbortController();
  const within = learnSupermask(long, scoreTrial(), {
    signal: controller.signal,
    onUpdate: ({ iteration }) => iteration === 20 && controller.abort(reason),
  });
  await expect(within).rejects.toBe(reason);
});

test('learnSupermask rejects a network of more than 2²⁷ weights with the memory needed', async () => {
  await expect(supermask({ scores: { hidden: [1_000_000_000] } })).rejects.toThrow(
    'mlp: must have at most 134217728 weights, 0.5 GiB (these would need 14.9 GiB)',
  );
});

test('throws for options out of range', async () => {
  await expect(supermask({ scores: { hidden: [0] } })).rejects.toThrow(ValueError);
  for (const bad of [0, -1, 1.5, Number.NaN]) {
    await expect(supermask({ scores: { iterations: bad } })).rejects.toThrow(
      'iterations: must be an integer ≥ 1',
    );
    await expect(supermask({ scores: { evaluateEvery: bad } })).rejects.toThrow(
      'evaluateEvery: must be an integer ≥ 1',
    );
    await expect(supermask({ scores: { batchSize: bad } })).rejects.toThrow(ValueError);
  }
  await expect(supermask({ initialScore: Number.NaN })).rejects.toThrow('scores[0]: must be finite, got NaN');
  await expect(supermask({ initializer: () => new Float32Array(16).fill(Number.NaN) })).rejects.toThrow(
    'weight[0]: must be finite',
  );
});

test('throws an error if the loss becomes infinite or NaN', async () => {
  const huge = () => supermask({ initializer: (_, i, o) => new Float32Array(i * o).fill(1e30) });
  await expect(huge()).rejects.toThrow(DivergenceError);
  const runaway = supermask({
    scores: { makeOptimizer: (scores) => new SGD(scores, { learningRate: Number.MAX_VALUE }) },
  });
  await expect(runaway).rejects.toThrow();
});
