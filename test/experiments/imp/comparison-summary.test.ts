import { expect, test } from 'vitest';
import {
  type ComparisonFacts,
  type ComparisonOptions,
  comparison,
  type MethodFacts,
} from '../../../src/experiments/index.ts';
import { experiment } from '../small.ts';

const facts = (change: Partial<MethodFacts>): MethodFacts => ({
  method: 'standard pruning',
  iterationsBefore: 5400,
  keptTrained: 1,
  atInitial: 0,
  distanceFromInitial: 12.34,
  signsKept: 0.9,
  accuracyAtStart: 0.95,
  retraining: 1800,
  dense: 0.97,
  accuracy: 0.98,
  controls: {},
  ...change,
});

const seedWith = (accuracy: number): ComparisonFacts => ({
  methods: [facts({}), facts({ method: 'lottery ticket', accuracy, controls: { reinit: 0.96 } })],
  overlap: { overlap: 1, chance: 1 / 3 },
});

function summaryOf(...accuracies: number[]) {
  const options: ComparisonOptions = experiment().options;
  const seeds = accuracies.map((accuracy, i) => [`seed ${i}/comparison`, seedWith(accuracy)] as const);
  return comparison.summarize(options, new Map(seeds));
}

/** Returns the rows of the details, and the note below them. */
function detailsOf(...accuracies: number[]) {
  const [{ rows, note }] = summaryOf(...accuracies).details ?? [];
  return { note, row: (aspect: string) => rows.find(([name]) => name === aspect)?.slice(1) };
}

test('the details have one row per aspect, with means ± standard deviations over seeds', () => {
  const { row } = detailsOf(0.97, 0.99);
  expect(row('Goal: accuracy')).toEqual(['98.00 %', '98.00 % ± 1.41 %']);
  expect(row('When: iterations before the final mask')).toEqual(['5,400', '5,400']);
  expect(row('Weights: distance from W₀')).toEqual(['12.3', '12.3']);
  expect(row('Structure alone: new initial weights')).toEqual(['–', '96.00 %']);
});

test('the note below the details states the overlap of the masks', () => {
  expect(detailsOf(0.97).note).toBe(
    'Mean ± standard deviation of 1 seed. Their masks share 100.0 % of their weights (by chance 33.3 %).',
  );
});

test('the summary of no seeds has neither rows nor details', () => {
  const { table, details, notes } = summaryOf();
  expect([table.rows, details ?? [], notes]).toEqual([[], [], []]);
});
