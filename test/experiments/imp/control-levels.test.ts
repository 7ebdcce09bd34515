import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import { type Control, type ControlName, type ImpOptions, imp } from '../../../src/experiments/index.ts';
import { RewindStrategy } from '../../../src/pruning/index.ts';
import { bits } from '../../training/small.ts';
import { collect, experiment, levelsOf } from '../small.ts';

const ids = (change: Partial<ImpOptions>) =>
  imp
    .units(experiment(change).options)
    .filter(({ kind }) => kind === 'control')
    .map(({ id, arm, needs }) => {
      expect(id).toBe(`seed 5/${arm}`);
      return `${arm} needs ${needs.map((need) => need.replace('seed 5/', '')).join()}`;
    });

const controlsOf = (done: Awaited<ReturnType<typeof collect>>) =>
  done.filter(({ kind }) => kind === 'control');
const named = (done: Awaited<ReturnType<typeof collect>>, arm: string) =>
  done.find((one) => one.kind === 'control' && one.arm === arm) as Control;

describe('the plan of controls', () => {
  test('has one control of each name at the last level by default', () => {
    expect(ids({})).toEqual(['reinit needs level 2', 'shuffle needs level 2']);
    expect(ids({ controlLevels: 'last', reinitializations: 1 })).toEqual(ids({}));
    expect(ids({ controls: [], controlLevels: 'all', reinitializations: 5 })).toEqual([]);
    expect(ids({ controls: ['shuffle', 'shuffle'] })).toEqual(['shuffle needs level 2']);
  });

  test('orders controls by name, round and copy, and only reinit has copies', () => {
    const controls = ['shuffle', 'reinit', 'reinitialise'] as const;
    expect(ids({ controls, controlLevels: [3, 1], reinitializations: 2 })).toEqual([
      'shuffle at round 1 needs level 0',
      'shuffle needs level 2',
      'reinit at round 1 needs level 0',
      'reinit 2 at round 1 needs level 0',
      'reinit needs level 2',
      'reinit 2 needs level 2',
      'reinitialise at round 1 needs level 0',
      'reinitialise needs level 2',
    ]);
    expect(ids({ controls: ['shuffle'], controlLevels: 'all' })).toEqual([
      'shuffle at round 1 needs level 0',
      'shuffle at round 2 needs level 1',
      'shuffle needs level 2',
    ]);
  });

  test('every id is unique, and every unit comes after the level it needs and has its weights', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom<ControlName>('reinit', 'shuffle', 'constant', 'reinitialise+sign')),
        fc.oneof(
          fc.constantFrom('last' as const, 'all' as const),
          fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
        ),
        fc.integer({ min: 1, max: 6 }),
        (controls, controlLevels, reinitializations) => {
          const units = imp.units(experiment({ controls, controlLevels, reinitializations }).options);
          const order = units.map(({ id }) => id);
          expect(new Set(order).size).toBe(order.length);
          for (const [i, unit] of units.entries()) {
            for (const need of unit.needs) expect(order.slice(0, i)).toContain(need);
            const level = units.find((one) => one.kind === 'level' && one.round === unit.round);
            expect([unit.remaining, unit.density]).toEqual([level?.remaining, level?.density]);
          }
          const rounds = controlLevels === 'last' ? 1 : controlLevels === 'all' ? 3 : controlLevels.length;
          const each = controls.map((name) => (name === 'reinit' ? reinitializations : 1));
          expect(order).toHaveLength(4 + rounds * each.reduce((sum, count) => sum + count, 0));
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each<[Partial<ImpOptions>, string]>([
    [{ controlLevels: [0] }, 'controlLevels: must be an integer in [1, 3], got 0'],
    [{ controlLevels: [1, 4] }, 'controlLevels: must be an integer in [1, 3], got 4'],
    [{ controlLevels: [1.5] }, 'controlLevels: must be an integer in [1, 3], got 1.5'],
    [{ controlLevels: [Number.NaN] }, 'controlLevels: must be an integer in [1, 3], got NaN'],
    [{ controlLevels: [2, 1, 2] }, 'controlLevels: must not contain duplicates, got 2'],
    [{ controlLevels: [] }, 'controlLevels: must contain at least one round, got 0'],
    [
      { controlLevels: 'first' as 'last' },
      `controlLevels: must be 'last', 'all' or a list of rounds, got "first"`,
    ],
    [{ reinitializations: 0 }, 'reinitializations: must be an integer in [1, 100], got 0'],
    [{ reinitializations: 101 }, 'reinitializations: must be an integer in [1, 100], got 101'],
    [{ reinitializations: Number.NaN }, 'reinitializations: must be an integer in [1, 100], got NaN'],
  ])('rejects %j before anything is trained', (change, message) => {
    for (const controls of [['reinit'] as const, []]) {
      const { options, notes } = experiment({ controls, ...change });
      expect(() => imp.units(options)).toThrow(ValueError);
      expect(() => imp.units(options)).toThrow(message);
      expect(notes).toHaveLength(0);
    }
  });
});

describe('controls at several levels, with several reinitializations', () => {
  for (const rewind of [RewindStrategy.init(), RewindStrategy.early({ iteration: 6 }), RewindStrategy.none()])
    test(`${rewind.kind}: the controls of the last level and the first reinitialization do not depend on the others`, async () => {
      const few = await collect(experiment({ rewindStrategy: rewind }).options);
      const many = await collect(
        experiment({ rewindStrategy: rewind, controlLevels: 'all', reinitializations: 2 }).options,
      );
      expect(controlsOf(many)).toHaveLength(3 * 3);
      expect(levelsOf(many)).toEqual(levelsOf(few));
      for (const arm of ['reinit', 'shuffle']) expect(named(many, arm)).toEqual(named(few, arm));
      const second = named(many, 'reinit 2');
      expect(second.mask).toEqual(named(many, 'reinit').mask);
      expect(second.trained).not.toEqual(named(many, 'reinit').trained);
    });

  test('every control has the mask of its round’s ticket; each copy starts from the same new weights at every level', async () => {
    const { options, notes, trial } = experiment({
      ...{ controls: ['reinit'], controlLevels: 'all', reinitializations: 3 },
    });
    const done = await collect(options);
    const levels = levelsOf(done);
    const starts = ['reinitialisation', 'reinitialisation 2', 'reinitialisation 3'].map((stream) =>
      bits(trial.makeModel(trial.random.fork(stream)).state()),
    );
    for (const [i, { round, copy, mask }] of (controlsOf(done) as Control[]).entries()) {
      expect(mask.layers).toEqual(levels[round].mask.layers);
      const { weights, masks } = notes[levels.length + i];
      for (const [name, values] of Object.entries(starts[copy - 1]))
        expect(weights[name]).toEqual(values.map((value, j) => (masks[name]?.[j] === 0 ? 0 : value)));
    }
  });

  test('under early:k, each copy is trained to k on its own', async () => {
    const { options, notes, trial } = experiment({
      ...{ rewindStrategy: RewindStrategy.early({ iteration: 6 }), controls: ['reinit'] },
      ...{ controlLevels: [2, 3], reinitializations: 2 },
    });
    await collect(options);
    const begun = notes.slice(4);
    expect(begun.map(({ from, to }) => `${from} to ${to}`)).toEqual(
      Array.from({ length: 4 }, () => ['0 to 6', '6 to 24']).flat(),
    );
    const second = trial.makeModel(trial.random.fork('reinitialisation 2'));
    for (const i of [2, 6]) expect(begun[i].weights).toEqual(bits(second.state()));
    expect(begun[0].weights).toEqual(begun[4].weights);
    expect(begun[0].weights).not.toEqual(begun[2].weights);
  });

  test('actions with redrawn weights use those of the first reinitialization', async () => {
    const { options, notes } = experiment({ controls: ['reinit', 'reinitialise'], reinitializations: 2 });
    await collect(options);
    const [first, second, action] = notes.slice(4);
    for (const layer of ['fc1.weight', 'fc2.weight']) {
      expect(action.weights[layer]).toEqual(first.weights[layer]);
      expect(action.weights[layer]).not.toEqual(second.weights[layer]);
    }
  });
});
