import { describe, expect, test } from 'vitest';
import { ShapeError, ValueError } from '../../../src/errors.ts';
import {
  errorBarrier,
  runExperiment,
  type Stability,
  type StabilityOptions,
  type StabilityResult,
  type Successive,
  stability,
  type TrialSetup,
  weightDistance,
} from '../../../src/experiments/index.ts';
import { trainBranch, trainTrunk } from '../../../src/experiments/stability/branch.ts';
import { mlp, type State } from '../../../src/nn/index.ts';
import { copyOf } from '../../../src/pruning/checkpoint.ts';
import { type Checkpoint, Mask, RewindStrategy } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor, zeros } from '../../../src/tensor/index.ts';
import { bits, moons, OPTIMIZERS, trainerOf } from '../../training/small.ts';
import { resultsOf, summaryOf } from '../small.ts';

type Finding = Stability | Successive;

/** Two moons, 2-6-2, 20 iterations. `spans` records the iterations of each training. */
function small(change: Partial<StabilityOptions> = {}): {
  options: StabilityOptions;
  trial: TrialSetup;
  spans: [from: number, to: number][];
} {
  const spans: [number, number][] = [];
  const setup = (seed: number): TrialSetup => ({
    random: new Random(seed),
    data: moons(),
    makeModel: (random) => mlp([2, 6, 2], { random }),
    makeTrainer: (model, { order = new Random(0) } = {}) => {
      const trainer = trainerOf(model as never, {
        random: order,
        optimizer: OPTIMIZERS.adam(model as never),
      });
      const train = trainer.train.bind(trainer);
      trainer.train = (span) => {
        spans.push([span.from, span.to]);
        return train(span);
      };
      return trainer;
    },
  });
  const options: StabilityOptions = {
    ...{ seeds: [4], setup, at: [0, 5], points: 5 },
    search: { targetSparsity: 0.5, pruningRounds: 2 },
    ...change,
  };
  return { options, trial: options.setup(4), spans };
}

const findingOf = (result: StabilityResult): Finding[] =>
  result.kind === 'stability'
    ? [result]
    : result.kind === 'level' && result.successive
      ? [result.successive]
      : [];

const findings = async (options: StabilityOptions): Promise<Finding[]> =>
  (await resultsOf(stability, options)).flatMap(findingOf);

const pairs = (found: readonly Finding[]): Stability[] => found.filter((one) => one.kind === 'stability');
const layers = (state: State) => new Map([...state].filter(([name]) => name.endsWith('weight')));

