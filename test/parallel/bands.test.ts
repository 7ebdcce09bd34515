import fc from 'fast-check';
import { expect, test } from 'vitest';
import { denseWork } from '../../src/parallel/bands.ts';
import { splitByEntries, splitEvenly } from '../../src/parallel/split-work.ts';

const sizes = { matmulBytes: () => 64, sparseBytes: () => 64 };
const parts = fc.integer({ min: 1, max: 64 });

test('parts cover a length without gap or overlap, none is empty, and all but the last are whole grains', () => {
  fc.assert(
    fc.property(fc.nat({ max: 500 }), parts, fc.integer({ min: 1, max: 16 }), (length, count, grain) => {
      const starts = splitEvenly(length, count, grain);
      expect([starts[0], starts.at(-1)]).toEqual([0, length]);
      expect(starts.length - 1).toBeLessThanOrEqual(count);
      for (let i = 1; i < starts.length; i++) {
        expect(starts[i]).toBeGreaterThan(starts[i - 1]);
        if (i < starts.length - 1) expect(starts[i] % grain).toBe(0);
      }
      expect(length === 0 ? starts : []).toEqual(length === 0 ? [0] : []);
    }),
  );
});

test('bands of entries cover all rows, and none has more than its share by more than a row', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 9 }), { maxLength: 60 }), parts, (counts, count) => {
      const rowStart = Uint32Array.from([0, ...counts]).map((_, i) => sum(counts.slice(0, i)));
      const pattern = { rows: counts.length, columns: 9, rowStart, column: new Uint32Array(sum(counts)) };
      const starts = splitByEntries(pattern, count);
      expect([starts[0], starts.at(-1)]).toEqual([0, counts.length]);
      expect(starts.length - 1).toBeLessThanOrEqual(count);
      for (let i = 1; i < starts.length; i++) {
        expect(starts[i]).toBeGreaterThan(starts[i - 1]);
        const entries = rowStart[starts[i]] - rowStart[starts[i - 1]];
        expect(entries).toBeLessThanOrEqual(sum(counts) / count + Math.max(0, ...counts) + 1);
      }
    }),
  );
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);

test('a high result is cut between rows, a wide one between columns, an empty one not at all', () => {
  const bands = (m: number, n: number) => denseWork('matmulNN', [0, 0, 0], [m, 5, n], 4, sizes).bands;
  expect(bands(64, 32).map((calls) => calls.length)).toEqual([1, 1, 1, 1]);
  expect(bands(32, 64).map((calls) => calls.length)).toEqual([3, 3, 3, 3]);
  expect(bands(3, 5)).toHaveLength(1);
  expect(bands(0, 0)).toHaveLength(0);
});
