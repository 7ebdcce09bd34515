// That few scores are ranked as sorting ranks them is a law: test/laws. Here are many.

import { expect, test } from 'vitest';
import * as reference from '../../../src/kernels/reference/index.ts';
import { topK } from '../../../src/kernels/select.ts';

test('top-k over several blocks, on a part of a larger array, with many ties', () => {
  const all = Float32Array.from({ length: 40_003 }, (_, i) => (Math.imul(i, 2_654_435_769) >> 20) / 64);
  const s = all.subarray(3);
  const before = s.slice();
  for (const k of [0, 1, 17, 20_000, 39_999, 40_000]) expect(topK(s, k)).toEqual(reference.topK(s, k));
  expect(s).toEqual(before);
});
