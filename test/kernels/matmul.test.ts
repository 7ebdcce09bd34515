import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matmulNN, matmulNT, matmulTN } from '../../src/kernels/reference/index.ts';
import { expectBits, filled, floats, garbage, inBlocks, LONG, number32, ordinary } from './support.ts';

const { fround } = Math;

type Read = (i: number, p: number) => number;

/** Returns the dot product of one block, added in increasing order without skipping any term. */
const inOrder = (k: number, term: (p: number) => number) => {
  let s = 0;
  for (let p = 0; p < k; p++) s = fround(s + term(p));
  return s;
};

/** Returns the dot product of one block in lane order: four sums over every fourth term. */
const inLanes = (k: number, term: (p: number) => number) => {
  const lane = (ℓ: number) => inOrder(Math.ceil(Math.max(k - ℓ, 0) / 4), (q) => term(4 * q + ℓ));
  return fround(fround(lane(0) + lane(1)) + fround(lane(2) + lane(3)));
};

const oracle = (sum: typeof inOrder, a: Read, b: Read, m: number, k: number, n: number) =>
  Float32Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return inBlocks(k, (from, to) => sum(to - from, (p) => fround(a(i, from + p) * b(from + p, j))));
  });

const products = {
  matmulNN: {
    kernel: matmulNN,
    expected: (a: Float32Array, b: Float32Array, m: number, k: number, n: number) =>
      oracle(
        inOrder,
        (i, p) => a[i * k + p],
        (p, j) => b[p * n + j],
        m,
        k,
        n,
      ),
  },
  matmulNT: {
    kernel: matmulNT,
    expected: (a: Float32Array, b: Float32Array, m: number, k: number, n: number) =>
      oracle(
        inOrder,
        (i, p) => a[i * k + p],
        (p, j) => b[j * k + p],
        m,
        k,
        n,
      ),
  },
  matmulTN: {
    kernel: matmulTN,
    expected: (a: Float32Array, b: Float32Array, m: number, k: number, n: number) =>
      oracle(
        inLanes,
        (i, p) => a[p * m + i],
        (p, j) => b[p * n + j],
        m,
        k,
        n,
      ),
  },
};

const length = fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 13 }));
const operands = (of: fc.Arbitrary<number>) =>
  fc.tuple(length, length, length).chain(([m, k, n]) =>
    fc.record({
      m: fc.constant(m),
      k: fc.constant(k),
      n: fc.constant(n),
      a: floats(m * k, of),
      b: floats(k * n, of),
    }),
  );

describe.each(Object.entries(products))('%s', (_, { kernel, expected }) => {
  test('has the same bits as dot products in the documented order for normal numbers', () => {
    fc.assert(
      fc.property(operands(ordinary), ({ m, k, n, a, b }) => {
        const c = garbage(m * n);
        kernel(c, a, b, m, k, n);
        expectBits(c, expected(a, b, m, k, n));
      }),
      { numRuns: 200 },
    );
  });

  test('has the same bits as dot products for zeros of both signs, subnormals and products that overflow', () => {
    fc.assert(
      fc.property(operands(number32), ({ m, k, n, a, b }) => {
        const c = garbage(m * n);
        kernel(c, a, b, m, k, n);
        expectBits(c, expected(a, b, m, k, n));
      }),
      { numRuns: 200 },
    );
  });

  test.each(LONG)('adds %i terms in blocks, to the bit', (k) => {
    const [m, n] = [2, 3];
    const [a, b, c] = [filled(m * k), filled(k * n), garbage(m * n)];
    kernel(c, a, b, m, k, n);
    expectBits(c, expected(a, b, m, k, n));
  });

  test('a sum of more than 1024 zeros of both signs is +0', () => {
    const c = garbage(1);
    kernel(c, new Float32Array(2000).fill(-0), new Float32Array(2000).fill(1), 1, 2000, 1);
    expectBits(c, [0]);
  });

  test('never returns −0 for zeros of either sign', () => {
    const c = garbage(1);
    kernel(c, Float32Array.of(-0, 2 ** -100, -1), Float32Array.of(1, -(2 ** -100), 0), 1, 3, 1);
    expectBits(c, [0]);
  });

  test('returns +0 if the inner dimension is 0', () => {
    const c = garbage(6);
    kernel(c, new Float32Array(0), new Float32Array(0), 2, 0, 3);
    expectBits(c, new Float32Array(6));
  });

  test('does not mutate its operands or the memory after the result', () => {
    const a = Float32Array.of(1, 2, 3, 4);
    const b = Float32Array.of(5, 6, 7, 8);
    const c = garbage(5);
    kernel(c, a, b, 2, 2, 2);
    expect([[...a], [...b], c[4]]).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], Number.NaN]);
  });
});

describe('the order of addition shows in the bits', () => {
  // 2²⁴ + 1 rounds to 2²⁴: a one added to it is lost, unless it meets the other ones first.
  const big = 2 ** 24;
  const ones = (k: number) => new Float32Array(k).fill(1);

  test('matmulNN adds in increasing order, so each 1 added to 2²⁴ is lost', () => {
    const c = garbage(1);
    matmulNN(c, Float32Array.of(big, 1, 1, 1, 1, 1, 1, 1), ones(8), 1, 8, 1);
    expect(c[0]).toBe(big);
  });

  test('matmulTN adds in four lanes, so only the 1 in the lane of 2²⁴ is lost', () => {
    const c = garbage(1);
    matmulTN(c, Float32Array.of(big, 1, 1, 1, 1, 1, 1, 1), ones(8), 1, 8, 1);
    expect(c[0]).toBe(big + 6);
  });

  test('matmulNN rounds each product before adding it: no fused multiply-add', () => {
    const x = fround(1 + 2 ** -12);
    const c = garbage(1);
    matmulNN(c, Float32Array.of(-1, x), Float32Array.of(fround(1 + 2 ** -11), x), 1, 2, 1);
    expect(c[0]).toBe(0);
  });
});
