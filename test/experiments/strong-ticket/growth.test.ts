import { expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import {
  type GrowthPoint,
  type GrowthSetup,
  smallestSizes,
  subsetSumGrowth,
} from '../../../src/experiments/index.ts';
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

test('the figures are shares of the trials: half, nine in ten, all', async () => {
  for (const { median, percentile90, largest } of await points(setup())) {
    expect(median).toBeLessThan(percentile90);
    expect(percentile90).toBeLessThan(largest);
  }
  const [one] = await points(setup({ sizes: [6], trials: 1 }));
  expect(one).toEqual({ n: 6, median: one.largest, percentile90: one.largest, largest: one.largest });
});

test('the smallest n is the first whose figure is within ε, or none', () => {
  const measured = [
    { n: 2, median: 0.1, percentile90: 0.2, largest: 0.5 },
    { n: 4, median: 0.01, percentile90: 0.02, largest: 0.1 },
  ];
  const sizes = (figure?: 'median' | 'largest') =>
    smallestSizes(measured, [0.5, 0.2, 0.1, 0.01], figure).map(({ n }) => n);
  expect(sizes()).toEqual([2, 2, 4, null]);
  expect(sizes('median')).toEqual([2, 2, 2, 4]);
  expect(sizes('largest')).toEqual([2, 4, 4, null]);
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
