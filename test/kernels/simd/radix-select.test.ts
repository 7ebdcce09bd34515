// That few scores are ranked as sorting ranks them is a law too: test/laws. Here it is shown for `topK` by itself, and for
// many scores.

import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import * as reference from '../../../src/kernels/reference/index.ts';
import { standInForTopK, topK, topKAlone } from '../../../src/kernels/select.ts';
import { floats, number32 } from '../support.ts';

afterEach(() => standInForTopK(null));

test('top-k of few scores is what sorting keeps, ties, −0 and subnormals among them', () => {
  const some = fc.oneof(
    number32,
    fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -149), Infinity, -Infinity),
  );
  const scores = fc.nat({ max: 19 }).chain((n) => fc.tuple(floats(n, some), fc.nat({ max: n })));
  fc.assert(
    fc.property(scores, ([s, k]) => {
      expect(topK(s, k)).toEqual(reference.topK(s, k));
    }),
  );
});

test('top-k over several blocks, on a part of a larger array, with many ties', () => {
  const all = Float32Array.from({ length: 40_003 }, (_, i) => (Math.imul(i, 2_654_435_769) >> 20) / 64);
  const s = all.subarray(3);
  const before = s.slice();
  for (const k of [0, 1, 17, 20_000, 39_999, 40_000]) expect(topK(s, k)).toEqual(reference.topK(s, k));
  expect(s).toEqual(before);
});

test('top-k over several blocks of one score keeps the first k', () => {
  for (const n of [16_383, 16_384, 16_385, 40_001]) {
    for (const k of [0, 1, 16_384, n - 1, n]) {
      const first = new Uint8Array(n).fill(1, 0, k);
      expect(topK(new Float32Array(n).fill(1), k)).toEqual(first);
    }
  }
});

test('another function may stand in, until it no longer does', () => {
  const none = (scores: Float32Array) => new Uint8Array(scores.length);
  standInForTopK(none);
  expect(topK(Float32Array.of(1, 2), 1)).toEqual(Uint8Array.of(0, 0));
  expect(topKAlone(Float32Array.of(1, 2), 1)).toEqual(Uint8Array.of(0, 1));
  standInForTopK(null);
  expect(topK(Float32Array.of(1, 2), 1)).toEqual(Uint8Array.of(0, 1));
});
