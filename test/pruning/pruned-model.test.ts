// Pruning a model that is already pruned: what was pruned must stay pruned.

import { describe, expect, test } from 'vitest';
import { mlp } from '../../src/nn/index.ts';
import {
  LotteryTicketPruner,
  type MaskLike,
  type Progress,
  type PrunableModel,
  RewindStrategy,
  type Scope,
  ShapeError,
  ValueError,
  type Weights,
} from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { bitsOf, type Client, logistic, network } from './clients.ts';

/** The logistic regression, as a model that holds masks in arrays of its own. */
function holding(): Client {
  const client = logistic();
  let held: MaskLike = new Map();
  const model: PrunableModel = {
    ...client.model,
    setMask(masks) {
      held = masks;
    },
    getMask: () => held,
  };
  const train: Client['trainer']['train'] = (span) =>
    client.trainer.train({
      ...span,
      afterUpdate(clock) {
        span.mask.apply(model.prunableWeights());
        span.afterUpdate(clock);
      },
    });
  return { ...client, model, trainer: { ...client.trainer, train } };
}

const clients = [
  ['our mlp', network],
  ['a model that holds masks', holding],
] as const;

const search = (targetSparsity: number, pruningRounds = 2, scope: Scope = 'global') =>
  new LotteryTicketPruner({ targetSparsity, pruningRounds, scope });
const zeros = (weights: Weights) =>
  [...weights.values()].flatMap((values) => [...values].map((w) => w === 0));

describe.each(clients)('a second search, with %s', (_, make) => {
  test.each(['global', 'layerwise'] as const)(
    'prunes on from the first, round by round, under %s scope',
    async (scope) => {
      const { model, trainer, diary } = make();
      const first = await search(0.5, 1, scope).findTicket(model, trainer);
      const pruned = zeros(first.weights);
      const pruner = search(0.75, 2, scope);
      const { levels } = pruner.plan(model, trainer);
      const remaining: number[] = [];
      for await (const { ticket } of pruner.rounds(model, trainer)) {
        zeros(ticket.weights).forEach((isZero, i) => {
          if (pruned[i]) expect(isZero).toBe(true);
        });
        expect(ticket.mask.intersect(first.mask)).toEqual(ticket.mask);
        remaining.push(ticket.remainingParameters);
      }
      expect(remaining).toEqual(levels.map((level) => [...level.values()].reduce((a, b) => a + b, 0)));
      expect(remaining[0]).toBeLessThan(first.remainingParameters);
      const total = first.totalParameters;
      expect(Math.abs(remaining[1] - total / 4)).toBeLessThanOrEqual(scope === 'global' ? 0.5 : 1.5);
      // The first training of the second search is under the first search's mask, not dense.
      expect(diary.spans[1].remaining).toBe(first.remainingParameters);
    },
  );

  test('pruning a pruned model to more weights than survive throws and changes nothing', async () => {
    const { model, trainer, diary } = make();
    const first = await search(0.8).findTicket(model, trainer);
    const before = bitsOf(model.prunableWeights());
    const { remainingParameters: left, totalParameters: all } = first;
    for (const sparsity of [0.5, 0.8]) {
      const failure = await search(sparsity, 3)
        .findTicket(model, trainer)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ValueError);
      expect((failure as Error).message).toMatch(
        new RegExp(
          `^targetSparsity: must be above 0.8\\d+ to prune at least one of ${left} weights left of ${all}, got `,
        ),
      );
    }
    expect(diary.spans).toHaveLength(2);
    expect(bitsOf(model.prunableWeights())).toEqual(before);
  });

  test('a search of a pruned model that is resumed in a new model ends at the same ticket', async () => {
    const used = make();
    const first = await search(0.5, 1).findTicket(used.model, used.trainer);
    const pruner = search(0.8, 3);
    const saved: Progress[] = [];
    let digest = '';
    for await (const { progress, ticket } of pruner.rounds(used.model, used.trainer)) {
      saved.push(progress);
      digest = await ticket.digest();
    }
    for (const progress of saved) {
      expect([...progress.startCounts.values()].reduce((a, b) => a + b, 0)).toBe(first.remainingParameters);
      const { model, trainer } = make();
      const ticket = await pruner.findTicket(model, trainer, { resume: progress });
      expect(await ticket.digest()).toBe(digest);
    }
  });
});

