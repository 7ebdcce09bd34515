import { describe, expect, test } from 'vitest';
import { type OneShotOptions, type OneShotResult, oneShot } from '../../../src/experiments/index.ts';
import { criterion } from '../../../src/pruning/criteria/criteria.ts';
import { CRITERIA, type CriterionName } from '../../../src/pruning/index.ts';
import { collect as collectSearch, experiment, levelsOf, resultsOf, summaryOf, trials } from '../small.ts';

const NAMES = Object.keys(CRITERIA) as CriterionName[];

function setUp(change: Partial<OneShotOptions> = {}) {
  const { setup, notes } = trials();
  const options: OneShotOptions = {
    ...{ seeds: [5], setup, criteria: NAMES, sparsities: [0.5, 0.75] },
    ...change,
  };
  return { options, notes };
}

const collect = (options: OneShotOptions): Promise<OneShotResult[]> => resultsOf(oneShot, options);

describe('oneShot', () => {
  test('trains the dense network once, then each criterion’s ticket at each sparsity from θ₀', async () => {
    const { options, notes } = setUp();
    const [dense, ...rest] = await collect(options);
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

  test.each(NAMES)('%s finds the same one-shot ticket as the pruner', async (name) => {
    const { options } = setUp({ criteria: [name], sparsities: [0.75] });
    const [, { mask, training, collapsed }] = await collect(options);
    const search = { targetSparsity: 0.75, pruningRounds: 1, criterion: criterion(name) };
    const [, level] = levelsOf(await collectSearch(experiment({ search, controls: [] }).options));
    expect(mask.layers).toEqual(level.mask.layers);
    expect(training).toEqual(collapsed.length === 0 ? level.training : null);
  });

  test('layer collapse gives a result without a training', async () => {
    const { options, notes } = setUp({ criteria: ['magnitude'], sparsities: [0.96] });
    const [, { collapsed, training }] = await collect(options);
    expect([collapsed.length, training]).toEqual([1, null]);
    expect(notes).toHaveLength(1);
  });

  test('with layerwise scope, every layer keeps the same fraction', async () => {
    const done = await collect(
      setUp({ criteria: ['magnitude'], sparsities: [0.5], scope: 'layerwise' }).options,
    );
    expect([...done[1].mask.counts().values()].map(({ remaining }) => remaining)).toEqual([6, 6]);
  });

  test.each([
    [{ sparsities: [0.5, 1] }, 'targetSparsity: must be in (0, 1), got 1'],
    [{ sparsities: [Number.NaN] }, 'targetSparsity: must be in (0, 1), got NaN'],
    [{ criteria: ['size' as never] }, 'criterion: must be one of'],
  ])('throws for %j before anything is trained', async (change, message) => {
    const { options, notes } = setUp(change);
    await expect(collect(options)).rejects.toThrow(message);
    expect(notes).toHaveLength(0);
  });

  test('the summary has one row for the dense network and one per criterion and sparsity', async () => {
    const { options } = setUp({ criteria: ['magnitude', 'random'], sparsities: [0.5, 0.96] });
    const { table, plots } = await summaryOf(oneShot, options);
    expect(table.rows.map(({ label }) => label)).toEqual([
      'dense',
      'magnitude, 50 % removed',
      'magnitude, 96 % removed',
      'random, 50 % removed',
      'random, 96 % removed',
    ]);
    expect(table.rows[2].values).toEqual([Number.NaN]); // layer collapse
    expect(plots[0]).toMatchObject({ name: 'learning', kind: 'learning' });
  });
});
