import { describe, expect, test } from 'vitest';
import {
  type Control,
  type Found,
  type ImpOptions,
  imp,
  type Level,
  runExperiment,
} from '../../../src/experiments/index.ts';
import { decodeProgress, encodeProgress } from '../../../src/formats/index.ts';
import { mlp } from '../../../src/nn/index.ts';
import { RewindStrategy } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { evaluate } from '../../../src/training/index.ts';
import { bits, moons } from '../../training/small.ts';
import { collect, experiment, levelsOf, summaryOf } from '../small.ts';

const counts = (masks: Record<string, number[]>) =>
  Object.fromEntries(
    Object.entries(masks).map(([name, mask]) => [name, mask.filter((bit) => bit === 1).length]),
  );

/** Bits of weights where the mask is 1, 0 elsewhere. */
const under = (masks: Record<string, number[]>, weights: Record<string, number[]>) =>
  Object.fromEntries(
    Object.entries(weights).map(([name, values]) => [
      name,
      values.map((value, i) => ((masks[name]?.[i] ?? 1) === 1 ? value : 0)),
    ]),
  );

const STRATEGIES = {
  init: RewindStrategy.init(),
  'early:6': RewindStrategy.early({ iteration: 6 }),
  'late:25%': RewindStrategy.late({ fraction: 0.25 }),
  none: RewindStrategy.none({ fineTuneIterations: 5 }),
};

