import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  LotteryTicketPruner,
  Mask,
  RewindStrategy,
  type TicketJson,
  ValueError,
  WinningTicket,
} from '../../src/pruning/index.ts';
import { ticket as anyTicket } from '../formats/arbitraries.ts';
import { plainTicket } from '../formats/bits.ts';
import { logistic } from './clients.ts';

/** What a text in another process becomes. */
const passed = (value: unknown) => JSON.parse(JSON.stringify(value));

const example = () =>
  new WinningTicket({
    mask: new Mask(
      new Map<string, number[]>([
        ['', [1, 0, 1, 0, 0, 0, 0, 0, 1]],
        ['none', []],
        ['b', [0, 1]],
      ]),
    ),
    weights: new Map([
      ['', Float32Array.of(0.5, 0, -0, 0, 0, 0, 0, 0, 1e-45)],
      ['none', new Float32Array()],
      ['b', Float32Array.of(0, -2)],
    ]),
    others: new Map([['bias', Float32Array.of(-0, 0.25)]]),
    rewind: RewindStrategy.early({ iteration: 20 }),
    sparsityHistory: [0, 7 / 11],
  });

/** Written out, because a mistake in toJSON must fail a test and not the making of the cases below. */
const JSON_OF_EXAMPLE: TicketJson = {
  format: 'winning-ticket',
  version: 1,
  mask: [
    ['', 9, 'BQE='], // 0b00000101, 0b1
    ['none', 0, ''],
    ['b', 2, 'Ag=='], // 0b10
  ],
  weights: [
    ['', 'AAAAPwAAAIABAAAA'], // 0.5, −0, 2⁻¹⁴⁹
    ['none', ''],
    ['b', 'AAAAwA=='], // −2
  ],
  others: [['bias', 'AAAAgAAAgD4=']], // −0, 0.25
  rewind: { kind: 'early', iteration: 20 },
  sparsityHistory: [0, 7 / 11],
};

test('the JSON of a ticket contains the bits of the mask and the surviving weights', () => {
  expect(passed(example())).toEqual(JSON_OF_EXAMPLE);
});

test('any ticket is restored from its JSON bit for bit, with the same digest', () =>
  fc.assert(
    fc.asyncProperty(anyTicket, async (one) => {
      const again = WinningTicket.fromJSON(passed(one));
      expect(again).toBeInstanceOf(WinningTicket);
      expect(plainTicket(again)).toEqual(plainTicket(one));
      expect(await again.digest()).toBe(await one.digest());
      expect(passed(again)).toEqual(passed(one));
    }),
  ));

test('any mask is restored from its JSON', () =>
  fc.assert(
    fc.property(anyTicket, ({ mask }) => {
      const again = Mask.fromJSON(passed(mask));
      expect(again).toBeInstanceOf(Mask);
      expect(again).toEqual(mask);
      expect([...again.layers.keys()]).toEqual([...mask.layers.keys()]);
    }),
  ));

test('the JSON of a sparse ticket is much smaller than its arrays', () => {
  const size = 100_000;
  const mask = new Mask(new Map([['w', new Uint8Array(size).fill(1, 0, 5000)]]));
  const weights = new Map([['w', new Float32Array(size).fill(0.1)]]);
  const parts = { mask, weights, others: new Map(), rewind: RewindStrategy.init(), sparsityHistory: [0.95] };
  expect(JSON.stringify(new WinningTicket(parts)).length).toBeLessThan(0.12 * 4 * size);
});

