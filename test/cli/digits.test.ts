import { describe, expect, test } from 'vitest';
import { DEFAULTS, type FindConfig } from '../../src/cli/find-config.ts';
import { levelsTable } from '../../src/cli/table.ts';
import { trialsTable } from '../../src/cli/trials-table.ts';
import { trialsLines } from '../../src/cli/trials-words.ts';
import { summarizeTrials, type TrialEntry } from '../../src/report/index.ts';
import { finished } from '../report/records.ts';

/** A trial whose ticket is this much better than its dense network. */
function trial(seed: number, difference: number): TrialEntry<FindConfig> {
  const last = finished.rounds[finished.rounds.length - 1];
  const rounds = [{ ...last, testAccuracy: 0.9741 + difference }];
  const record = { ...finished, config: { ...DEFAULTS, seed }, rounds };
  return { seed, folder: `seed-${seed}`, record, error: null };
}
const trialsOf = (...differences: readonly number[]) =>
  summarizeTrials(
    DEFAULTS,
    differences.map((difference, i) => trial(i + 1, difference)),
  );

describe('the lines below several trials', () => {
  test('predict no number of seeds from fewer than five', () => {
    const text = (count: number) =>
      trialsLines(trialsOf(...[0.001, -0.001, 0.002, -0.002, 0.001].slice(0, count))).join('\n');
    for (const count of [1, 2, 3, 4]) expect(text(count)).not.toContain('Detecting');
    expect(text(5)).toMatch(/Detecting 0\.2 points at this standard deviation takes about \d+ seeds\./);
  });

  test('tell a mean from the limit that it misses', () => {
    const line = trialsLines(trialsOf(-0.002_04, -0.002_04, -0.002_04)).find((one) => one.includes('target'));
    expect(line).toContain('−0.204 [−0.204, −0.204] against −0.200');
  });
});

test('the table of trials tells unequal accuracies apart', () => {
  const table = trialsTable(trialsOf(0.002_51, 0.002_54));
  expect(table).toContain('97.661 %');
  expect(table).toContain('97.664 %');
});

test('the table of levels tells unequal accuracies apart', () => {
  const [first, second] = finished.rounds;
  const rounds = [first, { ...second, testAccuracy: first.testAccuracy + 0.000_03 }];
  const table = levelsTable({ ...finished, rounds, controls: {} });
  expect(table).toContain('97.520 %');
  expect(table).toContain('97.523 %');
});
