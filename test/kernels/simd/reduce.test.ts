// Short sums are tested by laws (test/laws). These are long ones.

import { describe, expect, test } from 'vitest';
import { expectBits, filled, garbage, LONG } from '../support.ts';
import { reference, simd } from './places.ts';

describe.each(LONG)('SIMD kernels have the same bits as the reference for %i terms', (length) => {
  test.each([0, 80])('sum with %i % zeros', (zeros) => {
    const a = filled(length, zeros);
    expect(simd.sum(a)).toBe(reference.sum(a));
  });

  test.each([1, 2, 3, 4, 5, 8, 13, 70])('sumRows with %i columns', (columns) => {
    const [ours, theirs] = [garbage(columns), garbage(columns)];
    const a = filled(length * columns);
    simd.sumRows(ours, a, length, columns);
    reference.sumRows(theirs, a, length, columns);
    expectBits(ours, theirs);
  });

  test.each(['softmax', 'logSoftmax'] as const)('%s', (name) => {
    const z = filled(3 * length);
    const [ours, theirs] = [garbage(z.length), garbage(z.length)];
    simd[name](ours, z, 3, length);
    reference[name](theirs, z, 3, length);
    expectBits(ours, theirs);
  });
});

test('sum of more than 1024 zeros of both signs is +0', () => {
  expectBits([simd.sum(new Float32Array(5000).fill(-0))], [0]);
});
