// What clients return: promises where a value is needed, other types, and arrays of the wrong size.

import { describe, expect, test } from 'vitest';
import {
  CRITERIA,
  type Criterion,
  LotteryTicketPruner,
  type PrunableModel,
  RewindStrategy,
  type SearchOptions,
  ShapeError,
  type Trainer,
  ValueError,
} from '../../src/pruning/index.ts';
import { logistic } from './clients.ts';
import { toy } from './toy.ts';

const options = { targetSparsity: 0.5, pruningRounds: 2 };
const PROMISE = 'must return its result, not a promise of it, got a Promise';

async function errorOf(change: object, trainer: object, model: PrunableModel = toy().model): Promise<Error> {
  const pruner = new LotteryTicketPruner({ ...options, ...change });
  const failure = await pruner.findTicket(model, trainer as Trainer).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ValueError);
  return failure as Error;
}

describe('an async method throws a ValueError that names it', () => {
  const { model, trainer } = logistic();

  test('an async state throws a ValueError that names the method', async () => {
    const async = { ...trainer, state: async () => trainer.state() };
    expect((await errorOf({}, async, model)).message).toBe(`trainer.state: ${PROMISE}`);
  });

  test('an async load throws a ValueError that names the method', async () => {
    const async = { ...trainer, load: async (state: unknown) => trainer.load(state) };
    expect((await errorOf({}, async, model)).message).toBe(`trainer.load: ${PROMISE}`);
  });

  test.each(['gradients', 'hessianGradients', 'flowGradients'] as const)('%s', async (kind) => {
    const client = toy();
    const criterion: Criterion = Object.assign(
      (evidence: Parameters<Criterion>[0]) => evidence[kind]?.().get(evidence.layer) as Float32Array,
      { needs: kind },
    );
    const async = { ...client.trainer, [kind]: async () => client.model.prunableWeights() };
    expect((await errorOf({ criterion }, async, client.model)).message).toBe(`${kind}: ${PROMISE}`);
  });

  test('an async criterion throws a ValueError that names it', async () => {
    const client = toy();
    const criterion = async () => client.w;
    expect((await errorOf({ criterion }, client.trainer, client.model)).message).toBe(
      `criterion: ${PROMISE}`,
    );
  });

  test('an async setMask throws a ValueError that names the method', async () => {
    const client = toy();
    const masked = { ...client.model, setMask: async () => {} };
    expect((await errorOf({}, client.trainer, masked)).message).toBe(`setMask: ${PROMISE}`);
  });

  test('an async reinitialize throws a ValueError that names it', async () => {
    const client = toy();
    const change = {
      rewindStrategy: RewindStrategy.reinitialize(),
      reinitialize: async () => ({ weights: new Map(), others: new Map() }),
    };
    expect((await errorOf(change, client.trainer, client.model)).message).toBe(`reinitialize: ${PROMISE}`);
  });
});

