import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PART_NAMES, PARTS } from './parts.ts';
import { type MutationRecord, type Outcome, page, reasonOf, score } from './record.ts';
import { SURVIVORS } from './survivors.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const record: MutationRecord = JSON.parse(read('record.json'));
const outcomes = Object.values(record);
const survivors = outcomes.flatMap((outcome) => outcome.survivors);

const outcome = (killed: number, timeout: number, survived: number): Outcome => ({
  date: '2019-05-06',
  killed,
  timeout,
  survivors: Array.from({ length: survived }, (_, i) => ({ file: 'a.ts', change: `${i} → ${i + 1}` })),
});

describe('score', () => {
  test('returns the percentage of mutants that were killed or timed out', () => {
    expect(score([outcome(6, 1, 3)])).toBe(70);
    expect(score([outcome(6, 1, 3), outcome(90, 0, 0)])).toBe(97);
  });
});

describe('page', () => {
  test('counts the mutants of each part and of all parts, and lists survivors without a reason separately', () => {
    const text = page({ optim: outcome(6, 1, 3), numeric: outcome(90, 0, 0) });
    expect(text).toContain('| optim | 2019-05-06 | 10 | 6 | 1 | 3 | 70.0 % |');
    expect(text).toContain('| all |  | 100 | 96 | 1 | 3 | 97.0 % |');
    expect(text).toContain('**No reason given.**\n\n- `a.ts`: ` 0 → 1 `');
  });

  test('equals README.md for the saved record', () => {
    expect(read('README.md')).toBe(page(record));
  });
});

describe('the saved record', () => {
  test('contains every part with at least its minimum score', () => {
    expect(Object.keys(record).toSorted()).toEqual(PART_NAMES.toSorted());
    for (const name of PART_NAMES)
      expect(score([record[name] as Outcome])).toBeGreaterThanOrEqual(PARTS[name].minScore);
  });

  test('contains no survivor without a reason', () => {
    expect(survivors.filter((survivor) => reasonOf(survivor) === undefined)).toEqual([]);
  });

  test('contains every survivor for which a reason is given', () => {
    const told = SURVIVORS.flatMap(({ file, changes }) => changes.map((change) => `${file}: ${change}`));
    const found = new Set(survivors.map(({ file, change }) => `${file}: ${change}`));
    expect(told.filter((one) => !found.has(one))).toEqual([]);
  });
});
