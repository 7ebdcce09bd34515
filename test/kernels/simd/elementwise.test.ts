// Laws (test/laws) compare every kernel with its reference loop for random numbers. These tests use many numbers.

import { describe, expect, test } from 'vitest';
import { garbage } from '../support.ts';
import { reference, simd } from './places.ts';

describe('65,536 numbers over the whole range', () => {
  test.each(['exp', 'log', 'sigmoid', 'tanh'] as const)(
    'the SIMD kernel %s has the same bits as the reference for 65,536 numbers',
    (name) => {
      const bits = Uint32Array.from({ length: 2 ** 16 }, (_, i) => Math.imul(i, 65_521));
      const values = new Float32Array(bits.buffer);
      const [ours, theirs] = [garbage(values.length), garbage(values.length)];
      simd[name](ours, values);
      reference[name](theirs, values);
      expect(ours.every((x, i) => Object.is(x, theirs[i]))).toBe(true);
    },
  );
});
