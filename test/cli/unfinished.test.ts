// What a run shows before all of it has finished, without running it again for each stage.

import { beforeAll, describe, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { resultsOf } from '../../src/cli/results.ts';
import { FolderStore } from '../../src/runs/folder-store.ts';
import type { UnitEntry } from '../../src/runs/store.ts';
import { succeeding } from './in-process.ts';
import { type AnyRecord, folder, recordIn } from './run-folders.ts';
import { TINY } from './tiny.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.each(COMMANDS.map(({ name }) => name))('%s, unfinished', (name) => {
  const out = folder(name);
  let store: FolderStore;
  beforeAll(async () => {
    await succeeding(`${TINY[name]} --trials 2 --quiet --out ${out}`);
    store = await FolderStore.open(out);
  });

  /** The results if only these of the finished units had finished. */
  const resultsIf = (isKnown: (seed: number, place: number) => boolean) => {
    const { plan, entries } = store;
    const known = new Map<string, UnitEntry>();
    for (const seed of plan.seeds)
      for (const [place, { id }] of plan.units.filter((unit) => unit.seed === seed).entries())
        if (isKnown(seed, place)) known.set(id, entries.get(id) as UnitEntry);
    const { record, words, drawings } = resultsOf({ plan, entries: known });
    expect(`${JSON.stringify(record)}${words}`).not.toMatch(/NaN|undefined|Infinity/);
    expect(drawings.get('report.html')).toContain('</html>');
    return record as AnyRecord;
  };
  const unitsPerSeed = () => store.plan.units.length / 2;
  const whole = () => recordIn(out).figures ?? [];

  test('has results at each stage of one of its seeds, with values of the other one only', () => {
    for (const [partial, other] of [
      [1, 2],
      [2, 1],
    ])
      for (let stage = 0; stage < unitsPerSeed(); stage++) {
        const { figures = [], trials } = resultsIf((seed, place) => seed !== partial || place < stage);
        expect(trials.map(({ seconds }) => seconds === null)).toEqual([partial === 1, partial === 2]);
        expect(figures.map(({ label, values }) => [label, values])).toEqual(
          whole().map(({ label, values }) => [label, [values[other - 1]]]),
        );
      }
  });

  test('has results while its first seed runs, each of which is also in the end', () => {
    for (let stage = 0; stage <= unitsPerSeed(); stage++) {
      const { figures = [] } = resultsIf((seed, place) => seed === 1 && place < stage);
      for (const { label, values } of figures) {
        const last = whole().find((row) => row.label === label);
        expect(values).toEqual([last?.values[0]]);
      }
      if (stage === unitsPerSeed()) expect(figures).toHaveLength(whole().length);
    }
  });

  test('has results if any unit of its only known seed is missing', () => {
    for (let missing = 0; missing < unitsPerSeed(); missing++)
      resultsIf((seed, place) => seed === 1 && place !== missing);
  });
});
