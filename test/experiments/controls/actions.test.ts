import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TicketError } from '../../../src/errors.ts';
import {
  type Action,
  type ActionsOptions,
  actionsExperiment,
  actOnSurvivors,
  freezePruned,
  type SurvivorAction,
  type TrialSetup,
} from '../../../src/experiments/index.ts';
import { type Module, mlp, Tanh } from '../../../src/nn/index.ts';
import { Mask, RewindStrategy } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { bits, trainerOf } from '../../training/small.ts';
import { experiment, resultsOf, summaryOf } from '../small.ts';

const ACTIONS: readonly SurvivorAction[] = ['rewind', 'reinitialise', 'reshuffle', 'constant'];
const SIGNS = ['original', 'free'] as const;

/** Two layers of weights (ties, zeros and both signs among them), another draw, and a mask. */
const input = fc
  .tuple(fc.nat(1000), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .map(([seed, a, b]) => {
    const random = new Random(seed);
    const value = () => [0, -0, 0.5, -0.5, random.normal(), random.normal()][random.integer(6)];
    const draw = () =>
      new Map([a, b].map((n, i) => [`fc${i + 1}.weight`, new Float32Array(n).map(value)] as const));
    const [initial, redrawn] = [draw(), draw()];
    const mask = new Mask(
      new Map([...initial].map(([name, w]) => [name, new Uint8Array(w.length).map(() => random.integer(2))])),
    );
    return { initial, redrawn, mask, random };
  });

const magnitudes = (values: readonly number[]) => values.map(Math.abs).sort((x, y) => x - y);

describe('actOnSurvivors', () => {
  test.each(ACTIONS.flatMap((survivors) => SIGNS.map((sign) => [survivors, sign] as const)))(
    '%s, %s sign',
    (survivors, sign) =>
      fc.assert(
        fc.property(input, ({ initial, redrawn, mask, random }) => {
          const changed = actOnSurvivors({ survivors, sign }, { mask, initial, redrawn, random });
          for (const [name, entries] of mask.layers) {
            const [θ0, θ1, got] = [initial, redrawn, changed].map((map) => map.get(name) as Float32Array);
            const left = [...entries.keys()].filter((i) => entries[i] === 1);
            for (const i of entries.keys()) if (entries[i] === 0) expect(got[i]).toBe(0);
            if (sign === 'original') for (const i of left) expect(got[i] < 0 && θ0[i] > 0).toBe(false);
            if (sign === 'original') for (const i of left) expect(got[i] > 0 && θ0[i] < 0).toBe(false);
            const size = (values: Float32Array) => left.map((i) => Math.abs(values[i]));
            if (survivors === 'rewind') expect(size(got)).toEqual(size(θ0));
            if (survivors === 'rewind' && sign === 'original')
              expect(left.map((i) => got[i] + 0)).toEqual(left.map((i) => θ0[i] + 0));
            if (survivors === 'reinitialise') expect(size(got)).toEqual(size(θ1));
            if (survivors === 'reinitialise' && sign === 'free')
              expect(left.map((i) => got[i])).toEqual(left.map((i) => θ1[i]));
            if (survivors === 'reshuffle') expect(magnitudes(size(got))).toEqual(magnitudes(size(θ0)));
            if (survivors === 'constant') {
              const mean = θ0.reduce((sum, w) => sum + w, 0) / θ0.length;
              const σ = Math.sqrt(θ0.reduce((sum, w) => sum + (w - mean) ** 2, 0) / θ0.length);
              for (const i of left) expect(Math.abs(got[i])).toBe(Math.fround(σ));
            }
          }
        }),
      ),
  );

  const many = () => {
    const draw = (seed: number) =>
      new Map([
        [
          'w',
          new Float32Array(400).map(
            (
              (r) => () =>
                r.normal()
            )(new Random(seed)),
          ),
        ],
      ]);
    return { initial: draw(1), redrawn: draw(2), mask: Mask.dense(draw(1)), random: new Random(3) };
  };
  const θ = (survivors: SurvivorAction, sign: Action['sign']) =>
    actOnSurvivors({ survivors, sign }, many()).get('w') as Float32Array;

  test('reshuffle with free signs permutes the values, including their signs', () => {
    const initial = many().initial.get('w') as Float32Array;
    expect([...θ('reshuffle', 'free')].sort()).toEqual([...initial].sort());
    expect(θ('reshuffle', 'free')).not.toEqual(initial);
  });

  test.each(['rewind', 'constant'] as const)(
    '%s with free signs flips about half of the signs',
    (survivors) => {
      const initial = many().initial.get('w') as Float32Array;
      const got = θ(survivors, 'free');
      const same = got.filter((w, i) => w < 0 === initial[i] < 0).length;
      expect(Math.abs(same - 200)).toBeLessThan(50);
    },
  );

  test.each([
    ['survivors', { survivors: 'retrain', sign: 'free' }],
    ['survivors', { survivors: 'toString', sign: 'free' }],
    ['sign', { survivors: 'rewind', sign: 'none' }],
  ])('actOnSurvivors throws for an unknown %s: %j', (what, action) => {
    expect(() => actOnSurvivors(action as Action, many())).toThrow(`${what}: must be`);
  });

  test('throws for weights of other layers or sizes', () => {
    const wrong = new Map([['w', new Float32Array(3)]]);
    for (const change of [{ initial: wrong }, { redrawn: wrong }, { initial: new Map() }])
      expect(() => actOnSurvivors({ survivors: 'rewind', sign: 'free' }, { ...many(), ...change })).toThrow(
        'weights',
      );
  });
});

test('actOnSurvivors throws an error that names a weight that is not finite', () => {
  const weights = (bad: number) => new Map([['w', Float32Array.of(1, bad)]]);
  const mask = Mask.dense(weights(0));
  const rest = { mask, random: new Random(1) };
  for (const given of [
    { initial: weights(Number.NaN), redrawn: weights(0) },
    { initial: weights(0), redrawn: weights(Number.NEGATIVE_INFINITY) },
  ])
    expect(() => actOnSurvivors({ survivors: 'rewind', sign: 'free' }, { ...given, ...rest })).toThrow(
      'w[1]: must be finite',
    );
});

describe('pruned weights frozen at their initial values', () => {
  const network = () => mlp([2, 6, 2], { random: new Random(1) });
  const half = (model: Module) =>
    new Mask(
      new Map(
        [...model.prunableWeights()]
          .map(([n, w]) => [n, w.map((_, i) => i % 2)].map((x) => x) as [string, Uint8Array])
          .map(([n, w]) => [n, Uint8Array.from(w)]),
      ),
    );
  const x = tensor(
    new Float32Array(20).map((_, i) => i / 10 - 1),
    [10, 2],
  );

  test('give the same outputs as the dense network before training', () => {
    const [dense, model] = [network(), network()];
    const frozen = freezePruned(model, half(model), dense.prunableWeights());
    frozen.setMask(half(model).layers);
    const [a, b] = [dense.forward(x).value.values(), frozen.forward(x).value.values()];
    a.forEach((value, i) => {
      expect(b[i]).toBeCloseTo(value, 5);
    });
    const bare = network();
    bare.setMask(half(model).layers);
    expect(bare.forward(x).value.values()).not.toEqual(b);
  });

  test('do not change while the other weights are trained under the same names', async () => {
    const [dense, model] = [network(), network()];
    const mask = half(model);
    const frozen = freezePruned(model, mask, dense.prunableWeights());
    frozen.setMask(mask.layers);
    expect([...frozen.namedParameters().keys()]).toEqual([...dense.namedParameters().keys()]);
    const trainer = trainerOf(frozen);
    await trainer.train({ from: 0, to: 20 });
    // Its survivors written over the initial weights: the dense network that the frozen one now is.
    for (const [name, values] of frozen.state()) {
      const own = dense.namedParameters().get(name)?.data as Float32Array;
      const entries = mask.layers.get(name);
      values.forEach((value, i) => {
        if (entries === undefined || entries[i] === 1) own[i] = value;
        else expect(value).toBe(0);
      });
    }
    const [a, b] = [dense.forward(x).value.values(), frozen.forward(x).value.values()];
    a.forEach((value, i) => {
      expect(b[i]).toBeCloseTo(value, 4);
    });
  });

  test('freezePruned leaves a layer that is excluded from pruning as it is', () => {
    const model = network().exclude('fc2');
    const frozen = freezePruned(model, half(model), model.prunableWeights());
    expect(frozen.layers.get('fc2')).toBe(model.layers.get('fc2'));
    expect(frozen.layers.get('fc1')).not.toBe(model.layers.get('fc1'));
  });

  test('freezePruned throws for other networks and other layers', () => {
    const model = network();
    const initial = model.prunableWeights();
    expect(() => freezePruned(new Tanh(), half(model), initial)).toThrow(TicketError);
    expect(() => freezePruned(model, half(model), new Map())).toThrow('initial weights');
  });
});

describe('actionsExperiment', () => {
  const every: readonly Action[] = ACTIONS.flatMap((survivors) =>
    SIGNS.flatMap((sign) => (['zero', 'freeze'] as const).map((pruned) => ({ survivors, sign, pruned }))),
  );
  const setUp = (actions: readonly Action[], rewind = RewindStrategy.init()) => {
    const { options, notes, trial } = experiment({ rewindStrategy: rewind });
    return { options: { ...options, actions } as ActionsOptions, notes, trial };
  };
  const collect = async (options: ActionsOptions) =>
    (await resultsOf(actionsExperiment, options)).filter((result) => result.kind === 'action');

  test('finds one ticket and trains it after every action, from iteration 0 with a new optimizer', async () => {
    const { options, notes, trial } = setUp(every);
    const done = await collect(options);
    expect(done.map(({ action }) => action)).toEqual(every);
    expect(
      new Set(done.map(({ mask }) => JSON.stringify([...mask.layers.values()].map((b) => [...b])))).size,
    ).toBe(1);
    expect(done[0].mask.remaining).toBe(6);
    expect(notes).toHaveLength(3 + 16);
    for (const { from, to, steps } of notes.slice(3)) expect([from, to, steps]).toEqual([0, 24, 0]);
    expect(notes[3].weights).toEqual(bits(start(trial, done[0].mask).state()));
    const scores = done.map(({ training }) => training.final.validationLoss);
    expect(new Set(scores).size).toBeGreaterThan(8);
  });

  test('of a ticket rewound to W_k, trains it from iteration k after every action', async () => {
    const { options, notes } = setUp(every, RewindStrategy.early({ iteration: 6 }));
    const units = actionsExperiment.units(options).filter(({ kind }) => kind === 'action');
    const done = await collect(options);
    const redraws = every.filter(({ survivors }) => survivors === 'reinitialise').length;
    expect(notes).toHaveLength(3 + 16 + redraws);
    const trained = notes.slice(3).filter(({ from }) => from > 0);
    for (const { from, to, steps } of trained) expect([from, to, steps]).toEqual([6, 24, 6]);
    expect(trained).toHaveLength(16);
    expect(units.map(({ iterations }) => iterations)).toEqual(
      every.map(({ survivors }) => (survivors === 'reinitialise' ? 24 : 18)),
    );
    expect(done.map(({ training }) => training.curve[0].iteration)).toEqual(every.map(() => 6));
  });

  test.each(['zero', 'freeze'] as const)(
    'pruned weights are handled as the action specifies: %s',
    async (pruned) => {
      const { options, trial } = setUp([{ survivors: 'rewind', sign: 'original', pruned }]);
      const [{ mask, training }] = await collect(options);
      const initial = trial.makeModel(trial.random.fork('initialisation'));
      const bare = start(trial, mask);
      const network = pruned === 'zero' ? bare : freezePruned(bare, mask, initial.prunableWeights());
      expect(await trial.makeTrainer(network).train({ from: 0, to: 24 })).toEqual(training);
    },
  );

  test('the result of an action depends on the seed only, not on the other actions', async () => {
    const all = await collect(setUp(every).options);
    const [one] = await collect(setUp([every[7]]).options);
    expect(one).toEqual(all[7]);
  });

  test('an invalid action is rejected before anything is trained', async () => {
    const { options, notes } = setUp([every[0], { ...every[0], pruned: 'drop' as never }]);
    await expect(collect(options)).rejects.toThrow("pruned: must be 'zero' or 'freeze', got \"drop\"");
    expect(notes).toHaveLength(0);
  });

  test('an empty list of actions is rejected before anything is trained', async () => {
    const { options, notes } = setUp([]);
    await expect(collect(options)).rejects.toThrow('actions: must contain at least one action, got 0');
    expect(notes).toHaveLength(0);
  });

  test('the summary has one row per action', async () => {
    const { options } = setUp([every[0], every[7]]);
    const { table } = await summaryOf(actionsExperiment, options);
    expect(table.rows.map(({ label }) => label)).toEqual(['rewind+sign', 'reinitialise+freeze']);
  });

  /** The initial network under a mask: rewinding with the original sign. */
  function start({ makeModel, random }: TrialSetup, mask: Mask): Module {
    const model = makeModel(random.fork('initialisation'));
    model.setMask(mask.layers);
    return model;
  }
});