describe('stability', () => {
  test('yields the dense network, then the levels, the ticket and the random mask for each k', async () => {
    const found = await findings(small().options);
    expect(found.map((one) => [one.at, one.kind === 'stability' ? one.subject : one.round])).toEqual([
      [0, 'dense'],
      [5, 'dense'],
      [0, 1],
      [0, 2],
      [0, 'ticket'],
      [0, 'random mask'],
      [5, 1],
      [5, 2],
      [5, 'ticket'],
      [5, 'random mask'],
    ]);
    expect(found.map(({ mask }) => mask.remaining)).toEqual([24, 24, 17, 12, 12, 12, 17, 12, 12, 12]);
  });

  test('each path, barrier and distance is that of the two trained networks', async () => {
    for (const one of pairs(await findings(small().options))) {
      const [a, b] = one.trainings;
      expect(one.path).toHaveLength(5);
      expect(one.path[0].error).toBe(1 - a.training.final.testAccuracy);
      expect(one.path[4].error).toBe(1 - b.training.final.testAccuracy);
      expect(one.barrier).toBe(errorBarrier(one.path));
      expect(one.isStable).toBe(one.barrier < 0.02);
      expect(one.orderDistance).toBe(weightDistance(a.trained, b.trained, one.mask));
      expect(one.orderDistance).toBeGreaterThan(0);
    }
  });

  test('all k share one dense training, and copies that split later end closer together', async () => {
    const [early, late] = pairs(await findings(small({ at: [0, 19], search: null }).options));
    expect(late.trainings[0]).toEqual(early.trainings[0]);
    expect(late.orderDistance).toBeLessThan(early.orderDistance);
    expect([early.pruningDistance, late.pruningDistance]).toEqual([0, 0]);
    expect(late.trainings[1].training.curve[0].iteration).toBe(19);
  });

  test('for k = 0, the second copy is a complete training in the second order', async () => {
    const { options, trial } = small({ at: [0], search: null });
    const [{ trainings }] = pairs(await findings(options));
    const model = trial.makeModel(trial.random.fork('initialisation'));
    const trainer = trial.makeTrainer(model, { order: trial.random.fork('second order') });
    expect(await trainer.train({ from: 0, to: 20 })).toEqual(trainings[1].training);
    expect(bits(model.state())).toEqual(bits(trainings[1].trained));
  });

  test('a branch from k in the first order continues the trunk exactly, with its weights and optimizer state', async () => {
    const { trial } = small();
    const { checkpoints, trained } = await trainTrunk(trial, [7]);
    const checkpoint = checkpoints.get(7) as Checkpoint;
    const mask = Mask.dense(checkpoint.weights);
    const branch = await trainBranch(trial, 'first order', { checkpoint, from: 7, mask });
    expect(bits(branch.trained)).toEqual(bits(trained));
    expect(branch.training.curve[0].iteration).toBe(7);
    expect([...checkpoints.keys()]).toEqual([7]);
  });

  test('both copies of a ticket at k are trained from the checkpoint of the trunk at k', async () => {
    const [, ticket] = pairs(await findings(small({ at: [5] }).options));
    const { trial } = small();
    const { checkpoints } = await trainTrunk(trial, [5]);
    const from = { checkpoint: checkpoints.get(5) as Checkpoint, from: 5, mask: ticket.mask };
    const [first, second] = ticket.trainings.map(({ trained }) => bits(trained));
    expect(bits((await trainBranch(trial, 'first order', from)).trained)).toEqual(first);
    expect(bits((await trainBranch(trial, 'second order', from)).trained)).toEqual(second);
  });

  test('the path between successive levels leads from the denser to the sparser one', async () => {
    const found = await findings(small().options);
    const levels = found.filter((one) => one.kind === 'successive');
    for (const { path, accuracies, barrier, isStable } of levels) {
      expect([1 - path[0].error, 1 - path[4].error]).toEqual(accuracies);
      expect([barrier, isStable]).toEqual([errorBarrier(path), errorBarrier(path) < 0.02]);
    }
    expect(levels.map(({ path }) => path[0].loss)).not.toEqual(levels.map(({ path }) => path[4].loss));
    expect(levels[1].path[0]).toEqual({ ...levels[0].path[4], alpha: 0 });
    expect(levels[0].path[0].loss).toBe(pairs(found)[0].path[0].loss); // the dense network
  });

  test('the distance between ticket and dense network is measured over the ticket’s survivors', async () => {
    const found = await findings(small().options);
    const dense = pairs(found)[0].trainings[0].trained;
    for (const { subject, mask, trainings, pruningDistance } of pairs(found).slice(2)) {
      expect(subject).not.toBe('dense');
      expect(pruningDistance).toBe(weightDistance(dense, trainings[0].trained, mask));
      for (const { trained } of trainings) {
        const masked = copyOf(layers(trained));
        mask.apply(masked);
        expect(bits(masked)).toEqual(bits(layers(trained)));
      }
    }
  });

  test('the random mask keeps as many weights per layer as the ticket, at other positions', async () => {
    const [, , ticket, random] = pairs(await findings(small().options));
    expect(random.mask.counts()).toEqual(ticket.mask.counts());
    expect(random.mask.layers).not.toEqual(ticket.mask.layers);
  });

  test('a ticket rewinds to k whatever strategy the search options contain', async () => {
    const search = { targetSparsity: 0.5, pruningRounds: 2, rewindStrategy: RewindStrategy.none() };
    const [asked, plain] = await Promise.all([
      findings(small({ search }).options),
      findings(small().options),
    ]);
    expect(asked).toEqual(plain);
  });

  test('the same seed gives the same results, and an aborted signal throws its reason', async () => {
    const { options } = small({ at: [3] });
    expect(await findings(options)).toEqual(await findings(options));
    const controller = new AbortController();
    const seen: Finding[] = [];
    const run = async () => {
      for await (const { result } of runExperiment(stability, options, { signal: controller.signal })) {
        seen.push(...findingOf(result));
        if (seen.length > 0) controller.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(seen).toHaveLength(1);
  });

  test.each<[Partial<StabilityOptions>, string]>([
    [{ at: [] }, 'at: must contain at least one iteration, got 0'],
    [{ at: [20] }, 'at: must be an integer in [0, 19], got 20'],
    [{ at: [-1] }, 'at: must be an integer in [0, 19], got -1'],
    [{ at: [0.5] }, 'at: must be an integer in [0, 19], got 0.5'],
    [{ at: [Number.NaN] }, 'at: must be an integer in [0, 19], got NaN'],
    [{ at: [3, 0, 3] }, 'at: must not contain duplicates, got 3'],
    [{ points: 1 }, 'points: must be an integer in'],
    [{ search: { targetSparsity: 2, pruningRounds: 1 } }, 'targetSparsity'],
  ])('throws for %j before anything is trained', async (change, message) => {
    const { options, spans } = small(change);
    await expect(findings(options)).rejects.toThrow(message);
    expect(() => stability.units(options)).toThrow(ValueError);
    expect(spans).toEqual([]);
  });

  test('throws for no examples, or examples of another width, before anything is trained', async () => {
    const wide = { name: 'wide', inputs: tensor([[1, 2, 3]]), labels: Uint8Array.of(0), classes: 2 };
    const none = { ...wide, inputs: zeros([0, 2]), labels: new Uint8Array(0) };
    const { options, spans } = small({ examples: () => wide });
    await expect(findings(options)).rejects.toThrow(ShapeError);
    await expect(findings({ ...options, examples: () => none })).rejects.toThrow(ValueError);
    expect(spans).toEqual([]);
  });
});

test.each([{}, { search: null }, { at: [11] }])(
  'stability.units with %j predicts the number of trained iterations',
  async (change) => {
    const { options, spans } = small(change);
    const units = stability.units(options);
    expect(spans).toEqual([]);
    const found = await findings(options);
    expect(units.map(({ iterations }) => iterations)).toEqual(spans.map(([from, to]) => to - from));
    expect(units.at(-1)?.remaining ?? 24).toBe(found.at(-1)?.mask.remaining);
    for (const { density, remaining } of units) if (density) expect(remaining).toBe(density * 24);
  },
);

test('the summary has one barrier per subject and k, and plots of paths, distances and levels per k', async () => {
  const { options } = small({ seeds: [4, 5] });
  const { line, table, plots } = await summaryOf(stability, options);
  expect(table.rows.map(({ label, values }) => [label, values.length])).toEqual(
    [0, 5].flatMap((k) => ['dense', 'ticket', 'random mask'].map((subject) => [`${subject}, from ${k}`, 2])),
  );
  expect(plots.map(({ name }) => name)).toEqual(
    [0, 5].flatMap((k) => [`path-${k}`, `distances-${k}`, `levels-${k}`]),
  );
  expect(line).toMatch(/^dense from 0: barrier [\d.]+ %/);
  const dense = await summaryOf(stability, small({ search: null, at: [0] }).options);
  expect(dense.plots.map(({ name }) => name)).toEqual(['path-0', 'distances-0']);
  expect(stability.summarize(options, new Map()).table.rows).toEqual([]);
});
