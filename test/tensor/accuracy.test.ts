// Relative errors of long sums, compared with float64.

import { afterAll, describe, expect, test } from 'vitest';
import { crossEntropy, matmul, mean as meanOf } from '../../src/autograd/index.ts';
import { type KernelsName, kernels, useKernels } from '../../src/kernels/index.ts';
import { Random } from '../../src/random.ts';
import { full, gather, scatterAdd, sum, tensor } from '../../src/tensor/index.ts';

const LIMIT = 1e-6;
const { fround } = Math;
const sets: KernelsName[] = ['reference', 'simd'];

afterAll(() => useKernels('simd'));

const error = (actual: number, exact: number): number => Math.abs(actual / exact - 1);
const uniform = (length: number): Float32Array => {
  const random = new Random(length);
  return Float32Array.from({ length }, () => random.uniform(0, 1));
};
const exactSum = (values: Float32Array): number => values.reduce((total, x) => total + x, 0);

describe.each(sets)('with the %s kernels', (name) => {
  test('the mean of ten million equal numbers is accurate', () => {
    useKernels(name);
    expect(error(meanOf(full([1e7], 0.1)).item(), fround(0.1))).toBeLessThan(LIMIT);
  });

  test.each([1e3, 1e4, 1e5, 1e6, 1e7])('sums of %i uniform numbers are accurate', (length) => {
    useKernels(name);
    const values = uniform(length);
    const s = new Float32Array(2);
    expect(error(kernels.sum(values), exactSum(values))).toBeLessThan(LIMIT);
    kernels.sumRows(s, values, length / 2, 2);
    expect(error(s[0] + s[1], exactSum(values))).toBeLessThan(LIMIT);
  });

  test('crossEntropy of 60,000 rows of equal logits is the logarithm of the number of classes', () => {
    useKernels(name);
    const loss = crossEntropy(full([60_000, 10], 3), new Uint8Array(60_000)).item();
    expect(error(loss, Math.log(10))).toBeLessThan(LIMIT);
  });

  test('crossEntropy of 60,000 equal logits in one row is the logarithm of their number', () => {
    useKernels(name);
    expect(error(crossEntropy(full([1, 60_000], 0.3), [7]).item(), Math.log(60_000))).toBeLessThan(LIMIT);
  });

  test.each(['matmulNN', 'matmulNT', 'matmulTN'] as const)(
    '%s over a million terms is accurate',
    (product) => {
      useKernels(name);
      const [k, c] = [1e6, new Float32Array(1)];
      kernels[product](c, new Float32Array(k).fill(fround(0.1)), new Float32Array(k).fill(1), 1, k, 1);
      expect(error(c[0], k * fround(0.1))).toBeLessThan(LIMIT);
      const values = uniform(k);
      kernels[product](c, values, new Float32Array(k).fill(1), 1, k, 1);
      expect(error(c[0], exactSum(values))).toBeLessThan(LIMIT);
    },
  );

  test('the gradients of a product over 100,000 examples are accurate', () => {
    useKernels(name);
    const inputs = uniform(1e5);
    const product = matmul(tensor(inputs, [1, 1e5]), full([1e5, 1], 0.25));
    expect(error(product.item(), 0.25 * exactSum(inputs))).toBeLessThan(LIMIT);
  });
});

test('scatterAdd of a million rows to one index is accurate', () => {
  const rows = full([1e6, 1], 0.1);
  const total = scatterAdd(rows, new Uint32Array(1e6), 0, [1, 1]).item();
  expect(error(total, 1e6 * fround(0.1))).toBeLessThan(LIMIT);
  expect(sum(gather(rows, [0])).item()).toBe(fround(0.1));
});
