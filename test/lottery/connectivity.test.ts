import { describe, expect, test } from 'vitest';
import { ShapeError, ValueError } from '../../src/errors.ts';
import {
  type ConnectivitySetup,
  errorBarrier,
  planConnectivity,
  runConnectivity,
  type Stability,
  type Successive,
  weightDistance,
} from '../../src/lottery/index.ts';
import { mlp, type State } from '../../src/nn/index.ts';
import { RewindStrategy } from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { tensor, zeros } from '../../src/tensor/index.ts';
import { bits, moons, OPTIMIZERS, trainerOf } from '../training/small.ts';

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

  test('the dense network at k goes on, in the first order, to exactly the first copy', async () => {
    // The random mask that keeps everything is the dense network: its first copy sets out from the checkpoint.
    const { setup } = small({ at: [7], search: { targetSparsity: 0.03, pruningRounds: 1 } });
    const [dense, ticket] = pairs(await findings(setup));
    expect(dense.trainings[0].training.curve[0].iteration).toBe(0);
    expect(ticket.trainings[0].training.curve[0].iteration).toBe(7);
    const kept = { ...setup, search: null };
    const again = pairs(await findings(kept))[0];
    expect(bits(again.trainings[1].trained)).toEqual(bits(dense.trainings[1].trained));
  });

  test('the ticket’s distance from the dense network is over its own survivors', async () => {
    const found = await findings(small().setup);
    const dense = pairs(found)[0].trainings[0].trained;
    for (const { subject, mask, trainings, pruningDistance } of pairs(found).slice(2)) {
      expect(subject).not.toBe('dense');
      expect(pruningDistance).toBe(weightDistance(dense, trainings[0].trained, mask));
      const masked = layers(trainings[0].trained);
      mask.apply(masked);
      expect(bits(masked)).toEqual(bits(layers(trainings[0].trained)));
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
