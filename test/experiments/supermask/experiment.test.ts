import { afterEach, expect, test } from 'vitest';
import { ShapeError, ValueError } from '../../../src/errors.ts';
import { prunesOnly } from '../../../src/experiments/subnetwork/index.ts';
import { runSupermask } from '../../../src/experiments/supermask/index.ts';
import { useKernels } from '../../../src/kernels/index.ts';
import { SGD } from '../../../src/optim/index.ts';
import { Random } from '../../../src/random.ts';
import { DivergenceError, evaluate } from '../../../src/training/index.ts';
import { entries, scoreTraining, supermask } from '../subnetwork/small.ts';

afterEach(() => useKernels('simd'));

test('a supermask learns: better than the half of the weights it began with, by pruning alone', async () => {
  const { data } = scoreTraining();
  const { points, result } = await supermask({ sizes: [2, 32, 2], iterations: 300, evaluateEvery: 100 });
  expect(points.map(({ iteration }) => iteration)).toEqual([0, 100, 200, 300]);
  expect(result.sampled).toHaveLength(10);
  const mean = result.sampled.reduce((sum, x) => sum + x, 0) / 10;
  expect(mean).toBeGreaterThan(points[0].validationAccuracy);
  expect(prunesOnly(result.weights, result.network)).toBe(true);
  expect(evaluate(result.network, data.test).accuracy).toBe(result.thresholded);
  expect(entries(result.mask)).toEqual(
    [...result.scores.values()].map((scores) => [...scores].map((score) => (score > 0 ? 1 : 0))),
  );
});

test('rescaling changes the weights by one factor a layer, and the thresholded class of no example', async () => {
  const { data } = scoreTraining();
  const { result } = await supermask({ rescale: true });
  result.network.setMask(new Map());
  result.network.load(result.weights);
  result.network.setMask(result.mask.layers);
  expect(evaluate(result.network, data.test).accuracy).toBe(result.thresholded);
});

test('the signed constant freezes one magnitude a layer', async () => {
  const { result } = await supermask({ signedConstant: true });
  for (const values of result.weights.values()) expect(new Set([...values].map(Math.abs)).size).toBe(1);
});

test('same seed, same supermask, on either set of kernels; another seed, another', async () => {
  const told = async (name: 'simd' | 'reference', seed: number) => {
    useKernels(name);
    const { points, result } = await supermask({ random: new Random(seed), rescale: true });
    const scores = [...result.scores.values()].map((values) => [...values]);
    return { points, scores, mask: entries(result.mask), sampled: result.sampled, expected: result.expected };
  };
  const first = await told('simd', 5);
  expect(await told('simd', 5)).toEqual(first);
  expect(await told('reference', 5)).toEqual(first);
  expect((await told('simd', 6)).scores).not.toEqual(first.scores);
});

test('the validation set draws the curve and the training never sees it or the test set', async () => {
  const { data } = scoreTraining();
  const { result } = await supermask();
  const { result: other } = await supermask({ data: { ...data, validation: data.train, test: data.train } });
  expect(other.scores).toEqual(result.scores);
});

test('an abort ends it with the signal’s reason, before and within training', async () => {
  const reason = new Error('enough');
  await expect(runSupermask(scoreTraining(), { signal: AbortSignal.abort(reason) }).next()).rejects.toBe(
    reason,
  );
  const controller = new AbortController();
  const run = runSupermask({ ...scoreTraining(), iterations: 10_000 }, { signal: controller.signal });
  await run.next();
  controller.abort(reason);
  await expect(run.next()).rejects.toBe(reason);
});

test('bad setups are refused', async () => {
  await expect(supermask({ sizes: [2] })).rejects.toThrow(ShapeError);
  await expect(supermask({ sizes: [2, 0, 2] })).rejects.toThrow(ValueError);
  for (const bad of [0, -1, 1.5, Number.NaN]) {
    await expect(supermask({ iterations: bad })).rejects.toThrow('iterations: must be a whole number ≥ 1');
    await expect(supermask({ evaluateEvery: bad })).rejects.toThrow(
      'evaluateEvery: must be a whole number ≥ 1',
    );
    await expect(supermask({ batchSize: bad })).rejects.toThrow(ValueError);
  }
  await expect(supermask({ initialScore: Number.NaN })).rejects.toThrow('scores[0]: must be finite, got NaN');
  await expect(supermask({ initializer: () => new Float32Array(16).fill(Number.NaN) })).rejects.toThrow(
    'weight[0]: must be finite',
  );
});

test('scores that run away are a divergence, not a result', async () => {
  const huge = () => supermask({ initializer: (_, i, o) => new Float32Array(i * o).fill(1e30) });
  await expect(huge()).rejects.toThrow(DivergenceError);
  const runaway = supermask({
    makeOptimizer: (scores) => new SGD(scores, { learningRate: Number.MAX_VALUE }),
  });
  await expect(runaway).rejects.toThrow();
});
