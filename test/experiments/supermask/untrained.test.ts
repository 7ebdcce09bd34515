import { expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import {
  differentSign,
  runExperiment,
  type SupermaskExperimentOptions,
  sameSign,
  signedConstants,
  supermask,
  type TrialSetup,
  type UntrainedOptions,
  type UntrainedSupermask,
} from '../../../src/experiments/index.ts';
import type { mlp } from '../../../src/nn/index.ts';
import { CRITERIA, type Criterion } from '../../../src/pruning/index.ts';
import { evaluate } from '../../../src/training/index.ts';
import { trainerOf } from '../../training/small.ts';
import { resultsOf, summaryOf, trials } from '../small.ts';
import { SCORES } from '../subnetwork/small.ts';

const CRITERIA_BY_NAME = { large_final_same_sign: sameSign(CRITERIA.large_final), random: CRITERIA.random };

const trialOf = (change: Partial<TrialSetup> = {}): TrialSetup => ({
  ...trials({ makeTrainer: (model) => trainerOf(model as ReturnType<typeof mlp>) }).setup(4),
  ...change,
});

const options = (
  change: Partial<UntrainedOptions> = {},
  trial: TrialSetup = trialOf(),
): SupermaskExperimentOptions => ({
  ...{ seeds: [4], setup: () => trial, scores: SCORES },
  untrained: { setup: () => trial, criteria: CRITERIA_BY_NAME, levels: 5, ...change },
});

const masksOf = async (...of: Parameters<typeof options>): Promise<UntrainedSupermask[]> =>
  (await resultsOf(supermask, options(...of))).filter((result) => result.kind === 'untrained');

const one = (...values: number[]) => new Map([['a', Float32Array.from(values)]]);

test('sign criteria rank weights whose sign did not change first, or last', () => {
  const evidence = { initial: one(1, -1, 1, -1, 0), trained: one(2, -3, -4, 5, 6), layer: 'a' };
  const ranked = (criterion: Criterion) => {
    const scores = criterion(evidence);
    return [...scores.keys()].sort((i, j) => scores[j] - scores[i] || i - j);
  };
  expect(ranked(sameSign(CRITERIA.large_final))).toEqual([1, 0, 2, 3, 4]);
  expect(ranked(differentSign(CRITERIA.large_final))).toEqual([4, 3, 2, 0, 1]);
  for (const score of sameSign(CRITERIA.large_final)(evidence)) expect(Number.isFinite(score)).toBe(true);
});

test('yields the supermask, the training, then all levels of each criterion over both kinds of weights', async () => {
  const kinds = (await resultsOf(supermask, options())).map(({ kind }) => kind);
  expect(kinds).toEqual(['supermask', 'trained', 'untrained', 'untrained', 'untrained', 'untrained']);
  const found = await masksOf();
  expect(found.map(({ criterion, weights }) => [criterion, weights])).toEqual([
    ['large_final_same_sign', 'initial'],
    ['large_final_same_sign', 'signed constant'],
    ['random', 'initial'],
    ['random', 'signed constant'],
  ]);
  for (const { levels, validationAccuracy } of found) {
    expect(levels.map(({ density }) => density)).toEqual(
      levels.map(({ density }) => density).sort((a, b) => b - a),
    );
    expect(levels).toHaveLength(6);
    expect(validationAccuracy).toBe(Math.max(...levels.map((level) => level.validationAccuracy)));
  }
});

test('evaluates the network before training under the mask', async () => {
  const trial = trialOf();
  for (const { mask, weights, testAccuracy } of await masksOf({}, trial)) {
    const network = trial.makeModel(trial.random.fork('initialisation'));
    if (weights === 'signed constant') {
      const constants = signedConstants(network.prunableWeights());
      for (const [name, values] of network.prunableWeights()) values.set(constants.get(name) as Float32Array);
    }
    network.setMask(mask.layers);
    expect(evaluate(network, trial.data.test).accuracy).toBe(testAccuracy);
  }
});

test('the selected level does not depend on the test set', async () => {
  const { data } = trialOf();
  const chosen = (found: UntrainedSupermask[]) => found.map(({ mask }) => mask.density);
  const other = { ...data, test: data.train };
  expect(chosen(await masksOf({}, trialOf({ data: other })))).toEqual(chosen(await masksOf()));
});

test('throws for no criteria or no levels, and when the signal is aborted', async () => {
  expect(() => supermask.units(options({ criteria: {} }))).toThrow(
    'criteria: must contain at least one criterion',
  );
  for (const levels of [0, -1, 1.5, Number.NaN])
    expect(() => supermask.units(options({ levels }))).toThrow(ValueError);
  const controller = new AbortController();
  const reason = new Error('enough');
  const run = async () => {
    for await (const { result } of runExperiment(supermask, options(), { signal: controller.signal }))
      if (result.kind === 'trained') controller.abort(reason);
  };
  await expect(run()).rejects.toBe(reason);
});

test('the summary has three rows for learned masks, then one per criterion and kind of weights', async () => {
  const { line, table, notes } = await summaryOf(supermask, options());
  expect(table.rows.map(({ label }) => label)).toEqual([
    'learned, sampled',
    'learned, likeliest',
    'learned, expected',
    'large_final_same_sign, w₀',
    'large_final_same_sign, ±σ',
    'random, w₀',
    'random, ±σ',
  ]);
  expect(line).toMatch(/^sampled [\d.]+ % {2}likeliest [\d.]+ % \([\d.]+ % kept\) {2}expected [\d.]+ %$/);
  expect(notes).toHaveLength(3);
  const papers = await summaryOf(supermask, { ...options(), isLeNetOnMnist: true });
  expect(papers.table.rows.map(({ reference }) => reference?.value ?? null)).toEqual([
    ...[0.953, null, null],
    ...[null, 0.86, null, null],
  ]);
  expect(supermask.summarize(options(), new Map()).table.rows).toEqual([]);
});

test('without criteria the experiment only learns supermasks, one per seed', async () => {
  const { untrained: _, ...learned } = options();
  const units = supermask.units({ ...learned, seeds: [4, 5] });
  expect(units.map(({ id, iterations }) => [id, iterations])).toEqual([
    ['seed 4/scores', 30],
    ['seed 5/scores', 30],
  ]);
  expect((await summaryOf(supermask, learned)).table.rows).toHaveLength(3);
});
