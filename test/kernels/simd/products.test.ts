// Small products of every shape are tested by a law (test/laws). These are large ones.

import { test } from 'vitest';
import { expectBits, filled, garbage, LONG } from '../support.ts';
import { heap, reference, simd } from './places.ts';

const products = ['matmulNN', 'matmulNT', 'matmulTN'] as const;

const large = [
  [7, 600, 21],
  [33, 257, 8],
  [4, 1025, 9],
  [60, 300, 100],
  [1, 512, 1],
  [65, 3, 130],
  ...LONG.map((k, i) => [[1, 3, 5, 64, 65, 8, 70, 17, 2][i], k, [7, 64, 1, 9, 70, 33, 2, 16, 65][i]]),
  [130, 1500, 3],
  [3, 1500, 130],
];
const cases = products.flatMap((name) =>
  large.flatMap((shape) => [
    [name, shape, 0, 0] as const,
    [name, shape, 80, 0] as const,
    [name, shape, 0, 80] as const,
    [name, shape, 95, 95] as const,
  ]),
);

test.each(cases)('%s of shape %j with %d %% and %d %% zeros', (name, [m, k, n], zerosA, zerosB) => {
  const [a, b] = [filled(m * k, zerosA), filled(k * n, zerosB)];
  const [ours, theirs] = [garbage(m * n), garbage(m * n)];
  simd[name](ours, a, b, m, k, n);
  reference[name](theirs, a, b, m, k, n);
  expectBits(ours, theirs);
});

test.each(products)('%s of more than 1024 zeros of both signs is +0', (name) => {
  const [m, k, n] = [5, 1100, 6];
  const c = garbage(m * n);
  simd[name](c, new Float32Array(m * k).fill(-0), filled(k * n), m, k, n);
  expectBits(c, new Float32Array(m * n));
});

test.each(products)(
  '%s of constant operands on the heap adds in blocks and writes only its result',
  (name) => {
    const [m, k, n] = [70, 2049, 19];
    const [a, b, c] = [
      heap.allocate(m * k).fill(0.1),
      heap.allocate(k * n).fill(3),
      heap.allocate(m * n + 8).fill(7),
    ];
    const expected = garbage(m * n);
    simd[name](c.subarray(0, m * n), a, b, m, k, n);
    reference[name](expected, a, b, m, k, n);
    expectBits(c, [...expected, 7, 7, 7, 7, 7, 7, 7, 7]);
  },
);
