import { expect, test } from 'vitest';
import { maskOverlap, shuffleMask } from '../../../src/experiments/index.ts';
import { overlapRows } from '../../../src/experiments/masks/overlap-rows.ts';
import { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';

test('overlapRows has a row for all weights and one per layer, with the overlap expected by chance', () => {
  const mask = new Mask(
    new Map([
      ['a', Uint8Array.from({ length: 40 }, (_, i) => i % 2)],
      ['b', Uint8Array.of(0, 0)],
    ]),
  );
  const overlaps = [1, 2].map((seed) => maskOverlap(mask, shuffleMask(mask, new Random(seed))));
  const rows = overlapRows(overlaps);
  expect(rows.map(({ label, reference }) => [label, reference?.value])).toEqual([
    ['all weights', 0.5],
    ['a', 0.5],
    ['b', undefined],
  ]);
  expect(rows[1].values).toEqual(overlaps.map(({ layers }) => layers.get('a')?.overlap));
  expect(overlapRows([])).toEqual([{ label: 'all weights', values: [] }]);
});
