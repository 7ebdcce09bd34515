import { describe, expect, test } from 'vitest';
import { ShapeError, ValueError } from '../../../src/errors.ts';
import {
  type ConnectivitySetup,
  errorBarrier,
  planConnectivity,
  runConnectivity,
  type Stability,
  type Successive,
  trainBranch,
  trainTrunk,
  weightDistance,
} from '../../../src/experiments/index.ts';
import { mlp, type State } from '../../../src/nn/index.ts';
import { type Checkpoint, copyOf, Mask, RewindStrategy } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor, zeros } from '../../../src/tensor/index.ts';
import { bits, moons, OPTIMIZERS, trainerOf } from '../../training/small.ts';

type Finding = Stability | Successive;

/** Two moons, 2-6-2, 20 updates; notes what each training saw first. */
function small(change: Partial<ConnectivitySetup> = {}): {
  setup: ConnectivitySetup;
  spans: [from: number, to: number][];
} {
  const spans: [number, number][] = [];
  const setup: ConnectivitySetup = {
    random: new Random(4),
    makeModel: (random) => mlp([2, 6, 2], { random }),
    makeTrainer: (model, random) => {
      const trainer = trainerOf(model as never, { random, optimizer: OPTIMIZERS.adam(model as never) });
      const train = trainer.train.bind(trainer);
      trainer.train = (span) => {
        spans.push([span.from, span.to]);
        return train(span);
      };
      return trainer;
    },
    at: [0, 5],
    search: { targetSparsity: 0.5, pruningRounds: 2 },
    examples: moons().test,
    points: 5,
    ...change,
  };
  return { setup, spans };
}

async function findings(setup: ConnectivitySetup): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of runConnectivity(setup)) found.push(finding);
  return found;
}

const pairs = (found: readonly Finding[]): Stability[] => found.filter((one) => one.kind === 'stability');
const layers = (state: State) => new Map([...state].filter(([name]) => name.endsWith('weight')));

