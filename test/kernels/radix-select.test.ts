// The law of top-k (test/laws) covers few scores. These tests cover many scores, and compare the radix select with the sort.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { radixSelect } from '../../src/kernels/radix-select.ts';
import * as reference from '../../src/kernels/reference/index.ts';
import { floats, number32 } from './support.ts';

test('radixSelect keeps the same entries as the sort for scores with ties, −0 and subnormals', () => {
  const some = fc.oneof(
    number32,
    fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -149), Infinity, -Infinity),
  );
  const scores = fc.nat({ max: 19 }).chain((n) => fc.tuple(floats(n, some), fc.nat({ max: n })));
  fc.assert(
    fc.property(scores, ([s, k]) => {
      expect(radixSelect(s, k)).toEqual(reference.topK(s, k));
    }),
  );
});

test('radixSelect keeps the same entries as the sort for a subarray of 40,000 scores with many ties', () => {
  const all = Float32Array.from({ length: 40_003 }, (_, i) => (Math.imul(i, 2_654_435_769) >> 20) / 64);
  const s = all.subarray(3);
  const before = s.slice();
  for (const k of [0, 1, 17, 20_000, 39_999, 40_000]) expect(radixSelect(s, k)).toEqual(reference.topK(s, k));
  expect(s).toEqual(before);
});

test('radixSelect keeps the first k of equal scores', () => {
  for (const n of [16_383, 16_384, 16_385, 40_001]) {
    for (const k of [0, 1, 16_384, n - 1, n]) {
      const first = new Uint8Array(n).fill(1, 0, k);
      expect(radixSelect(new Float32Array(n).fill(1), k)).toEqual(first);
    }
  }
});
