import { describe, expect, test } from 'vitest';
import { everySet, type LawSet, ours, testLaws } from '../../src/laws/index.ts';

// LAW_RUNS=10000 tries as many cases a law; LAW_SEED pins them, and is otherwise drawn and printed when a law breaks.

/** Which of ours each set of laws speaks of, by the set's name. */
const OURS: Readonly<Record<string, unknown>> = {
  mask: ours.mask,
  shuffle: ours.shuffle,
  schedule: ours.schedule,
  select: ours.select,
  criteria: ours.criteria,
  round: ours.pruner,
  rewind: ours.pruner,
  pruner: ours.pruner,
  'masked step': ours.maskedStep,
  'sparse layer': ours.sparseLayer,
  gradient: ours.gradient,
  ticket: ours.ticket,
  verdict: ours.verdict,
  'edge-popup': ours.edgePopup,
  'subset sum': ours.subsetSum,
  path: ours.path,
};

test('every set of laws is checked against an implementation of this package', () => {
  expect(Object.keys(OURS).toSorted()).toEqual(everySet.map(({ name }) => name).toSorted());
});

for (const set of everySet as readonly LawSet<unknown>[])
  testLaws(set, OURS[set.name], { describe, it: test }, { timeout: 600_000 });
