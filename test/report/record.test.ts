import { describe, expect, test } from 'vitest';
import { conditionsOf, verdictNotes } from '../../src/experiments/imp/verdict-text.ts';
import { type ImpFacts, imp, judge, type LevelFacts, verdictSentence } from '../../src/experiments/index.ts';
import {
  type FinishedUnit,
  lastControls,
  latestInputs,
  type RunRecord,
  runRecord,
} from '../../src/report/index.ts';
import { collect, experiment } from '../experiments/small.ts';

const { options } = experiment({ controlLevels: [1, 3], reinitializations: 2 });
const facts = (await collect(options)).map((one) => imp.facts(one) as ImpFacts);
const units: FinishedUnit[] = facts.map((one, i) => ({ facts: one, seconds: i / 4 }));
const recordOf = (known: readonly FinishedUnit[], rounds = 3): RunRecord =>
  runRecord({ seed: 5, tolerance: 0.25, rounds }, known);
const whole = recordOf(units);
const levels = facts.filter((one) => one.kind === 'level') as LevelFacts[];

describe('runRecord', () => {
  test('has the dense network, the rounds and the controls of a search, each with its facts and seconds', () => {
    const trainings = [whole.dense, ...whole.rounds, ...whole.controls];
    expect(trainings).toHaveLength(4 + 2 * 3);
    for (const [i, training] of trainings.entries()) {
      const { kind, arm, ...rest } = facts[i];
      const { ticket, inputs, control, ...figures } = { ticket: 0, inputs: 0, control: undefined, ...rest };
      expect(training).toEqual({ ...figures, ...(control && { name: control }), seconds: i / 4 });
    }
    expect(whole.rounds.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(whole.controls.map(({ name, round, copy }) => `${name} ${copy} at ${round}`)).toEqual([
      ...['reinit 1 at 1', 'reinit 2 at 1', 'reinit 1 at 3', 'reinit 2 at 3'],
      ...['shuffle 1 at 1', 'shuffle 1 at 3'],
    ]);
    expect(whole.ticket).toEqual(levels[2].ticket);
    expect([whole.seed, whole.tolerance]).toEqual([5, 0.25]);
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
  });

  test('judges the ticket of the last round against the dense network, and all of its reinitializations', () => {
    const reinits = whole.controls.filter(({ name, round }) => name === 'reinit' && round === 3);
    const quality = judge(levels[0], levels[3], { tolerance: 0.25, reinits });
    expect(whole.verdict).toEqual({ ...quality, text: verdictSentence(quality, levels[3].density) });
    expect(whole.verdict?.reinitializations).toBe(2);
    expect(conditionsOf(quality)[0].bar).toBe(
      `at least ${(100 * (levels[0].testAccuracy - 0.25)).toFixed(2)} %`,
    );
    expect(verdictNotes(quality)[0]).toContain('the mean of 2');
  });

  test('shows what is known so far: a verdict only once the dense network and the last round are trained', () => {
    for (let known = 0; known <= units.length; known++) {
      const record = recordOf(units.slice(0, known));
      expect(record.dense === null).toBe(known === 0);
      expect(record.rounds).toEqual(whole.rounds.slice(0, Math.max(0, known - 1)));
      expect(record.controls).toEqual(whole.controls.slice(0, Math.max(0, known - 4)));
      expect(record.verdict === null).toBe(known < 4);
      expect(record.ticket).toEqual(known === 0 ? null : levels[Math.min(known, 3) - 1].ticket);
      const reinits = Math.min(2, Math.max(0, known - 6));
      if (known >= 4) expect(record.verdict?.reinitializations).toBe(reinits);
    }
    expect(recordOf(units, 4).verdict).toBeNull();
    expect(recordOf(units.slice(1)).verdict).toBeNull();
  });

  test('agrees with the summary of the experiment', () => {
    const { notes } = imp.summarize(
      { ...options, tolerance: 0.25 },
      new Map(facts.map((one) => [`seed 5/${one.arm}`, one])),
    );
    const { verdict } = whole;
    expect(verdict).not.toBeNull();
    if (verdict !== null) expect(notes.slice(1)).toEqual([verdict.text, ...verdictNotes(verdict)]);
  });
});

test('lastControls has the controls of the last ticket that has been trained', () => {
  const rounds = (record: RunRecord) => lastControls(record).map(({ name, round }) => `${name} ${round}`);
  expect(rounds(whole)).toEqual(['reinit 3', 'reinit 3', 'shuffle 3']);
  expect(rounds({ ...whole, rounds: whole.rounds.slice(0, 2) })).toEqual([]);
  expect(rounds({ ...whole, rounds: [] })).toEqual([]);
});

test('latestInputs has the inputs of the latest ticket', () => {
  const inputs = (count: number) => ({ image: [1, 2] as const, outputs: 6, counts: [count, count + 1] });
  const pictured = units.map((unit, i) => {
    const { facts: own } = unit;
    return own.kind === 'level' && own.ticket ? { ...unit, facts: { ...own, inputs: inputs(i) } } : unit;
  });
  expect(latestInputs(pictured)).toEqual(inputs(2));
  expect(latestInputs(pictured.slice(0, 1))).toEqual(inputs(0));
  expect([latestInputs([]), latestInputs(units)]).toEqual([null, null]);
});