describe('fromJSON throws a ValueError for', () => {
  const json = (): TicketJson => structuredClone(JSON_OF_EXAMPLE);
  const changed = (change: object) => ({ ...json(), ...change });
  const mask = (...entries: unknown[]) => changed({ mask: [...entries, ...json().mask.slice(1)] });
  const weights = (...entries: unknown[]) => changed({ weights: [...entries, ...json().weights.slice(1)] });
  const { others: _, ...incomplete } = json();

  const ticket = 'ticket: must be the JSON of a ticket, parsed, got ';

  test.each<[string, unknown, string]>([
    ['undefined', undefined, `${ticket}undefined`],
    ['null', null, `${ticket}null`],
    ['text that is not parsed', '{}', `${ticket}"{}"`],
    ['a list', [], ticket],
    ['another format', changed({ format: 'x' }), ticket],
    ['another version', changed({ version: 2 }), ticket],
    ['another field', changed({ digest: 'x' }), ticket],
    ['a field less', incomplete, ticket],
    ['a mask in an object', changed({ mask: { w: 'BQ==' } }), ticket],
    ['an entry that is no list', mask('w'), ticket],
    ['an entry that is null', mask(null), ticket],
    ['an entry too short', mask(['', 9]), ticket],
    ['an entry too long', mask(['', 9, 'BQE=', 1]), ticket],
    ['a name that is a number', mask([0, 9, 'BQE=']), 'weights: must be the layers'],
    ['a name twice', mask(['b', 9, 'BQE=']), 'weights: must be the layers'],
    ['a size of text', mask(['', '9', 'BQE=']), ticket],
    ['a size below 0', mask(['', -1, 'BQE=']), 'sparsityHistory[1]: must be n ÷ 2'],
    ['a size beyond its bits', mask(['', 1e12, 'BQE=']), 'sparsityHistory[1]: must be n ÷ 18'],
    ['a size that leaves a byte', mask(['', 8, 'BQE=']), 'sparsityHistory[1]: must be n ÷ 10'],
    ['a bit beyond the size', mask(['', 9, 'BQM=']), ticket],
    ['bits that are no text', mask(['', 9, 5]), ticket],
    ['bits that are no base64', mask(['', 9, 'BQ*=']), ticket],
    ['base64 without padding', mask(['', 9, 'BQE']), ticket],
    ['base64 with a space', mask(['', 9, 'BQE= ']), ticket],
    ['base64 with unused bits', mask(['', 9, 'BQF=']), ticket],
    ['weights of half a number', changed({ others: [['bias', 'AAA=']] }), ticket],
    ['a weight less', weights(['', 'AAAAPwAAAIA=']), ticket],
    ['a weight more', weights(['', 'AAAAPwAAAIABAAAAAAAAPw==']), ticket],
    ['a weight twice', weights(['b', 'AAAAwA==']), 'weights: must be the layers'],
    ['weights of an unknown layer', weights(['w', '']), 'weights: must be the layers [, none, b], got ["w"'],
    [
      'no weights of a layer',
      changed({ weights: json().weights.slice(1) }),
      'weights: must be the layers [, none, b]',
    ],
    ['a NaN', weights(['', 'AADAfwAAAIABAAAA']), '[0]: must be finite, got NaN'],
    ['others with a number for a name', changed({ others: [[0, '']] }), ticket],
    [
      'others that are infinite',
      changed({ others: [['bias', 'AACAfw==']] }),
      'bias[0]: must be finite, got Infinity',
    ],
    ['no strategy', changed({ rewind: null }), 'rewindStrategy: must be a RewindStrategy, got null'],
    [
      'a strategy with more to it',
      changed({ rewind: { kind: 'init', iteration: 1 } }),
      'rewindStrategy: must be a RewindStrategy',
    ],
    ['a history that falls', changed({ sparsityHistory: [0.8, 7 / 11] }), 'sparsityHistory[0]: '],
    [
      'a history of text',
      changed({ sparsityHistory: '7' }),
      'sparsityHistory: must be a list of numbers, got "7"',
    ],
  ])('%s', (_, value, message) => {
    const read = () => WinningTicket.fromJSON(value);
    expect(read).toThrow(ValueError);
    expect(read).toThrow(message);
  });

  test('fromJSON throws a ValueError for a ticket and for a clone of one', () => {
    for (const value of [example(), structuredClone(example())])
      expect(() => WinningTicket.fromJSON(value)).toThrow(ticket);
  });

  test('fromJSON accepts another order of fields, as some databases return it', async () => {
    const { rewind, ...rest } = json();
    const reversed = Object.fromEntries(
      Object.entries({ ...rest, rewind: { iteration: 20, kind: 'early' } }).reverse(),
    );
    expect(await WinningTicket.fromJSON(reversed).digest()).toBe(await example().digest());
    expect(rewind).toEqual(reversed.rewind);
  });

  test.each([
    [
      [
        ['b', 2, 'Ag=='],
        ['b', 2, 'Ag=='],
      ],
    ],
    [
      [
        ['b', -1, 'Ag=='],
        ['c', 1, 'AQ=='],
      ],
    ],
    [[['b', 1e12, 'Ag==']]],
    [[['b', 1, 'Ag==']]],
    [[['b', 2, 'Bg==']]],
    [[['b', 2.5, 'Ag==']]],
    [[[1, 2, 'Ag==']]],
    [{ b: [2, 'Ag=='] }],
  ])('fromJSON throws a ValueError for the mask %j', (json) => {
    expect(() => Mask.fromJSON(json)).toThrow('mask: must be the JSON of a mask, parsed, got ');
  });

  test('fromJSON throws a ValueError for a mask without weights', () => {
    expect(() => Mask.fromJSON([])).toThrow('mask: must have at least one weight, got 0');
    expect(() => Mask.fromJSON(undefined)).toThrow('mask: must be the JSON of a mask, parsed, got undefined');
    expect(() => Mask.fromJSON('[]')).toThrow('mask: must be the JSON of a mask, parsed, got "[]"');
  });
});

