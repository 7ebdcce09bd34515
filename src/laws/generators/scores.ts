import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import { number32 } from './numbers.ts';

/** Generates scores: ties, ±0, subnormal numbers and both infinities are frequent. */
export const score: Arbitrary<number> = fc.oneof(
  { weight: 9, arbitrary: number32 },
  { weight: 1, arbitrary: fc.constantFrom(Infinity, -Infinity) },
);

/** Generates scores, and the number of scores to keep, from 0 to all of them. */
export const scoredCounts: Arbitrary<{ scores: Float32Array; keep: number }> = fc
  .tuple(fc.array(score, { minLength: 1, maxLength: 12 }), fc.nat({ max: 12 }))
  .map(([list, any]) => ({ scores: Float32Array.from(list), keep: any % (list.length + 1) }));

/** Generates scores together with their images under a strictly increasing function. */
export const mappedScores: Arbitrary<{ scores: Float32Array; mapped: Float32Array; keep: number }> = fc
  .tuple(scoredCounts, fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 13, maxLength: 13 }))
  .map(([{ scores, keep }, gaps]) => {
    const values = [...new Set(scores.map((x) => x + 0))].sort((a, b) => a - b); // Adding 0 turns −0 into +0.
    const image = new Map(values.map((x, i) => [x, gaps.slice(0, i + 1).reduce((a, b) => a + b) - gaps[12]]));
    return { scores, mapped: scores.map((x) => image.get(x + 0) as number), keep };
  });

/** Generates the rows of a matrix of distinct scores, and a permutation of the rows. */
export const unitScores: Arbitrary<{ rows: Float32Array[]; order: number[]; keep: number }> = fc
  .record({ rows: fc.integer({ min: 1, max: 4 }), columns: fc.integer({ min: 1, max: 4 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      scores: shuffled(rows * columns),
      order: shuffled(rows),
      keep: fc.nat({ max: rows * columns }),
      columns: fc.constant(columns),
    }),
  )
  .map(({ scores, order, keep, columns }) => ({
    rows: order.map((_, i) => Float32Array.from(scores.slice(i * columns, (i + 1) * columns))),
    order,
    keep,
  }));

/** Generates the scores of several non-empty layers, and the number of scores to keep in each layer. */
export const layeredScores: Arbitrary<{ layers: Float32Array[]; keep: number[] }> = fc
  .array(scoredCounts, { minLength: 1, maxLength: 3 })
  .map((layers) => ({ layers: layers.map(({ scores }) => scores), keep: layers.map(({ keep }) => keep) }));

/** Generates the integers from 0 to n − 1 in random order. */
function shuffled(n: number): Arbitrary<number[]> {
  return fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n, maxLength: n },
  );
}
