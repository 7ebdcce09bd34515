import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as reference from '../../../src/kernels/reference/index.ts';
import { topK } from '../../../src/kernels/select.ts';
import { floats, number32 } from '../support.ts';

const scores = fc.oneof(
  fc.nat({ max: 40 }).chain((n) => floats(n, number32)),
  fc.nat({ max: 40 }).chain((n) => floats(n, fc.constantFrom(0, -0, 1, 2 ** -149, -(2 ** -149)))),
  fc.nat({ max: 40 }).chain((n) => floats(n, fc.constantFrom(Infinity, -Infinity, 3.4e38, 1.0000001, 1))),
);

test('the radix selection keeps exactly what sorting keeps, for every k', () => {
  fc.assert(
    fc.property(scores, (s) => {
      for (let k = 0; k <= s.length; k++) expect(topK(s, k)).toEqual(reference.topK(s, k));
    }),
  );
});

test('the same over several blocks, on a part of a larger array, with many ties', () => {
  const all = Float32Array.from({ length: 40_003 }, (_, i) => (Math.imul(i, 2_654_435_769) >> 20) / 64);
  const s = all.subarray(3);
  const before = s.slice();
  for (const k of [0, 1, 17, 20_000, 39_999, 40_000]) expect(topK(s, k)).toEqual(reference.topK(s, k));
  expect(s).toEqual(before);
});
