import { describe, expect, test } from 'vitest';
import {
  type AtInitExperimentOptions,
  type AtInitResult,
  atInit,
  pruneAtInit,
  runExperiment,
  type TrialSetup,
} from '../../../src/experiments/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import type { Random } from '../../../src/random.ts';
import { bits } from '../../training/small.ts';
import { resultsOf, summaryOf, trials } from '../small.ts';

/** Two moons, 2-6-2; `notes` says what each training begins with. */
function setUp({
  makeModel,
  ...change
}: Partial<AtInitExperimentOptions & Pick<TrialSetup, 'makeModel'>> = {}) {
  const { setup, notes } = trials(makeModel ? { makeModel } : {});
  const options: AtInitExperimentOptions = {
    ...{ seeds: [5], setup, dense: true },
    ...{ methods: ['snip', 'synflow'], sparsities: [0.5, 0.75], checks: ['shuffle', 'reinit'] },
    pruning: { examples: 30 },
    ...change,
  };
  return { options, notes, trial: setup(5) };
}

const collect = (options: AtInitExperimentOptions): Promise<AtInitResult[]> => resultsOf(atInit, options);

describe('atInit', () => {
  test('yields the dense network, then each method at each sparsity, each with its checks', async () => {
    const done = await collect(setUp().options);
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
    const { options, notes, trial } = setUp({ methods: ['snip'], sparsities: [0.75], checks: [] });
    const [, { mask }] = await collect(options);
    const model = trial.makeModel(trial.random.fork('initialisation'));
    const random = trial.random.fork('snip');
    const expected = pruneAtInit('snip', model, trial.data.train, 0.75, { examples: 30, random });
    expect(mask.layers).toEqual(expected.layers);
    expected.apply(model.prunableWeights());
    expect(notes).toHaveLength(2);
    expect(notes[1].weights).toEqual(bits(model.state()));
    expect(notes[1].masks).toEqual(
      Object.fromEntries([...mask.layers].map(([name, entries]) => [name, [...entries]])),
    );
  });

  test('shuffle moves the mask within layers, reinit draws new weights under it', async () => {
    const { options, notes, trial } = setUp({ methods: ['snip'], sparsities: [0.75], dense: false });
    const [own, shuffle, reinit] = await collect(options);
    expect([...shuffle.mask.counts()]).toEqual([...own.mask.counts()]);
    expect(shuffle.mask.layers).not.toEqual(own.mask.layers);
    expect(reinit.mask.layers).toEqual(own.mask.layers);
    const initial = bits(trial.makeModel(trial.random.fork('initialisation')).state());
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
    const { options, notes } = setUp({ makeModel, methods: ['magnitude', 'synflow'], sparsities: [0.6] });
    const done = await collect({ ...options, checks: ['shuffle'], dense: false });
    expect(done.map(({ method, collapsed, training }) => [method, collapsed, training === null])).toEqual([
      ['magnitude', ['fc2.weight'], true],
      ['magnitude', ['fc2.weight'], true],
      ['synflow', [], false],
      ['synflow', [], false],
    ]);
    expect(notes).toHaveLength(2);
  });

  test('one seed, one run; a result does not depend on what else is asked', async () => {
    const all = await collect(setUp().options);
    expect(await collect(setUp().options)).toEqual(all);
    const { options } = setUp({ methods: ['synflow'], sparsities: [0.75], checks: ['reinit'], dense: false });
    const wanted = all.filter(
      ({ method, sparsity, check }) => method === 'synflow' && sparsity === 0.75 && check !== 'shuffle',
    );
    expect(await collect(options)).toEqual(wanted);
  });

  test('an aborted signal ends it with its reason, and what was yielded stays', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const run = async () => {
      const results = runExperiment(atInit, setUp().options, { signal: controller.signal });
      for await (const { result } of results) {
        seen.push(result.method);
        if (seen.length === 2) controller.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(seen).toEqual(['dense', 'snip']);
  });

  test('refuses a sparsity outside (0, 1)', async () => {
    for (const sparsity of [0, 1, Number.NaN])
      await expect(collect(setUp({ sparsities: [sparsity], dense: false }).options)).rejects.toThrow(
        'sparsity: must be in (0, 1)',
      );
  });

  test('the summary has errors beside the paper’s, for LeNet-300-100 on MNIST only', async () => {
    const published = new Map([
      [0, 0.017],
      [0.5, 0.016],
    ]);
    const { options } = setUp({ methods: ['snip'], sparsities: [0.5], checks: ['reinit'], published });
    const ours = await summaryOf(atInit, options);
    expect(ours.table.rows.map(({ label, reference }) => [label, reference])).toEqual([
      ['dense', undefined],
      ['50 % removed', undefined],
      ['50 % reinit', undefined],
    ]);
    const papers = await summaryOf(atInit, { ...options, isLeNetOnMnist: true, training: '24 iterations' });
    expect(papers.table.rows.map(({ reference }) => reference?.value)).toEqual([0.017, 0.016, undefined]);
    expect(papers.notes[0]).toBe(
      'One seed proves nothing. Error at the end of training, 24 iterations; scores from 30 examples.',
    );
    expect(papers.line).toMatch(/^dense: [\d.]+ % {2}50 %: [\d.]+ % {2}50 % reinit: [\d.]+ %$/);
  });

  test.each([
    [['snip'], { examples: 30 }, 'scores from 30 examples.'],
    [['snip'], {}, 'scores from 100 examples.'],
    [['grasp'], { examplesPerClass: 5 }, 'scores from 5 examples per class.'],
    [['grasp'], {}, 'scores from up to 10 examples per class.'],
    [['synflow'], { examples: 30 }, 'scores from no examples.'],
    [
      ['snip', 'grasp', 'synflow'],
      { examples: 30, examplesPerClass: 5 },
      'scores from 30 examples (SNIP), 5 examples per class (GraSP).',
    ],
  ] as const)('the note of %j with %j says which examples were used', (methods, pruning, expected) => {
    const { options } = setUp({ methods, pruning });
    const result = { method: methods[0], sparsity: 0.5, check: null, collapsed: [] };
    const facts = { ...result, remaining: 12, layers: {}, error: 0.1, curve: [] };
    expect(atInit.summarize(options, new Map([['seed 5/own', facts]])).notes[0]).toContain(expected);
  });

  test('the summary of several methods names each of them', async () => {
    const { options } = setUp({ sparsities: [0.5], checks: [], dense: false });
    const { table } = await summaryOf(atInit, options);
    expect(table.title).toBe('SNIP, SynFlow: pruned before training');
    expect(table.rows.map(({ label }) => label)).toEqual(['snip 50 % removed', 'synflow 50 % removed']);
  });
});
