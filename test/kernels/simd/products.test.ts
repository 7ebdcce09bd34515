// Small products of every shape are a law: test/laws. Here are large ones.

import { test } from 'vitest';
import { expectBits, garbage } from '../support.ts';
import { reference, simd } from './places.ts';

const products = ['matmulNN', 'matmulNT', 'matmulTN'] as const;

/** Numbers that repeat nowhere, so that a wrong order of sums shows; a share of them 0. */
const filled = (length: number, zeros: number) =>
  Float32Array.from({ length }, (_, i) => {
    const x = Math.imul(i + 1, 2_654_435_769) >>> 0;
    return x % 100 < zeros ? 0 : x / 2 ** 31 - 1;
  });

const large = [
  [7, 600, 21],
  [33, 257, 8],
  [4, 1025, 9],
  [60, 300, 100],
  [1, 512, 1],
  [65, 3, 130],
];
const cases = products.flatMap((name) =>
  large.flatMap((shape) => [
    [name, shape, 0, 0] as const,
    [name, shape, 80, 0] as const,
    [name, shape, 0, 80] as const,
  ]),
);

test.each(cases)('%s of shape %j with %d %% and %d %% zeros', (name, [m, k, n], zerosA, zerosB) => {
  const [a, b] = [filled(m * k, zerosA), filled(k * n, zerosB)];
  const [ours, theirs] = [garbage(m * n), garbage(m * n)];
  simd[name](ours, a, b, m, k, n);
  reference[name](theirs, a, b, m, k, n);
  expectBits(ours, theirs);
});