test('a search that reinitializes keeps pruned weights pruned', async () => {
  const { model, trainer } = network();
  const first = await search(0.5, 1).findTicket(model, trainer);
  const pruner = new LotteryTicketPruner({
    targetSparsity: 0.75,
    pruningRounds: 1,
    rewindStrategy: RewindStrategy.reinitialize(),
    reinitialize: (round) => {
      const drawn = network(100 + round).model;
      return { weights: drawn.prunableWeights(), others: drawn.otherWeights?.() ?? new Map() };
    },
  });
  const { mask } = await pruner.findTicket(model, trainer);
  expect(mask.intersect(first.mask)).toEqual(mask);
});

test('a model without getMask counts as dense even if some of its weights are 0', () => {
  const { model, trainer } = logistic();
  for (const values of model.prunableWeights().values()) values.fill(0);
  expect(search(0.5, 1).plan(model, trainer).levels).toEqual([new Map([[null, 12]])]);
});

test('masks of weights that are not prunable are preserved when the pruner sets its own', async () => {
  const { model, trainer } = network();
  const weights = model.prunableWeights();
  const [output] = [...weights.keys()].slice(-1);
  const excluding: PrunableModel = {
    prunableWeights: () => new Map([...weights].filter(([name]) => name !== output)),
    otherWeights: () =>
      new Map([...(model.otherWeights?.() ?? []), [output, weights.get(output) as Float32Array]]),
    setMask: (masks) => model.setMask?.(masks),
    getMask: () => model.getMask?.() as MaskLike,
  };
  const bits = new Uint8Array(18).fill(1, 0, 9);
  model.setMask?.(new Map([[output, bits]]));
  const ticket = await search(0.5, 1).findTicket(excluding, trainer);
  const held = model.getMask?.() as Map<string, Uint8Array>;
  expect(held.get(output)).toEqual(bits);
  expect([...(ticket.others.get(output) as Float32Array)].slice(9)).toEqual(new Array(9).fill(0));
  expect(held.get('fc1.weight')).toEqual(ticket.mask.layers.get('fc1.weight'));
});

describe('what getMask returns is checked:', () => {
  const planned = (mask: unknown) => () =>
    search(0.5, 1).plan({ ...logistic().model, getMask: () => mask as MaskLike }, { iterations: 1 });

  test('a mask of another size from getMask throws a ShapeError', () => {
    expect(planned(new Map([['linear', [1, 0]]]))).toThrow(ShapeError);
    expect(planned(new Map([['linear', [1, 0]]]))).toThrow(
      'weights of the mask "linear": must have 2 entries, got 12',
    );
  });

  test('an entry of 0.5 and a plain object from getMask throw ValueErrors', () => {
    expect(planned(new Map([['linear', new Array(12).fill(0.5)]]))).toThrow(
      'mask "linear"[0]: must be 0 or 1, got 0.5',
    );
    expect(planned({ linear: [1] })).toThrow('mask: must be a Mask or a Map of names to arrays of 0 and 1');
  });

  test('a promise from getMask throws a ValueError', () => {
    expect(planned(Promise.resolve(new Map()))).toThrow(
      'getMask: must return its result, not a promise of it',
    );
  });

  test('an invalid entry of a layer that is not prunable is reported when the mask is set', async () => {
    const { model, trainer } = logistic();
    const held = () => new Map([['other', [0.5]]]);
    const holding: PrunableModel = { ...model, getMask: held, setMask: () => {} };
    await expect(search(0.5, 1).findTicket(holding, trainer)).rejects.toThrow(
      'mask "other"[0]: must be 0 or 1, got 0.5',
    );
  });

  test('undefined and null from getMask mean that the model is dense', () => {
    for (const none of [undefined, null]) expect(planned(none)().levels).toEqual([new Map([[null, 12]])]);
  });
});

test('a network is dense again after its mask is removed', async () => {
  const model = mlp([4, 3], { random: new Random(1) });
  model.setMask(new Map([['fc1.weight', new Uint8Array(12).fill(1, 0, 3)]]));
  expect(() => search(0.5, 1).plan(model, { iterations: 1 })).toThrow('must be above 0.792');
  model.setMask(new Map());
  expect(search(0.5, 1).plan(model, { iterations: 1 }).levels).toEqual([new Map([[null, 6]])]);
});
