import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topK } from '../../src/kernels/reference/index.ts';
import { floats, number32 } from './support.ts';

/** Computes top-k from ranks: the number of entries with a larger score, or an equal score and a lower index. */
const ranks = (scores: Float32Array) =>
  Array.from(scores, (x, i) => scores.filter((y, j) => y > x || (y === x && j < i)).length);

const scores = fc.nat({ max: 20 }).chain((n) => floats(n, number32));

test('topK keeps the first k entries by (score, index), for every k from 0 to the length', () => {
  fc.assert(
    fc.property(scores, (s) => {
      const rank = ranks(s);
      for (let k = 0; k <= s.length; k++) {
        expect([...topK(s, k)]).toEqual(rank.map((r) => (r < k ? 1 : 0)));
      }
    }),
  );
});

test('topK keeps exactly k entries when all scores tie', () => {
  fc.assert(
    fc.property(fc.nat({ max: 20 }), fc.nat({ max: 20 }), number32, (a, b, score) => {
      const [k, n] = [Math.min(a, b), Math.max(a, b)];
      const keep = topK(new Float32Array(n).fill(score), k);
      expect([...keep]).toEqual(Array.from({ length: n }, (_, i) => (i < k ? 1 : 0)));
    }),
  );
});

test('topK treats −0 and +0 as equal and keeps the lower index', () => {
  expect([...topK(Float32Array.of(-0, 0, -0, 0), 2)]).toEqual([1, 1, 0, 0]);
});

test('topK distinguishes neighboring subnormals and the largest numbers', () => {
  const tiny = 2 ** -149;
  expect([...topK(Float32Array.of(tiny, 2 * tiny, 0), 1)]).toEqual([0, 1, 0]);
  expect([...topK(Float32Array.of(-3.4e38, 3.4e38, -3.4e38, 3.4e38), 3)]).toEqual([1, 1, 0, 1]);
  const infinite = Number.POSITIVE_INFINITY;
  expect([...topK(Float32Array.of(1, infinite, infinite), 1)]).toEqual([0, 1, 0]);
});

test('topK does not mutate the scores', () => {
  const s = Float32Array.of(3, 1, 2);
  topK(s, 2);
  expect([...s]).toEqual([3, 1, 2]);
});
