// A model must return its live arrays: the same memory at every call, and separate memory for each name.

import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import {
  LotteryTicketPruner,
  type PrunableModel,
  type Trainer,
  ValueError,
  type Weights,
  type WinningTicket,
} from '../../src/pruning/index.ts';
import { toy } from './toy.ts';

const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 });

/** What a search and `applyTicket` say of a model; null where they accept it. */
async function messagesOf(model: PrunableModel): Promise<(string | null)[]> {
  const { trainer, trained } = toy();
  const found = toy();
  const ticket = await pruner.findTicket(found.model, found.trainer);
  const failures = [
    await pruner.findTicket(model, { ...trainer, iterations: 1 }).catch((error: unknown) => error),
    await Promise.resolve()
      .then(() => pruner.applyTicket(model, ticket))
      .catch((error: unknown) => error),
  ];
  expect(trained).toEqual([]);
  return failures.map((failure) => {
    expect(failure).toBeInstanceOf(ValueError);
    return (failure as Error).message;
  });
}

const twice = (message: string) => [message, message];

describe('copies', () => {
  const { w, b } = toy();
  const COPY = 'must be the live array, the same at every call, got "a copy"';

  test.each<[string, PrunableModel, string]>([
    [
      'of prunable weights',
      { prunableWeights: () => new Map([['w', w.slice()]]) },
      `prunableWeights "w": ${COPY}`,
    ],
    [
      'of other weights',
      {
        prunableWeights: () => new Map([['w', w]]),
        otherWeights: () => new Map([['b', b.slice()]]),
      },
      `otherWeights "b": ${COPY}`,
    ],
  ])('%s are rejected', async (_, model, message) => {
    expect(await messagesOf(model)).toEqual(twice(message));
  });

  test('a layer that is missing at the second call is rejected', async () => {
    let calls = 0;
    const model = { prunableWeights: () => new Map(calls++ % 2 === 0 ? [['w', w]] : []) } as PrunableModel;
    expect(() => pruner.applyTicket(model, {} as WinningTicket)).toThrow(`prunableWeights "w": ${COPY}`);
  });

  const memory = new Float32Array(16);
  test.each([
    ['at another offset', 1, 8],
    ['of another length', 0, 7],
  ])('a view %s at the second call is rejected', (_, start, length) => {
    let calls = 0;
    const view = () => (calls++ % 2 === 0 ? memory.subarray(0, 8) : memory.subarray(start, start + length));
    const model = { prunableWeights: () => new Map([['w', view()]]) };
    expect(() => pruner.applyTicket(model, {} as WinningTicket)).toThrow(`prunableWeights "w": ${COPY}`);
  });
});

describe('memory that two arrays share', () => {
  const both = (first: Weights, second: Weights = new Map()): PrunableModel => ({
    prunableWeights: () => first,
    otherWeights: () => second,
  });
  const array = new Float32Array(8).fill(1);
  const OWN = 'must have its own memory (name tied weights once), got';

  test.each([
    [
      'tied weights',
      both(
        new Map([
          ['in', array],
          ['out', array],
        ]),
      ),
      `prunableWeights "out": ${OWN} "prunableWeights \\"in\\""`,
    ],
    [
      'a prunable array that is listed as another weight too',
      both(new Map([['w', array]]), new Map([['w', array]])),
      `otherWeights "w": ${OWN} "prunableWeights \\"w\\""`,
    ],
    [
      'a bias that is a view of the weights',
      both(new Map([['w', array]]), new Map([['b', array.subarray(7)]])),
      `otherWeights "b": ${OWN} "prunableWeights \\"w\\""`,
    ],
  ])('%s: rejected', async (_, model, message) => {
    expect(await messagesOf(model)).toEqual(twice(message));
  });

  test('two views of one buffer are accepted if and only if they do not overlap', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(10), fc.nat(10)), { minLength: 2, maxLength: 2 }),
        ([[a, aEnd], [b, bEnd]]) => {
          const buffer = new Float32Array(20);
          const views = [buffer.subarray(a, a + aEnd), buffer.subarray(b, b + bEnd)];
          buffer
            .fill(0)
            .subarray(a, a + aEnd)
            .fill(1);
          const isOverlapping = bEnd > 0 && aEnd > 0 && views[1].includes(1);
          const model = both(new Map([['a', views[0]]]), new Map([['b', views[1]]]));
          const apply = () => pruner.applyTicket(model, { weights: new Map() } as unknown as WinningTicket);
          if (isOverlapping) expect(apply).toThrow(OWN);
          else expect(apply).not.toThrow(OWN);
        },
      ),
    ));
});