describe('the derivatives of a trainer', () => {
  const errorWith = async (gradients: unknown) => {
    const { model, trainer } = toy();
    const error = await errorOf(
      { criterion: 'snip' },
      { ...trainer, gradients: () => gradients } as unknown as Trainer,
      model,
    );
    return error;
  };

  test.each<[string, unknown, string]>([
    ['undefined', undefined, 'gradients: must return a Map of Float32Arrays, got undefined'],
    ['an array', new Float32Array(8), 'gradients: must return a Map of Float32Arrays, got a Float32Array'],
    ['no layer', new Map(), 'gradients "w": must be a Float32Array, got undefined'],
    [
      'a layer as a Float64Array',
      new Map([['w', new Float64Array(8)]]),
      'gradients "w": must be a Float32Array, got a Float64Array',
    ],
    [
      'another layer as an array of numbers',
      new Map<string, unknown>([
        ['w', new Float32Array(8)],
        ['b', [1]],
      ]),
      'gradients "b": must be a Float32Array, got [1]',
    ],
    ['a short layer', new Map([['w', new Float32Array(7)]]), 'gradients "w": must have 8 entries, got 7'],
    ['a long layer', new Map([['w', new Float32Array(9)]]), 'gradients "w": must have 8 entries, got 9'],
  ])('derivatives of a trainer are rejected: %s', async (name, gradients, message) => {
    const error = await errorWith(gradients);
    expect(error.message).toBe(message);
    expect(error instanceof ShapeError).toBe(/short|long/.test(name));
  });

  test('derivatives of a trainer may include layers that the model does not have, such as biases', async () => {
    const { model, trainer } = toy();
    const gradients = () =>
      new Map([
        ['w', Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
        ['b', Float32Array.of(1)],
      ]);
    const pruner = new LotteryTicketPruner({ ...options, criterion: CRITERIA.gradient });
    const { mask } = await pruner.findTicket(model, { ...trainer, gradients } as Trainer);
    expect([...(mask.layers.get('w') as Uint8Array)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  });

  test('a trainer without derivatives is rejected before any training if the criterion needs them', async () => {
    const { model, trainer, trained } = toy();
    for (const [criterion, method] of [
      ['snip', 'gradients'],
      ['grasp', 'hessianGradients'],
      ['synflow', 'flowGradients'],
      ['random', 'random'],
    ])
      expect((await errorOf({ criterion }, trainer, model)).message).toMatch(
        new RegExp(`^${method}: must be offered`),
      );
    expect(trained).toEqual([]);
  });
});

describe('the scores of a criterion', () => {
  test.each<[string, unknown, string]>([
    ['a Float64Array', new Float64Array(8), 'criterion: must be a Float32Array, got a Float64Array'],
    ['an array', [1], 'criterion: must be a Float32Array, got [1]'],
    ['undefined', undefined, 'criterion: must be a Float32Array, got undefined'],
    ['too few scores', new Float32Array(7), 'scores "w": must have 8 entries, got 7'],
  ])('scores of a criterion are rejected: %s', async (_, scores, message) => {
    const { model, trainer } = toy();
    expect((await errorOf({ criterion: () => scores }, trainer, model)).message).toBe(message);
  });
});

describe('the arrays of reinitialize', () => {
  test.each<[string, unknown, string]>([
    ['undefined', undefined, 'reinitialize: weights: must return a Map of Float32Arrays, got undefined'],
    [
      'no other weights',
      { weights: new Map() },
      'reinitialize: other weights: must return a Map of Float32Arrays',
    ],
    [
      'a Float64Array',
      { weights: new Map([['w', new Float64Array(8)]]), others: new Map() },
      'reinitialize: weights "w": must be a Float32Array, got a Float64Array',
    ],
  ])('arrays of reinitialize are rejected: %s', async (_, drawn, message) => {
    const { model, trainer } = toy();
    const change = { rewindStrategy: RewindStrategy.reinitialize(), reinitialize: () => drawn };
    expect((await errorOf(change, trainer, model)).message.slice(0, message.length)).toBe(message);
  });
});

describe('a missing or incomplete trainer', () => {
  test.each([
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['without train', { iterations: 4 }, 'an Object'],
    ['with iterations only', 4, '4'],
  ])('a trainer is rejected: %s', async (_, trainer, got) => {
    expect((await errorOf({}, trainer as unknown as object)).message).toBe(
      `trainer: must have a method train, got ${got}`,
    );
  });

  test('plan throws an error that names missing iterations', () => {
    const pruner = new LotteryTicketPruner(options);
    expect(() => pruner.plan(toy().model, undefined as never)).toThrow(
      'trainer.iterations: must be an integer ≥ 1, got undefined',
    );
  });
});

test('an unknown option of a search is rejected with a suggestion', async () => {
  const { model, trainer, trained } = toy();
  const pruner = new LotteryTicketPruner(options);
  const wrong = { sginal: AbortSignal.abort() } as SearchOptions;
  await expect(pruner.findTicket(model, trainer, wrong)).rejects.toThrow(
    'sginal: must be an option of a search (did you mean signal?), got an AbortSignal',
  );
  await expect(pruner.rounds(model, trainer, { progress: 1 } as SearchOptions).next()).rejects.toThrow(
    /^progress: must be an option of a search /,
  );
  expect(trained).toEqual([]);
});

test('CRITERIA is frozen', () => {
  expect(Object.isFrozen(CRITERIA)).toBe(true);
  expect(() => Object.assign(CRITERIA, { magnitude: CRITERIA.random })).toThrow(TypeError);
});
