import { afterEach, expect, test } from 'vitest';
import { ShapeError, ValueError } from '../../../src/errors.ts';
import { runEdgePopup, widened } from '../../../src/experiments/edge-popup/index.ts';
import { prunesOnly } from '../../../src/experiments/subnetwork/index.ts';
import { useKernels } from '../../../src/kernels/index.ts';
import { kaimingNormal } from '../../../src/nn/index.ts';
import { Random } from '../../../src/random.ts';
import { evaluate } from '../../../src/training/index.ts';
import { entries, popup, scoreTraining } from '../subnetwork/small.ts';

afterEach(() => useKernels('simd'));

test('it learns by choosing edges, keeps exactly k of each layer, and leaves every weight as it was', async () => {
  const { data } = scoreTraining();
  const { points, result } = await popup({ sizes: [2, 32, 2], iterations: 200, evaluateEvery: 100 });
  expect(points.map(({ iteration }) => iteration)).toEqual([0, 100, 200]);
  expect(result.testAccuracy).toBeGreaterThan(0.75);
  expect(points.every(({ density }) => density === 0.5)).toBe(true);
  expect([...result.mask.counts().values()]).toEqual([
    { total: 64, remaining: 32 },
    { total: 64, remaining: 32 },
  ]);
  expect(prunesOnly(result.weights, result.network)).toBe(true);
  expect(evaluate(result.network, data.test).accuracy).toBe(result.testAccuracy);
});

test('the frozen weights are those the seed draws: ± one constant, or Kaiming normal', async () => {
  const { result } = await popup();
  const magnitudes = [...result.weights.values()].map((values) => [...new Set([...values].map(Math.abs))]);
  expect(magnitudes).toEqual([[1], [0.5]]); // √(2 ÷ fanIn) for 2 and 8 inputs
  const { result: normal } = await popup({ initializer: kaimingNormal });
  const [first] = normal.weights.values();
  expect(first).toEqual(kaimingNormal(new Random(5).fork('initialisation').fork('fc1'), 2, 8));
});

test('the width multiplier widens hidden layers alone', async () => {
  expect(widened([784, 300, 100, 10], 2)).toEqual([784, 600, 200, 10]);
  expect(widened([784, 300, 100, 10], 0.001)).toEqual([784, 1, 1, 10]);
  expect((await popup({ widthMultiplier: 1.5 })).result.sizes).toEqual([2, 12, 2]);
});

test('same seed, same edges, on either set of kernels; another seed, others', async () => {
  const told = async (name: 'simd' | 'reference', seed: number) => {
    useKernels(name);
    const { points, result } = await popup({ random: new Random(seed) });
    return { points, mask: entries(result.mask), accuracy: result.testAccuracy };
  };
  const first = await told('simd', 5);
  expect(await told('simd', 5)).toEqual(first);
  expect(await told('reference', 5)).toEqual(first);
  expect((await told('simd', 6)).mask).not.toEqual(first.mask);
});

test('an abort ends it with the signal’s reason', async () => {
  const reason = new Error('enough');
  const setup = { ...scoreTraining(), keep: 0.5 };
  await expect(runEdgePopup(setup, { signal: AbortSignal.abort(reason) }).next()).rejects.toBe(reason);
});

test('bad setups are refused', async () => {
  for (const keep of [0, -1, 1.5, Number.NaN])
    await expect(popup({ keep })).rejects.toThrow('keep: must be in (0, 1]');
  for (const widthMultiplier of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    await expect(popup({ widthMultiplier })).rejects.toThrow('widthMultiplier: must be finite and > 0');
  await expect(popup({ sizes: [2, 0, 2] })).rejects.toThrow(ValueError);
  await expect(popup({ sizes: [2] })).rejects.toThrow(ShapeError);
});