test('toJSON throws for a pruned weight that was modified', () => {
  const one = example();
  (one.weights.get('') as Float32Array)[1] = 3;
  expect(() => JSON.stringify(one)).toThrow('[1]: must be +0 as it is pruned, got 3');
  const other = example();
  (other.weights.get('b') as Float32Array)[0] = -0;
  expect(() => JSON.stringify(other)).toThrow('b[0]: must be +0 as it is pruned, got -0');
});

describe('a structured clone of a ticket', () => {
  test('WinningTicket.from rejects a structured clone without weights', () => {
    const clone = { ...structuredClone(example()), weights: undefined };
    expect(() => WinningTicket.from(clone as never)).toThrow('weights: must be a Map');
  });

  test('WinningTicket.from restores a structured clone with its digest, and shares no memory with it', async () => {
    const one = example();
    const clone = structuredClone(one);
    const again = WinningTicket.from(clone);
    expect(plainTicket(again)).toEqual(plainTicket(one));
    expect(await again.digest()).toBe(await one.digest());
    clone.weights.get('b')?.fill(9);
    expect(plainTicket(again)).toEqual(plainTicket(one));
  });

  test('a ticket that is sent through a MessageChannel can be restored and applied to a network', async () => {
    const { model, trainer } = logistic();
    const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 });
    const ticket = await pruner.findTicket(model, trainer);
    const { port1, port2 } = new MessageChannel();
    const received = await new Promise<WinningTicket>((resolve) => {
      port2.onmessage = ({ data }) => resolve(WinningTicket.from(data));
      port1.postMessage(ticket);
    });
    port1.close();
    const other = logistic(2).model;
    pruner.applyTicket(other, received);
    expect(other.prunableWeights()).toEqual(ticket.weights);
  });

  test.each<[string, unknown, string]>([
    ['undefined', undefined, 'mask: must be a Mask or a Map'],
    ['null', null, 'mask: must be a Mask or a Map'],
    ['JSON', structuredClone(JSON_OF_EXAMPLE), 'mask: must be a Mask or a Map'],
  ])('WinningTicket.from rejects %s', (_, clone, message) => {
    expect(() => WinningTicket.from(clone as WinningTicket)).toThrow(message);
  });
});

test('applyTicket rejects a clone and JSON, explains how to restore them, and changes nothing', async () => {
  const { model, trainer } = logistic();
  const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1 });
  const ticket = await pruner.findTicket(model, trainer);
  const other = logistic(2).model;
  const before = structuredClone(other.prunableWeights());
  for (const wrong of [structuredClone(ticket), passed(ticket), undefined])
    expect(() => pruner.applyTicket(other, wrong as WinningTicket)).toThrow(
      'ticket: must be a WinningTicket: restore a clone with WinningTicket.from, and JSON with WinningTicket.fromJSON',
    );
  expect(other.prunableWeights()).toEqual(before);
});
