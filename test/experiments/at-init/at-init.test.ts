import { describe, expect, test } from 'vitest';
import {
  type AtInitResult,
  type AtInitSetup,
  pruneAtInit,
  runPruneAtInit,
} from '../../../src/experiments/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import type { Random } from '../../../src/random.ts';
import { bits, moons } from '../../training/small.ts';
import { experiment } from '../small.ts';

/** Two moons, 2-6-2; `notes` says what each training begins with. */
function setUp(change: Partial<AtInitSetup> = {}) {
  const { setup, notes } = experiment();
  const { makeModel, makeTrainer, random } = setup;
  const data = moons().train;
  const whole: AtInitSetup = {
    ...{ makeModel, makeTrainer, random, data, dense: true },
    ...{ methods: ['snip', 'synflow'], sparsities: [0.5, 0.75], checks: ['shuffle', 'reinit'] },
    options: { examples: 30 },
    ...change,
  };
  return { setup: whole, notes };
}

async function collect(setup: AtInitSetup): Promise<AtInitResult[]> {
  const done: AtInitResult[] = [];
  for await (const result of runPruneAtInit(setup)) done.push(result);
  return done;
}

describe('runPruneAtInit', () => {
  test('yields the dense network, then each method at each sparsity, each with its checks', async () => {
    const done = await collect(setUp().setup);
    const [dense, ...pruned] = done.map(({ method, sparsity, check }) => [method, sparsity, check]);
    expect(dense).toEqual(['dense', 0, null]);
    expect(pruned).toEqual(
      ['snip', 'synflow'].flatMap((method) =>
        [0.5, 0.75].flatMap((sparsity) =>
          [null, 'shuffle', 'reinit'].map((check) => [method, sparsity, check]),
        ),
      ),
    );
    for (const { sparsity, mask, collapsed, training } of done) {
      expect(mask.sparsity).toBe(sparsity);
      expect(collapsed).toEqual([]);
      expect(training?.final.iteration).toBe(24);
    }
  });

  test('trains what pruneAtInit would prune, from the initial weights', async () => {
    const { setup, notes } = setUp({ methods: ['snip'], sparsities: [0.75], checks: [] });
    const [, { mask }] = await collect(setup);
    const model = setup.makeModel(setup.random.fork('initialisation'));
    const random = setup.random.fork('snip');
    const expected = pruneAtInit('snip', model, setup.data, 0.75, { examples: 30, random });
    expect(mask.layers).toEqual(expected.layers);
    expected.apply(model.prunableWeights());
    expect(notes).toHaveLength(2);
    expect(notes[1].weights).toEqual(bits(model.state()));
    expect(notes[1].masks).toEqual(
      Object.fromEntries([...mask.layers].map(([name, entries]) => [name, [...entries]])),
    );
  });

  test('shuffle moves the mask within layers, reinit draws new weights under it', async () => {
    const { setup, notes } = setUp({ methods: ['snip'], sparsities: [0.75], dense: false });
    const [own, shuffle, reinit] = await collect(setup);
    expect([...shuffle.mask.counts()]).toEqual([...own.mask.counts()]);
    expect(shuffle.mask.layers).not.toEqual(own.mask.layers);
    expect(reinit.mask.layers).toEqual(own.mask.layers);
    const initial = bits(setup.makeModel(setup.random.fork('initialisation')).state());
    for (const [name, mask] of Object.entries(notes[1].masks))
      mask.forEach((bit, i) => {
        expect(notes[1].weights[name][i]).toBe(bit === 1 ? initial[name][i] : 0);
        if (notes[2].masks[name][i] === 1) expect(notes[2].weights[name][i]).not.toBe(initial[name][i]);
      });
  });

  test('layer collapse is a result without a training, and the run goes on', async () => {
    const makeModel = (random: Random) => {
      const model = mlp([2, 6, 2], { random });
      for (const [name, values] of model.prunableWeights())
        if (name === 'fc2.weight') values.set(values.map((w) => w * 1e-6));
      return model;
    };
    const { setup, notes } = setUp({ makeModel, methods: ['magnitude', 'synflow'], sparsities: [0.6] });
    const done = await collect({ ...setup, checks: ['shuffle'], dense: false });
    expect(done.map(({ method, collapsed, training }) => [method, collapsed, training === null])).toEqual([
      ['magnitude', ['fc2.weight'], true],
      ['magnitude', ['fc2.weight'], true],
      ['synflow', [], false],
      ['synflow', [], false],
    ]);
    expect(notes).toHaveLength(2);
  });

  test('one seed, one run; a result does not depend on what else is asked', async () => {
    const all = await collect(setUp().setup);
    expect(await collect(setUp().setup)).toEqual(all);
    const { setup } = setUp({ methods: ['synflow'], sparsities: [0.75], checks: ['reinit'], dense: false });
    const wanted = all.filter(
      ({ method, sparsity, check }) => method === 'synflow' && sparsity === 0.75 && check !== 'shuffle',
    );
    expect(await collect(setup)).toEqual(wanted);
  });

  test('an aborted signal ends it with its reason, and what was yielded stays', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const run = async () => {
      for await (const { method } of runPruneAtInit(setUp().setup, { signal: controller.signal })) {
        seen.push(method);
        if (seen.length === 2) controller.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(seen).toEqual(['dense', 'snip']);
  });

  test('refuses a sparsity outside (0, 1)', async () => {
    for (const sparsity of [0, 1, Number.NaN])
      await expect(collect(setUp({ sparsities: [sparsity], dense: false }).setup)).rejects.toThrow(
        'sparsity: must be in (0, 1)',
      );
  });
});
