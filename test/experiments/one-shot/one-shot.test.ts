import { describe, expect, test } from 'vitest';
import { type CriteriaSetup, type CriterionResult, runCriteria } from '../../../src/experiments/index.ts';
import { CRITERIA, type CriterionName, criterion } from '../../../src/pruning/index.ts';
import { collect as collectExperiment, experiment, levelsOf } from '../small.ts';

const NAMES = Object.keys(CRITERIA) as CriterionName[];

function setUp(change: Partial<CriteriaSetup> = {}) {
  const { setup, notes } = experiment();
  const { makeModel, makeTrainer, random } = setup;
  const whole: CriteriaSetup = {
    ...{ makeModel, makeTrainer, random, criteria: NAMES, sparsities: [0.5, 0.75] },
    ...change,
  };
  return { setup: whole, notes };
}

async function collect(setup: CriteriaSetup): Promise<CriterionResult[]> {
  const done: CriterionResult[] = [];
  for await (const result of runCriteria(setup)) done.push(result);
  return done;
}

describe('runCriteria', () => {
  test('trains the dense network once, then each criterion’s ticket at each sparsity from θ₀', async () => {
    const { setup, notes } = setUp();
    const [dense, ...rest] = await collect(setup);
    expect([dense.criterion, dense.mask.sparsity]).toEqual(['dense', 0]);
    expect(rest.map(({ criterion, sparsity }) => [criterion, sparsity])).toEqual(
      NAMES.flatMap((name) => [
        [name, 0.5],
        [name, 0.75],
      ]),
    );
    expect(rest.map(({ mask }) => mask.sparsity)).toEqual(rest.map(({ sparsity }) => sparsity));
    const trained = rest.filter(({ training }) => training !== null);
    expect(notes).toHaveLength(1 + trained.length);
    trained.forEach(({ mask }, i) => {
      for (const [name, bits] of mask.layers) {
        const initial = notes[0].weights[name];
        expect(notes[i + 1].weights[name]).toEqual([...bits].map((bit, j) => (bit === 1 ? initial[j] : 0)));
      }
    });
  });

  test.each(NAMES)('%s finds the one-shot ticket that the pruner finds', async (name) => {
    const { setup } = setUp({ criteria: [name], sparsities: [0.75] });
    const [, { mask, training, collapsed }] = await collect(setup);
    const search = { targetSparsity: 0.75, pruningRounds: 1, importance: criterion(name) };
    const [, level] = levelsOf(await collectExperiment(experiment({ search, controls: [] }).setup));
    expect(mask.layers).toEqual(level.mask.layers);
    expect(training).toEqual(collapsed.length === 0 ? level.training : null);
  });

  test('layer collapse is a result without a training', async () => {
    const { setup, notes } = setUp({ criteria: ['magnitude'], sparsities: [0.96] });
    const [, { collapsed, training }] = await collect(setup);
    expect([collapsed.length, training]).toEqual([1, null]);
    expect(notes).toHaveLength(1);
  });

  test('layerwise, every layer keeps its share', async () => {
    const done = await collect(
      setUp({ criteria: ['magnitude'], sparsities: [0.5], scope: 'layerwise' }).setup,
    );
    expect([...done[1].mask.counts().values()].map(({ remaining }) => remaining)).toEqual([6, 6]);
  });

  test.each([
    [{ sparsities: [0.5, 1] }, 'targetSparsity: must be in (0, 1), got 1'],
    [{ sparsities: [Number.NaN] }, 'targetSparsity: must be in (0, 1), got NaN'],
    [{ criteria: ['size' as never] }, 'criterion: must be one of'],
  ])('refuses %j before it trains', async (change, message) => {
    const { setup, notes } = setUp(change);
    await expect(collect(setup)).rejects.toThrow(message);
    expect(notes).toHaveLength(0);
  });
});
