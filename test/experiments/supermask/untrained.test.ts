import { expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import {
  differentSign,
  runUntrainedSupermasks,
  sameSign,
  signedConstants,
  type UntrainedSetup,
  type UntrainedSupermask,
} from '../../../src/experiments/supermask/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import { CRITERIA, type Importance } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { evaluate } from '../../../src/training/index.ts';
import { moons, trainerOf } from '../../training/small.ts';

const setup = (change: Partial<UntrainedSetup> = {}): UntrainedSetup => ({
  makeModel: (random) => mlp([2, 6, 2], { random }),
  makeTrainer: (model) => trainerOf(model as ReturnType<typeof mlp>),
  data: moons(),
  criteria: { large_final_same_sign: sameSign(CRITERIA.large_final), random: CRITERIA.random },
  levels: 5,
  random: new Random(4),
  ...change,
});

async function masksOf(of: UntrainedSetup): Promise<UntrainedSupermask[]> {
  const found: UntrainedSupermask[] = [];
  for await (const item of runUntrainedSupermasks(of)) if (item.kind === 'untrained') found.push(item);
  return found;
}

const one = (...values: number[]) => new Map([['a', Float32Array.from(values)]]);

test('by sign, the weights whose sign training kept rank first, or last', () => {
  const evidence = { initial: one(1, -1, 1, -1, 0), trained: one(2, -3, -4, 5, 6), layer: 'a' };
  const ranked = (importance: Importance) => {
    const scores = importance(evidence);
    return [...scores.keys()].sort((i, j) => scores[j] - scores[i] || i - j);
  };
  expect(ranked(sameSign(CRITERIA.large_final))).toEqual([1, 0, 2, 3, 4]);
  expect(ranked(differentSign(CRITERIA.large_final))).toEqual([4, 3, 2, 0, 1]);
  for (const score of sameSign(CRITERIA.large_final)(evidence)) expect(Number.isFinite(score)).toBe(true);
});

test('the training comes first, then each criterion over both kinds of weights, every level evaluated', async () => {
  const kinds = [];
  for await (const item of runUntrainedSupermasks(setup())) kinds.push(item.kind);
  expect(kinds).toEqual(['trained', 'untrained', 'untrained', 'untrained', 'untrained']);
  const found = await masksOf(setup());
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

test('what is read is the network before training, under the mask', async () => {
  const of = setup();
  for (const { mask, weights, testAccuracy } of await masksOf(of)) {
    const network = of.makeModel(of.random.fork('initialisation'));
    if (weights === 'signed constant') {
      const constants = signedConstants(network.prunableWeights());
      for (const [name, values] of network.prunableWeights()) values.set(constants.get(name) as Float32Array);
    }
    network.setMask(mask.layers);
    expect(evaluate(network, of.data.test).accuracy).toBe(testAccuracy);
  }
});

test('the test set chooses nothing', async () => {
  const { data } = setup();
  const chosen = (found: UntrainedSupermask[]) => found.map(({ mask }) => mask.density);
  const other = { ...data, test: data.train };
  expect(chosen(await masksOf(setup({ data: other })))).toEqual(chosen(await masksOf(setup())));
});

test('no criteria or no levels are refused, and an abort ends it', async () => {
  await expect(masksOf(setup({ criteria: {} }))).rejects.toThrow('criteria: must have at least one');
  for (const levels of [0, -1, 1.5, Number.NaN])
    await expect(masksOf(setup({ levels }))).rejects.toThrow(ValueError);
  const reason = new Error('enough');
  const aborted = runUntrainedSupermasks(setup(), { signal: AbortSignal.abort(reason) });
  await expect(aborted.next()).rejects.toBe(reason);
});
