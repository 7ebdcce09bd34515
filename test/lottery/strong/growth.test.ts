import { expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import {
  type GrowthPoint,
  type GrowthSetup,
  smallestSizes,
  subsetSumGrowth,
} from '../../../src/lottery/strong/index.ts';
import { Random } from '../../../src/random.ts';

const setup = (change: Partial<GrowthSetup> = {}): GrowthSetup => ({
  sizes: [4, 8, 12, 16],
  trials: 60,
  random: new Random(1),
  ...change,
});

async function points(of: GrowthSetup): Promise<GrowthPoint[]> {
  const found = [];
  for await (const point of subsetSumGrowth(of)) found.push(point);
  return found;
}

test('n grows as the logarithm of 1 ÷ ε: four items more divide the typical error by at least eight', async () => {
  const medians = (await points(setup())).map(({ median }) => median);
  for (let i = 1; i < medians.length; i++) expect(medians[i]).toBeLessThan(medians[i - 1] / 8);
});

test('one n’s figures do not depend on which others are tried', async () => {
  expect(await points(setup({ sizes: [8] }))).toEqual([(await points(setup()))[1]]);
});

test('the smallest n is the first whose worst error is within ε, or none', () => {
  const measured = [
    { n: 2, median: 0.1, largest: 0.5 },
    { n: 4, median: 0.01, largest: 0.1 },
  ];
  expect(smallestSizes(measured, [0.5, 0.4, 0.1, 0.01])).toEqual([
    { epsilon: 0.5, n: 2 },
    { epsilon: 0.4, n: 4 },
    { epsilon: 0.1, n: 4 },
    { epsilon: 0.01, n: null },
  ]);
});

test('ε ≤ 0, no trials, or n out of range are refused; an abort ends it', async () => {
  for (const epsilon of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => smallestSizes([], [epsilon])).toThrow('epsilon: must be finite and > 0');
  for (const sizes of [[0], [41], [1.5], [Number.NaN]])
    await expect(points(setup({ sizes }))).rejects.toThrow(ValueError);
  for (const trials of [0, Number.NaN]) await expect(points(setup({ trials }))).rejects.toThrow(ValueError);
  const reason = new Error('enough');
  await expect(subsetSumGrowth(setup(), { signal: AbortSignal.abort(reason) }).next()).rejects.toBe(reason);
});
