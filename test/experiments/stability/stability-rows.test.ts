import { describe, expect, test } from 'vitest';
import { instabilityRows, successiveRows } from '../../../src/experiments/stability/stability-rows.ts';

describe('rows of distances and barriers', () => {
  const found = (['dense', 'ticket', 'random mask'] as const).flatMap((subject, i) =>
    [1, 2].map((seed) => ({ subject, orderDistance: 10 * i + seed, pruningDistance: 100 * i + seed })),
  );

  test('instabilityRows has the distances of each subject, with the paper’s values only if comparable', () => {
    const rows = instabilityRows(found, true);
    expect(rows.map(({ label, values, reference }) => [label, values, reference?.value])).toEqual([
      ['dense: two data orders', [1, 2], undefined],
      ['ticket: two data orders', [11, 12], 20.7],
      ['random mask: two orders', [21, 22], 58.6],
      ['ticket: against dense', [101, 102], 48.1],
      ['random mask: against dense', [201, 202], 75.7],
    ]);
    expect(instabilityRows(found).filter(({ reference }) => reference)).toEqual([]);
    expect(instabilityRows(found.slice(0, 2), true).map(({ label }) => label)).toEqual([
      'dense: two data orders',
    ]);
    expect(instabilityRows([])).toEqual([]);
  });

  test('successiveRows has one row per round, whatever the order of the pairs', () => {
    const one = (round: number, barrier: number) => ({ round, barrier, density: 1 });
    expect(successiveRows([one(2, 0.2), one(1, 0.1), one(1, 0.3)])).toEqual([
      { label: 'dense to 1 (100 %)', values: [0.1, 0.3] },
      { label: 'round 1 to 2 (100 %)', values: [0.2] },
    ]);
  });
});
