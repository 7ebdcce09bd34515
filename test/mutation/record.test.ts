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

describe('the score', () => {
  test('is what was noticed, tests that failed and tests that did not end, in percent of all mutants', () => {
    expect(score([outcome(6, 1, 3)])).toBe(70);
    expect(score([outcome(6, 1, 3), outcome(90, 0, 0)])).toBe(97);
  });
});

describe('the page', () => {
  test('counts each part and their sum, and lists survivors that nobody explained as such', () => {
    const text = page({ optim: outcome(6, 1, 3), numeric: outcome(90, 0, 0) });
    expect(text).toContain('| optim | 2019-05-06 | 10 | 6 | 1 | 3 | 70.0 % |');
    expect(text).toContain('| all |  | 100 | 96 | 1 | 3 | 97.0 % |');
    expect(text).toContain('**Not explained.**\n\n- `a.ts`: ` 0 → 1 `');
  });

  test('in the folder is that of the record', () => {
    expect(read('README.md')).toBe(page(record));
  });
});

describe('the record', () => {
  test('has every part, each with at least its minimum score', () => {
    expect(Object.keys(record).toSorted()).toEqual(PART_NAMES.toSorted());
    for (const name of PART_NAMES)
      expect(score([record[name] as Outcome])).toBeGreaterThanOrEqual(PARTS[name].minScore);
  });

  test('has a reason for every survivor', () => {
    expect(survivors.filter((survivor) => reasonOf(survivor) === undefined)).toEqual([]);
  });

  test('has every survivor that a reason is given for', () => {
    const told = SURVIVORS.flatMap(({ file, changes }) => changes.map((change) => `${file}: ${change}`));
    const found = new Set(survivors.map(({ file, change }) => `${file}: ${change}`));
    expect(told.filter((one) => !found.has(one))).toEqual([]);
  });
});