describe('arrays of other types', () => {
  test.each<[string, unknown, string]>([
    ['a Float64Array', new Float64Array(8), 'must be a Float32Array, got a Float64Array'],
    ['an array of numbers', [1, 2], 'must be a Float32Array, got [1, 2]'],
    ['a nested array', [[1]], 'must be a Float32Array, got [[1]]'],
    ['undefined', undefined, 'must be a Float32Array, got undefined'],
    ['null', null, 'must be a Float32Array, got null'],
    ['a promise of one', Promise.resolve(), 'must return its result, not a promise of it, got a Promise'],
  ])('%s is rejected by name', async (_, values, rule) => {
    const { w } = toy();
    const wrong = () => new Map([['x', values]]) as Map<string, Float32Array>;
    expect(await messagesOf({ prunableWeights: wrong })).toEqual(twice(`prunableWeights "x": ${rule}`));
    const model = { prunableWeights: () => new Map([['w', w]]), otherWeights: wrong };
    expect(await messagesOf(model)).toEqual(twice(`otherWeights "x": ${rule}`));
  });

  test.each<[string, unknown, string]>([
    ['a plain object', { w: new Float32Array(8) }, 'must return a Map of Float32Arrays, got an Object'],
    ['an array of pairs', [['w', 1]], 'must return a Map of Float32Arrays, got [["w", 1]]'],
    ['undefined', undefined, 'must return a Map of Float32Arrays, got undefined'],
    ['a promise', Promise.resolve(new Map()), 'must return its result, not a promise of it, got a Promise'],
  ])('%s in place of the Map is rejected by the name of the method', async (_, arrays, rule) => {
    const wrong = () => arrays as Map<string, Float32Array>;
    expect(await messagesOf({ prunableWeights: wrong })).toEqual(twice(`prunableWeights: ${rule}`));
    if (arrays === undefined) return; // a model without other weights
    const { model } = toy();
    expect(await messagesOf({ ...model, otherWeights: wrong })).toEqual(twice(`otherWeights: ${rule}`));
  });

  test.each([undefined, null, 7, {}])('the model %s is rejected', async (model) => {
    const expected = /^model: must have a method prunableWeights, got /;
    for (const message of await messagesOf(model as PrunableModel)) expect(message).toMatch(expected);
    expect(() => pruner.plan(model as PrunableModel, { iterations: 1 })).toThrow(expected);
  });

  test('arrays and a Map of another realm are accepted', async () => {
    const { runInNewContext } = await import('node:vm');
    const map = runInNewContext('new Map([["w", new Float32Array([4, -3, 2, -1])]])') as Map<
      string,
      Float32Array
    >;
    expect(map).not.toBeInstanceOf(Map);
    const { trainer } = toy();
    const values = map.get('w') as Float32Array;
    const train: typeof trainer.train = async ({ from, to, afterUpdate }) => {
      for (let clock = from; clock < to; clock++) {
        values[0]++;
        afterUpdate(clock + 1);
      }
    };
    const ticket = await pruner.findTicket({ prunableWeights: () => map }, { ...trainer, train });
    expect([...values]).toEqual([4, -3, 0, 0]);
    expect(ticket.remainingParameters).toBe(2);
  });
});

describe('a model that keeps copies, the same at every call', () => {
  const fresh = () => [Float32Array.of(1, -2), Float32Array.of(3, -4), Float32Array.of(0)] as const;
  /** A network whose arrays are trained, and the model that a caller makes of some of them and of copies. */
  function withCopies(copied: 'none' | 'w2' | 'bias') {
    const [w1, w2, bias] = fresh();
    const [, copyOfW2, copyOfBias] = fresh();
    const model = {
      prunableWeights: () =>
        new Map([
          ['w1', w1],
          ['w2', copied === 'w2' ? copyOfW2 : w2],
        ]),
      otherWeights: () => new Map([['bias', copied === 'bias' ? copyOfBias : bias]]),
    };
    const trainer: Trainer = {
      iterations: 2,
      train({ from, to, afterUpdate }) {
        for (let clock = from; clock < to; ) {
          for (const array of [w1, w2, bias]) array.set(array.map((value) => value + 1));
          afterUpdate(++clock);
        }
      },
    };
    return { model, trainer };
  }
  test('of one layer is rejected after the first round', async () => {
    const { model, trainer } = withCopies('w2');
    await expect(pruner.findTicket(model, trainer)).rejects.toThrow(
      'prunableWeights "w2": must be the live array that is trained, but it did not change in round 1 (see allowUntrained)',
    );
  });

  test('of biases logs a warning, because some biases are constant', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    for (const copied of ['none', 'bias'] as const) {
      const { model, trainer } = withCopies(copied);
      await pruner.findTicket(model, trainer);
    }
    expect(warn.mock.calls).toEqual([
      ['otherWeights "bias": did not change in round 1. Return the live array, not a copy.'],
    ]);
    warn.mockRestore();
  });
});