describe('runConnectivity', () => {
  test('finds dense first, then for each k the levels, the ticket and the random mask', async () => {
    const found = await findings(small().setup);
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

  test('each path leads from one training’s end to the other’s, its barrier and distance are theirs', async () => {
    for (const one of pairs(await findings(small().setup))) {
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

  test('dense, one training is shared by all k; parting later brings the ends nearer', async () => {
    const [early, late] = pairs(await findings(small({ at: [0, 19], search: null }).setup));
    expect(late.trainings[0]).toBe(early.trainings[0]);
    expect(late.orderDistance).toBeLessThan(early.orderDistance);
    expect([early.pruningDistance, late.pruningDistance]).toEqual([0, 0]);
    expect(late.trainings[1].training.curve[0].iteration).toBe(19);
  });

  test('the second copy is the whole training in the second order where k is 0', async () => {
    const { setup } = small({ at: [0], search: null });
    const [{ trainings }] = pairs(await findings(setup));
    const model = setup.makeModel(setup.random.fork('initialisation'));
    const trainer = setup.makeTrainer(model, setup.random.fork('second order'));
    expect(await trainer.train({ from: 0, to: 20 })).toEqual(trainings[1].training);
    expect(bits(model.state())).toEqual(bits(trainings[1].trained));
  });

  test('a branch in the first order from k is the trunk going on: weights, biases and optimizer as they were', async () => {
    const { setup } = small();
    const { checkpoints, trained } = await trainTrunk(setup, [7], {});
    const checkpoint = checkpoints.get(7) as Checkpoint;
    const mask = Mask.dense(checkpoint.weights);
    const branch = await trainBranch(setup, 'first order', { checkpoint, from: 7, mask }, {});
    expect(bits(branch.trained)).toEqual(bits(trained));
    expect(branch.training.curve[0].iteration).toBe(7);
    expect([...checkpoints.keys()]).toEqual([7]);
  });

  test('a ticket at k is what the search trains last, bit for bit', async () => {
    const [, ticket] = pairs(await findings(small({ at: [5] }).setup));
    const { setup } = small();
    const { checkpoints } = await trainTrunk(setup, [5], {});
    const from = { checkpoint: checkpoints.get(5) as Checkpoint, from: 5, mask: ticket.mask };
    const [first, second] = ticket.trainings.map(({ trained }) => bits(trained));
    expect(bits((await trainBranch(setup, 'first order', from, {})).trained)).toEqual(first);
    expect(bits((await trainBranch(setup, 'second order', from, {})).trained)).toEqual(second);
  });

  test('successive levels: the path leads from the denser to the sparser', async () => {
    const found = await findings(small().setup);
    const levels = found.filter((one) => one.kind === 'successive');
    for (const { path, accuracies, barrier, isStable } of levels) {
      expect([1 - path[0].error, 1 - path[4].error]).toEqual(accuracies);
      expect([barrier, isStable]).toEqual([errorBarrier(path), errorBarrier(path) < 0.02]);
    }
    expect(levels.map(({ path }) => path[0].loss)).not.toEqual(levels.map(({ path }) => path[4].loss));
    expect(levels[1].path[0]).toEqual({ ...levels[0].path[4], alpha: 0 });
    expect(levels[0].path[0].loss).toBe(pairs(found)[0].path[0].loss); // the dense network
  });

  test('the ticket’s distance from the dense network is over its own survivors', async () => {
    const found = await findings(small().setup);
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

  test('the random mask has the ticket’s counts in each layer, and other places', async () => {
    const [, , ticket, random] = pairs(await findings(small().setup));
    expect(random.mask.counts()).toEqual(ticket.mask.counts());
    expect(random.mask.layers).not.toEqual(ticket.mask.layers);
  });

  test('a ticket rewinds to its k whatever the search says', async () => {
    const search = { targetSparsity: 0.5, pruningRounds: 2, rewind: RewindStrategy.none() };
    const [asked, plain] = await Promise.all([findings(small({ search }).setup), findings(small().setup)]);
    expect(asked).toEqual(plain);
  });

  test('one seed, one result; and it ends by its signal', async () => {
    const { setup } = small({ at: [3] });
    expect(await findings(setup)).toEqual(await findings(setup));
    const controller = new AbortController();
    const seen: Finding[] = [];
    const run = async () => {
      for await (const one of runConnectivity(setup, { signal: controller.signal })) {
        seen.push(one);
        controller.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(seen).toHaveLength(1);
  });

  test.each<[Partial<ConnectivitySetup>, string]>([
    [{ at: [] }, 'at: must name at least one iteration, got 0'],
    [{ at: [20] }, 'at: must be a whole number in [0, 19], got 20'],
    [{ at: [-1] }, 'at: must be a whole number in [0, 19], got -1'],
    [{ at: [0.5] }, 'at: must be a whole number in [0, 19], got 0.5'],
    [{ at: [Number.NaN] }, 'at: must be a whole number in [0, 19], got NaN'],
    [{ at: [3, 0, 3] }, 'at: must name an iteration once, got 3'],
    [{ points: 1 }, 'points: must be a whole number in'],
    [{ search: { targetSparsity: 2, pruningRounds: 1 } }, 'targetSparsity'],
  ])('refuses %j before it trains', async (change, message) => {
    const { setup, spans } = small(change);
    await expect(findings(setup)).rejects.toThrow(message);
    expect(() => planConnectivity(setup)).toThrow(ValueError);
    expect(spans).toEqual([]);
  });

  test('refuses examples of another width, and none, before it trains', async () => {
    const wide = { name: 'wide', inputs: tensor([[1, 2, 3]]), labels: Uint8Array.of(0), classes: 2 };
    const none = { ...wide, inputs: zeros([0, 2]), labels: new Uint8Array(0) };
    const { setup, spans } = small({ examples: wide });
    await expect(findings(setup)).rejects.toThrow(ShapeError);
    await expect(findings({ ...setup, examples: none })).rejects.toThrow(ValueError);
    expect(spans).toEqual([]);
  });
});

test.each([{}, { search: null }, { at: [11] }])(
  'planConnectivity of %j says what then happens',
  async (change) => {
    const { setup, spans } = small(change);
    const planned = planConnectivity(setup);
    expect(spans).toEqual([]);
    const found = await findings(setup);
    expect(planned.map(({ updates }) => updates)).toEqual(spans.map(([from, to]) => to - from));
    expect(planned.at(-1)?.remaining).toBe(found.at(-1)?.mask.remaining);
    expect(new Set(planned.map(({ density, remaining }) => density - remaining / 24))).toEqual(new Set([0]));
  },
);