describe('imp', () => {
  test('yields levels 0 … n, then the controls in the requested order', async () => {
    const done = await collect(experiment().options);
    expect(done.map((item) => (item.kind === 'level' ? item.round : item.name))).toEqual([
      0,
      1,
      2,
      3,
      'reinit',
      'shuffle',
    ]);
    expect(levelsOf(done).map(({ mask }) => mask.remaining)).toEqual([24, 15, 10, 6]);
    expect(levelsOf(done).map(({ found }) => found?.round ?? null)).toEqual([1, 2, 3, null]);
    const other = await collect(experiment({ controls: ['shuffle'] }).options);
    expect(other.at(-1)).toMatchObject({ kind: 'control', name: 'shuffle' });
    expect(levelsOf(await collect(experiment({ controls: [] }).options))).toHaveLength(4);
  });

  test('masks are nested, and each level is trained under the mask found by the previous level', async () => {
    const { options, notes } = experiment();
    const levels = levelsOf(await collect(options));
    for (const [k, { mask, found }] of levels.entries()) {
      expect(Object.fromEntries([...mask.layers].map(([name, bits]) => [name, [...bits]]))).toEqual(
        notes[k].masks,
      );
      if (found === null) continue;
      expect(found.ticket.mask.layers).toEqual(levels[k + 1].mask.layers);
      expect(found.ticket.mask.intersect(mask).layers).toEqual(found.ticket.mask.layers);
    }
  });

  test('each level starts with the initial weights under its mask and a new optimizer', async () => {
    const { options, notes } = experiment();
    await collect(options);
    for (const { masks, weights, steps, from, to } of notes.slice(0, 4)) {
      expect(weights).toEqual(under(masks, notes[0].weights));
      expect([from, to, steps]).toEqual([0, 24, 0]);
    }
  });

  test('reinit trains newly drawn weights under the mask of the ticket with a new optimizer', async () => {
    const { options, notes } = experiment();
    await collect(options);
    const [dense, ticket, reinit] = [notes[0], notes[3], notes[4]];
    expect(reinit.masks).toEqual(ticket.masks);
    expect([reinit.from, reinit.to, reinit.steps]).toEqual([0, 24, 0]);
    for (const [name, mask] of Object.entries(reinit.masks))
      mask.forEach((bit, i) => {
        if (bit === 0) expect(reinit.weights[name][i]).toBe(0);
        else expect(reinit.weights[name][i]).not.toBe(dense.weights[name][i]);
      });
  });

  test.each([[['reinit', 'shuffle'] as const], [['shuffle', 'reinit'] as const], [['shuffle'] as const]])(
    'with controls %j, shuffle has initial weights at other positions than the ticket, as many per layer',
    async (controls) => {
      const { options, notes } = experiment({ controls });
      await collect(options);
      const [dense, ticket, shuffle] = [notes[0], notes[3], notes[4 + controls.indexOf('shuffle' as never)]];
      expect(shuffle.masks).not.toEqual(ticket.masks);
      expect(counts(shuffle.masks)).toEqual(counts(ticket.masks));
      expect(shuffle.weights).toEqual(under(shuffle.masks, dense.weights));
      expect([shuffle.from, shuffle.to, shuffle.steps]).toEqual([0, 24, 0]);
    },
  );

  test('under early:k, every control starts at position k: shuffle and actions at W_k, reinit at a second dense network’s', async () => {
    const controls = ['shuffle', 'rewind+sign', 'constant', 'reinit', 'reinitialise'] as const;
    const { options, notes, trial } = experiment({ rewindStrategy: STRATEGIES['early:6'], controls });
    const done = await collect(options);
    const [ticket, shuffle, rewound, constant, second, reinit, third, reinitialised] = notes.slice(3);
    for (const { from, to, steps } of [shuffle, rewound, constant, reinit, reinitialised])
      expect([from, to, steps]).toEqual([6, 24, 6]);
    const dense = trial.makeModel(trial.random.fork('initialisation'));
    await trial.makeTrainer(dense).train({ from: 0, to: 6 });
    expect(shuffle.weights).toEqual(under(shuffle.masks, bits(dense.state())));
    expect(shuffle.masks).not.toEqual(ticket.masks);
    expect(rewound).toEqual(ticket);
    const other = trial.makeModel(trial.random.fork('reinitialisation'));
    for (const { from, to, weights } of [second, third])
      expect([from, to, weights]).toEqual([0, 6, bits(other.state())]);
    await trial.makeTrainer(other).train({ from: 0, to: 6 });
    expect(reinit.weights).toEqual(under(ticket.masks, bits(other.state())));
    const layers = new Map(Object.entries(under(ticket.masks, bits(other.state()))));
    for (const layer of ['fc1.weight', 'fc2.weight'])
      expect(reinitialised.weights[layer]).toEqual(layers.get(layer));
    const level = levelsOf(done)[3];
    const control = done.find((item) => item.kind === 'control' && item.name === 'rewind+sign');
    expect(control?.training).toEqual(level.training);
    expect(done.map(({ iterationsBefore }) => iterationsBefore)).toEqual([0, 6, 6, 6, 6, 6, 6, 6, 6]);
  });

  test('where the ticket keeps its trained weights, controls train from 0 to T', async () => {
    for (const name of ['late:25%', 'none'] as const) {
      const { options, notes } = experiment({ rewindStrategy: STRATEGIES[name] });
      const done = await collect(options);
      for (const { from, to, steps } of notes.slice(4)) expect([from, to, steps]).toEqual([0, 24, 0]);
      expect(done.map(({ iterationsBefore }) => iterationsBefore)).toEqual([0, 0, 0, 0, 0, 0]);
    }
  });

  test('after rewinding the weights only, controls start from W_k at the end of the schedule, like the ticket', async () => {
    const rewind = RewindStrategy.weightsOnly({ iteration: 6 });
    const { options, notes } = experiment({ rewindStrategy: rewind, controls: ['rewind+sign'] });
    await collect(options);
    expect([notes[4].from, notes[4].to]).toEqual([24, 42]);
    expect(notes[4]).toEqual(notes[3]);
  });

  for (const [name, rewind] of Object.entries(STRATEGIES))
    test(`${name}: each result contains its own copy of the masked final weights`, async () => {
      const done = await collect(experiment({ rewindStrategy: rewind }).options);
      for (const { trained, training, mask } of done) {
        const model = mlp([2, 6, 2], { random: new Random(9) });
        model.load(trained);
        const { loss, accuracy } = evaluate(model, moons().validation);
        expect([loss, accuracy]).toEqual([training.final.validationLoss, training.final.validationAccuracy]);
        const masked = new Map(model.prunableWeights());
        mask.apply(masked);
        expect(new Map([...trained].filter(([layer]) => masked.has(layer)))).toEqual(masked);
      }
      expect(new Set(done.flatMap(({ trained }) => [...trained.values()])).size).toBe(4 * done.length);
    });

  test('the result of a control does not depend on the other controls', async () => {
    const [both, turned, alone] = await Promise.all(
      [['reinit', 'shuffle'] as const, ['shuffle', 'reinit'] as const, ['reinit'] as const].map((controls) =>
        collect(experiment({ controls }).options),
      ),
    );
    const pick = (done: Awaited<ReturnType<typeof collect>>, name: string) =>
      done.find((item) => item.kind === 'control' && item.name === name);
    expect(pick(turned, 'reinit')).toEqual(pick(both, 'reinit'));
    expect(pick(turned, 'shuffle')).toEqual(pick(both, 'shuffle'));
    expect(pick(alone, 'reinit')).toEqual(pick(both, 'reinit'));
  });

  test('the same seed gives the same results, and another seed different ones', async () => {
    const [a, b, c] = await Promise.all([
      collect(experiment().options),
      collect(experiment().options),
      collect(experiment({ seeds: [6] }).options),
    ]);
    expect(b).toEqual(a);
    const digest = (done: typeof a) => levelsOf(done)[2].found?.ticket.digest();
    expect(await digest(b)).toBe(await digest(a));
    expect(await digest(c)).not.toBe(await digest(a));
  });

  test('throws the reason of an aborted signal after yielding the finished results', async () => {
    const controller = new AbortController();
    const seen: (number | string)[] = [];
    const run = async () => {
      const results = runExperiment(imp, experiment().options, { signal: controller.signal });
      for await (const { result } of results) {
        seen.push(result.kind === 'level' ? result.round : result.name);
        if (seen.length === 2) controller.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(seen).toEqual([0, 1]);
  });
});

describe('with results that are already known', () => {
  /** Runs the units after a level, whose progress has been saved and read again. */
  async function rest(options: ImpOptions, known: readonly Level[]) {
    const results = new Map<string, Level | Control>();
    for (const level of known) {
      const found = level.found as Found;
      const { progress } = await decodeProgress(await encodeProgress(found.progress), 'memory');
      results.set(`seed 5/level ${level.round}`, { ...level, found: { ...found, progress } });
    }
    const done: (Level | Control)[] = [];
    for await (const { result } of runExperiment(imp, options, { results })) done.push(result);
    return done;
  }

  for (const [name, rewind] of Object.entries(STRATEGIES))
    test(`${name}: continuing from a saved file after any round gives the same bits`, async () => {
      const whole = await collect(experiment({ rewindStrategy: rewind }).options);
      const levels = levelsOf(whole).slice(0, -1);
      for (const k of levels.keys()) {
        const { options, notes } = experiment({ rewindStrategy: rewind });
        expect(await rest(options, levels.slice(0, k + 1))).toEqual(whole.slice(k + 1));
        // Under early:6, reinit is two trainings: of a dense network to iteration 6, and of the control from there.
        expect(notes).toHaveLength(whole.length - (k + 1) + (name === 'early:6' ? 1 : 0));
      }
    });

  test('rejects the level of another plan', async () => {
    const levels = levelsOf(await collect(experiment({ controls: [] }).options));
    const other = experiment({ search: { targetSparsity: 0.5, pruningRounds: 3 } });
    await expect(rest(other.options, levels.slice(0, 1))).rejects.toThrow(
      'targetSparsity: must be 0.75 as in the search to resume, got',
    );
    expect(other.notes).toHaveLength(0);
  });
});

describe('imp.units', () => {
  for (const scope of ['global', 'layerwise'] as const)
    for (const [name, rewind] of Object.entries(STRATEGIES))
      test(`${scope}, ${name}: the plan agrees with the results`, async () => {
        const { options, notes } = experiment({ rewindStrategy: rewind, scope });
        const planned = imp.units(options);
        expect(notes).toHaveLength(0);
        const done: object[] = [];
        let iterations = 0;
        const onUpdate = () => void iterations++;
        for await (const { unit, result } of runExperiment(imp, options, { onUpdate })) {
          const { density, remaining } = result.mask;
          done.push({ id: unit.id, density, remaining, iterations });
          expect(result.training.final.iteration).toBe(notes.at(-1)?.to);
          iterations = 0;
        }
        expect(
          planned.map(({ id, density, remaining, iterations }) => ({ id, density, remaining, iterations })),
        ).toEqual(done);
      });

  test.each([
    [
      { targetSparsity: 0.01, pruningRounds: 3 },
      'targetSparsity: must be above 0.0208 to prune at least one of 24 weights, got 0.01',
    ],
    [{ targetSparsity: 1, pruningRounds: 3 }, 'targetSparsity: must be in (0, 1), got 1'],
    [{ targetSparsity: 0.5, pruningRounds: 0 }, 'pruningRounds: must be an integer ≥ 1, got 0'],
    [
      { targetSparsity: 0.5, pruningRounds: 1, rewindStrategy: RewindStrategy.early({ iteration: 24 }) },
      'rewindStrategy: must be before the end of training, 24, got 24',
    ],
  ])('throws for %j before anything is trained', (search, message) => {
    const { options, notes } = experiment({ search });
    expect(() => imp.units(options)).toThrow(message);
    expect(notes).toHaveLength(0);
  });
});

describe('imp.summarize', () => {
  test('has one row and one learning curve per arm, with one value per seed', async () => {
    const { options } = experiment({ seeds: [5, 6], controls: ['reinit'] });
    const { table, plots, notes } = await summaryOf(imp, options);
    const [first, second] = await Promise.all(
      [5, 6].map((seed) => collect(experiment({ seeds: [seed], controls: ['reinit'] }).options)),
    );
    expect(table.rows.map(({ label }) => label)).toEqual([
      'dense, 100.0 % left',
      'round 1, 62.5 % left',
      'round 2, 41.7 % left',
      'round 3, 25.0 % left',
      'reinit, 25.0 % left',
    ]);
    expect(table.rows.map(({ values }) => values)).toEqual(
      first.map(({ training }, i) => [
        training.earlyStop.testAccuracy,
        second[i].training.earlyStop.testAccuracy,
      ]),
    );
    expect(plots).toEqual([
      { name: 'learning', kind: 'learning', series: expect.arrayContaining([expect.anything()]) },
    ]);
    expect(notes[0]).toBe('Mean and standard deviation of 2 seeds. Test accuracy at early stop.');
    expect(notes[1]).toMatch(/^Whether such tickets win in general is undecided after 2 seeds/);
  });

  test('of one seed has its verdict among the notes, once a ticket is trained', async () => {
    const { options } = experiment({ controls: [] });
    const { notes } = await summaryOf(imp, options);
    expect(notes[1]).toMatch(/^(The|Whether the) ticket with 25\.0 % of the weights .* on this seed/);
    expect(notes[2]).toMatch(/was not tested/);
    const dense = imp.units(options)[0].id;
    const [level] = await collect(options);
    const facts = imp.facts(level);
    expect(imp.summarize(options, new Map([[dense, facts as NonNullable<typeof facts>]])).notes).toHaveLength(
      1,
    );
  });

  test('returns an empty table if there are no facts', () => {
    const { table, plots, notes } = imp.summarize(experiment().options, new Map());
    expect([table.rows, plots, notes]).toEqual([[], [], []]);
  });
});
