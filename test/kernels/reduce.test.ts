import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum, sumRows } from '../../src/kernels/reference/index.ts';
import {
  equallyLongArrays,
  expectBits,
  filled,
  floats,
  garbage,
  inBlocks,
  LONG,
  ordinary,
  u,
} from './support.ts';

const { fround } = Math;

/** Adds in lane order, by extracting the terms of each lane first. */
function laneSum(terms: number[]): number {
  const [a, b, c, d] = [0, 1, 2, 3].map((lane) =>
    terms.filter((_, p) => p % 4 === lane).reduce((s, x) => fround(s + x), 0),
  );
  return fround(fround(a + b) + fround(c + d));
}

test('sum adds in lane order', () => {
  fc.assert(fc.property(equallyLongArrays(1), ([a]) => expectBits([sum(a)], [laneSum([...a])])));
});

test('sum returns +0 for an empty array and for an array of −0', () => {
  expectBits(
    [sum(new Float32Array(0)), sum(Float32Array.of(-0)), sum(Float32Array.of(-0, -0, -0, -0))],
    [0, 0, 0],
  );
});

test('sum keeps small terms that a single running sum would lose', () => {
  expect(sum(Float32Array.of(2 ** 24, 1, 1, 1, 1, 1, 1, 1))).toBe(2 ** 24 + 6);
});

test('the error of sum is at most that of n ÷ 4 + 2 roundings relative to Σ|a|', () => {
  fc.assert(
    fc.property(equallyLongArrays(1, 64, ordinary), ([a]) => {
      const exact = a.reduce((s, x) => s + x, 0);
      const size = a.reduce((s, x) => s + Math.abs(x), 0);
      const roundings = Math.ceil(a.length / 4) + 2;
      expect(Math.abs(sum(a) - exact)).toBeLessThanOrEqual((roundings * u * size) / (1 - roundings * u));
    }),
  );
});

test.each(LONG)('sum and sumRows add %i terms in blocks', (length) => {
  const a = filled(3 * length);
  const columns = [0, 1, 2].map((j) => a.filter((_, at) => at % 3 === j));
  const expected = columns.map((column) =>
    inBlocks(length, (from, to) => laneSum([...column.subarray(from, to)])),
  );
  const s = garbage(3);
  sumRows(s, a, length, 3);
  expectBits(s, expected);
  expectBits(columns.map(sum), expected);
});

test('sumRows adds each column in lane order', () => {
  const matrices = fc
    .tuple(fc.nat({ max: 11 }), fc.nat({ max: 5 }))
    .chain(([rows, columns]) => fc.tuple(fc.constant(rows), fc.constant(columns), floats(rows * columns)));
  fc.assert(
    fc.property(matrices, ([rows, columns, a]) => {
      const s = garbage(columns);
      sumRows(s, a, rows, columns);
      expectBits(
        s,
        Array.from({ length: columns }, (_, j) => laneSum([...a].filter((_, at) => at % columns === j))),
      );
    }),
  );
});
