import { describe, expect, test } from 'vitest';
import { imp } from '../../../src/experiments/index.ts';
import { criterion } from '../../../src/pruning/criteria/criteria.ts';
import { CRITERIA, type CriterionName, RewindStrategy } from '../../../src/pruning/index.ts';
import { collect, experiment, levelsOf } from '../small.ts';

const NAMES = Object.keys(CRITERIA) as CriterionName[];

/** The experiment of three rounds, 24 weights to 6, by one criterion. */
const setUp = (name: CriterionName, change = {}) =>
  experiment({
    controls: [],
    search: { targetSparsity: 0.75, pruningRounds: 3, criterion: criterion(name), ...change },
  }).options;

describe.each(NAMES)('the search by %s on our own network', (name) => {
  test('follows the plan with nested masks and always finds the same ticket', async () => {
    const levels = levelsOf(await collect(setUp(name)));
    expect(levels.map(({ mask }) => mask.remaining)).toEqual([24, 15, 10, 6]);
    for (const [k, { mask }] of levels.entries())
      if (k > 0) expect(mask.intersect(levels[k - 1].mask).layers).toEqual(mask.layers);
    const again = levelsOf(await collect(setUp(name)));
    expect(await again[2].found?.ticket.digest()).toBe(await levels[2].found?.ticket.digest());
  });

  test('a search that empties a layer continues and reports the layer', async () => {
    const options = setUp(name, { targetSparsity: 0.96, pruningRounds: 2 });
    const levels = levelsOf(await collect({ ...options, seeds: [7] }));
    expect(levels.map(({ mask }) => mask.remaining)).toEqual([24, 5, 1]);
    expect(levels[1].found?.emptiedLayers).toHaveLength(1);
    expect(levels[2].mask.emptiedLayers()).toEqual(levels[1].found?.emptiedLayers);
    expect(levels[2].training.final.iteration).toBe(24);
  });
});

test('a search by movement stops, naming the layer, when training no longer moves the surviving weights', async () => {
  // After the first round, no path leads from the inputs to the outputs, although both layers have surviving weights.
  const options = setUp('movement', { targetSparsity: 0.96, pruningRounds: 2 });
  await expect(collect(options)).rejects.toThrow('scores "fc1.weight": must differ');
});

test('different criteria find different tickets', async () => {
  const masks = await Promise.all(
    NAMES.map(async (name) => {
      const { mask } = levelsOf(await collect(setUp(name)))[3];
      return [...mask.layers.values()].map((bits) => bits.join('')).join(' ');
    }),
  );
  expect(masks[NAMES.indexOf('large_final')]).toBe(masks[NAMES.indexOf('magnitude')]);
  expect(new Set(masks).size).toBeGreaterThan(8);
});

test('a random search uses the seed of the experiment unless another is given', async () => {
  const last = async (change = {}) => levelsOf(await collect(setUp('random', change)))[3].mask.layers;
  const { random } = setUp('random').setup(5);
  expect(await last()).toEqual(await last({ random: random.fork('scores') }));
  expect(await last({ random: random.fork('other scores') })).not.toEqual(await last());
});

test('reinitialise draws new weights in each round and resets the biases', async () => {
  const { options, notes } = experiment({ controls: [], rewindStrategy: RewindStrategy.reinitialize() });
  expect(imp.units(options).map(({ iterations }) => iterations)).toEqual([24, 24, 24, 24]);
  await collect(options);
  expect(new Set(notes.map(({ weights }) => weights['fc1.bias'].join())).size).toBe(1);
  expect(new Set(notes.map(({ weights }) => weights['fc1.weight'].join())).size).toBe(4);
});
