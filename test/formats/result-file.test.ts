import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError, ValueError } from '../../src/errors.ts';
import { encodeWithChecksum } from '../../src/formats/file-checksum.ts';
import { decodeSafetensors } from '../../src/formats/index.ts';
import { decodeResult, encodeResult } from '../../src/formats/result-file.ts';
import { Mask, WinningTicket } from '../../src/pruning/index.ts';
import { record } from './arbitraries.ts';
import { exampleProgress, exampleTicket, notRefused } from './examples.ts';
import { result } from './result-values.ts';

const NAME = 'units/level 1.safetensors';

const isFormatError = (error: unknown) =>
  error instanceof FormatError && error.message.startsWith(`${NAME}: must `);

const caught = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => new Error('no error'),
    (error: Error) => error,
  );

const throughFile = async (value: unknown): Promise<unknown> =>
  (await decodeResult(await encodeResult(value), NAME)).value;

const example = () => ({
  ticket: exampleTicket(),
  progress: exampleProgress(),
  checkpoints: new Map([[5, { weights: new Float64Array([0.1, -0]), optimizer: undefined }]]),
  curve: [{ iteration: 0, loss: Number.NaN }, null],
});

describe('a result file', () => {
  test('decoding an encoded value returns the value and the record, bit for bit', () =>
    fc.assert(
      fc.asyncProperty(result, record, async (value, about) => {
        const bytes = await encodeResult(value, about);
        const file = await decodeResult(bytes, NAME);
        deepStrictEqual(file.value, value);
        deepStrictEqual(file.record, about);
        expect(await encodeResult(file.value, file.record)).toEqual(bytes);
      }),
      { numRuns: 300 },
    ));

  test('an array that occurs several times is stored once and decoded to one array', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 8 }), async (choices) => {
        const pool = Array.from({ length: 5 }, () => new Float32Array([1]));
        const places = choices.map((i) => ({ of: new Map([['a', pool[i]]]) }));
        const bytes = await encodeResult(places);
        expect(decodeSafetensors(bytes, 'f').tensors.size).toBe(new Set(choices).size);
        const back = (await decodeResult(bytes, NAME)).value as typeof places;
        const arrays = back.map(({ of }) => of.get('a') as Float32Array);
        expect(arrays.map((one) => arrays.indexOf(one))).toEqual(choices.map((one) => choices.indexOf(one)));
      }),
    ));

  test('a mask or ticket that occurs several times is decoded to one object', async () => {
    const ticket = exampleTicket();
    const copy = exampleTicket();
    const back = (await throughFile({ ticket, again: ticket, mask: ticket.mask, copy })) as Record<
      string,
      WinningTicket
    >;
    expect(back.ticket).toBeInstanceOf(WinningTicket);
    expect(back.again).toBe(back.ticket);
    expect(back.mask).toBe(back.ticket.mask);
    expect(back.mask).toBeInstanceOf(Mask);
    expect(back.copy).not.toBe(back.ticket);
    expect(await back.copy.digest()).toBe(await ticket.digest());
  });

  test('undefined fields are omitted, and undefined items and entries are kept', async () => {
    const value = { a: undefined, list: [undefined, 1], map: new Map([['b', undefined]]), $x: undefined };
    expect(await throughFile(value)).toStrictEqual({
      list: [undefined, 1],
      map: new Map([['b', undefined]]),
    });
    expect(await throughFile(undefined)).toBe(undefined);
  });

  test('arrays in shared or larger memory are copied at the time of encoding', async () => {
    const shared = new Float32Array(new SharedArrayBuffer(40), 8, 2).fill(7);
    const bytes = encodeResult({ shared });
    shared.fill(0);
    const back = ((await decodeResult(await bytes, NAME)).value as { shared: Float32Array }).shared;
    expect([...back]).toEqual([7, 7]);
    expect(back.buffer).toBeInstanceOf(ArrayBuffer);
    expect(back.buffer.byteLength).toBe(8);
  });

  test('values may be nested in 99 lists, but not more', async () => {
    const nested = (depth: number): unknown => (depth === 0 ? -0 : [nested(depth - 1)]);
    expect(await throughFile(nested(100))).toStrictEqual(nested(100));
    expect(await caught(encodeResult(nested(101)))).toBeInstanceOf(ValueError);
    expect((await caught(encodeResult(nested(5000)))).message).toContain('must be inside at most 100 others');
  });
});

describe('encodeResult throws a ValueError with the path of the value', () => {
  class Point {
    x = 1;
  }
  class Sub extends Float32Array {}
  const cycle: unknown[] = [];
  cycle.push({ inside: cycle });
  const holes = [1, 2];
  delete holes[0];
  const wrongTicket = Object.assign(exampleTicket(), { rewind: { kind: 'never' } });
  test.each<[string, unknown, string]>([
    ['a function', { found: { ticket: { weights: () => 0 } } }, 'found.ticket.weights: must be plain data'],
    ['an instance of a class', [1, new Point()], '[1]: must be plain data'],
    ['an instance of a subclass', { a: new Sub(1) }, 'a: must be plain data'],
    ['a date', new Map([['fc1.weight', new Date()]]), '["fc1.weight"]: must be plain data'],
    ['a set', { a: new Set() }, 'a: '],
    ['a 32-bit integer array', { a: new Int32Array(1) }, 'a: '],
    ['a bigint', { a: 1n }, 'a: '],
    ['a symbol', Symbol('s'), 'result: '],
    ['a symbol as a key', { a: { [Symbol('s')]: 1 } }, 'a: must not have a symbol as a key'],
    ['a value that contains itself', cycle, '[0].inside: must not contain itself'],
    ['a list with a hole', { a: holes }, 'a: must be a list without holes'],
    ['a list with a field', Object.assign([1], { more: 1 }), 'result: must be a list without holes'],
    [
      'a key of a map that is an object',
      { a: new Map([[{}, 1]]) },
      'a: must be a Map with strings or numbers',
    ],
    ['a value below a strange key', { 'a b': { 1: () => 0 } }, '["a b"]["1"]: must be plain data'],
    ['a ticket with an unknown rewinding', { wrongTicket }, 'rewindStrategy: '],
  ])('%s', async (_, value, message) => {
    const error = await caught(encodeResult(value));
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message.slice(0, message.length)).toBe(message);
  });

  test('a record that is not text', async () => {
    expect(await caught(encodeResult(1, { seed: 4 as never }))).toBeInstanceOf(ValueError);
  });

  test('long paths, which are shortened in the message', async () => {
    const error = await caught(encodeResult({ ['x'.repeat(10_000)]: () => 0 }));
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message.length).toBeLessThan(400);
  });
});

describe('decodeResult throws a FormatError that begins with the file’s name for', () => {
  test('any changed byte, any shorter file and a longer one', async () => {
    const bytes = await encodeResult({ mask: exampleTicket().mask, x: [-0, 1.5, new Float64Array([2])] });
    expect(await notRefused(bytes, (corrupted) => decodeResult(corrupted, NAME), isFormatError)).toEqual([]);
  });

  test('500 random corruptions, unless the value is unchanged', async () => {
    const value = example();
    const bytes = await encodeResult(value, { seed: '1' });
    const original = (await decodeResult(bytes, NAME)).value;
    const at = fc.nat(bytes.length - 1);
    const corrupted = fc.oneof(
      fc
        .array(fc.tuple(at, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
        .map((flips) => {
          const changed = bytes.slice();
          for (const [i, change] of flips) changed[i] ^= change;
          return changed;
        }),
      at.map((length) => bytes.slice(0, length)),
      fc.tuple(at, fc.uint8Array({ minLength: 1, maxLength: 9 })).map(([i, more]) => {
        return new Uint8Array([...bytes.subarray(0, i), ...more, ...bytes.subarray(i)]);
      }),
      fc.tuple(at, at).map(([i, j]) => bytes.slice().fill(0, Math.min(i, j), Math.max(i, j) + 1)),
    );
    await fc.assert(
      fc.asyncProperty(corrupted, async (changed) => {
        const outcome = await decodeResult(changed, NAME).catch((error: unknown) => ({ error }));
        if ('error' in outcome) expect(outcome.error).toSatisfy(isFormatError);
        else deepStrictEqual(outcome.value, original);
      }),
      { numRuns: 500 },
    );
  });

  const F32 = { dtype: 'F32' as const, shape: [1], data: new Float32Array([2]) };
  const U8 = { dtype: 'U8' as const, shape: [1], data: new Uint8Array([1]) };
  type Tensors = Parameters<typeof encodeWithChecksum>[1]['tensors'];
  const forged = (value: string, tensors: Tensors = new Map(), more = {}) =>
    encodeWithChecksum('winning-ticket-result', { tensors, fields: { value, ...more }, record: {} });
  const one: Tensors = new Map([['0', F32]]);
  const layers = '{"$mask":{"$map":[["a",{"$array":0}]]}}';
  const ticket = (parts: string) => `{"$ticket":{"mask":${layers},${parts}}}`;
  const maskAndWeights: Tensors = new Map<string, typeof U8 | typeof F32>([
    ['0', U8],
    ['1', F32],
  ]);
  const weights = '"weights":{"$map":[["a",{"$array":1}]]}';
  const nested = (count: number) => '['.repeat(count) + ']'.repeat(count);

  test.each<[string, string, Tensors?, object?]>([
    ['bad JSON', '{"a":'],
    ['a key said twice', '{"a":1,"a":1}'],
    ['spaces', '[1, 2]'],
    ['a number in other digits', '1.0'],
    ['a number beyond doubles', '1e999'],
    ['−0 as itself', '-0'],
    ['an unknown number', '{"$number":"seven"}'],
    ['a finite number as a special one', '{"$number":"7"}'],
    ['a number of nested lists', `{"$number":${nested(50_000)}}`],
    ['an undefined field', '{"a":{"$undefined":true}}'],
    ['an unknown kind', '{"$date":"2020-01-01"}'],
    ['a kind called like a method', '{"$toString":1}'],
    ['a kind with another field', '{"$number":"NaN","a":1}'],
    ['an object that needs no list', '{"$object":[["a",1]]}'],
    ['an object with a number as a key', '{"$object":[["$a",1],[1,1]]}'],
    ['a map without a list', '{"$map":{}}'],
    ['a map with half an entry', '{"$map":[["a"]]}'],
    ['a map with a list as a key', '{"$map":[[[],1]]}'],
    ['a map that says a key twice', '{"$map":[["a",1],["a",2]]}'],
    ['an array that does not exist', '{"$array":0}'],
    ['an array with a name', '{"$array":"0"}', one],
    ['an array called like a method', '{"$array":"at"}', one],
    ['an array that is not used', '1', one],
    ['arrays in another order', '[{"$array":1},{"$array":0}]', maskAndWeights],
    ['tensors with other names', '{"$array":0}', new Map([['a', F32]])],
    ['a tensor of two axes', '{"$array":0}', new Map([['0', { ...F32, shape: [1, 1] }]])],
    ['a BOOL tensor', '{"$array":0}', new Map([['0', { ...U8, dtype: 'BOOL' as const }]])],
    ['a mask of numbers', layers, one],
    ['a mask of 2', layers, new Map([['0', { ...U8, data: new Uint8Array([2]) }]])],
    ['a mask without layers', '{"$mask":{"$map":[]}}'],
    ['a mask that is null', '{"$mask":null}'],
    ['a ticket that is a list', '{"$ticket":[]}'],
    ['a ticket without a mask', '{"$ticket":{}}'],
    ['a ticket without weights', ticket('"others":{"$map":[]}'), new Map([['0', U8]])],
    [
      'a ticket without a rewinding',
      ticket(`${weights},"others":{"$map":[]},"sparsityHistory":[0]`),
      maskAndWeights,
    ],
    [
      'a ticket with a history of text',
      ticket(`${weights},"others":{"$map":[]},"rewind":{"kind":"init"},"sparsityHistory":["0"]`),
      maskAndWeights,
    ],
    [
      'a ticket with another history',
      ticket(`${weights},"others":{"$map":[]},"rewind":{"kind":"init"},"sparsityHistory":[0.5]`),
      maskAndWeights,
    ],
    [
      'a ticket with nested lists in its rewinding',
      ticket(`${weights},"others":{"$map":[]},"rewind":{"kind":${nested(50_000)}},"sparsityHistory":[0]`),
      maskAndWeights,
    ],
    ['102 nested lists', nested(102)],
    ['50,000 nested lists', nested(50_000)],
    ['50,000 nested objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['50,000 nested maps', `${'{"$map":[[1,'.repeat(50_000)}1${']]}'.repeat(50_000)}`],
    ['50,000 nested masks', `${'{"$mask":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['other metadata', '1', new Map(), { note: 'x' }],
  ])('%s', async (_, value, tensors, more) => {
    const error = await caught(decodeResult(await forged(value, tensors, more), NAME));
    expect(error).toSatisfy(isFormatError);
    expect(error.message).toContain('must hold a result');
    expect(error.message.length).toBeLessThan(600);
  });

  test('a file without a value', async () => {
    const bytes = await encodeWithChecksum('winning-ticket-result', {
      tensors: new Map(),
      fields: {},
      record: {},
    });
    expect(await caught(decodeResult(bytes, NAME))).toSatisfy(isFormatError);
  });

  test('a file of another format', async () => {
    const bytes = await encodeWithChecksum('winning-ticket', {
      tensors: new Map(),
      fields: { value: '1' },
      record: {},
    });
    expect(await caught(decodeResult(bytes, NAME))).toSatisfy(isFormatError);
  });

  test('the unmodified example is accepted, so the modified ones are rejected for their content', async () => {
    const parts = `${weights},"others":{"$map":[]},"rewind":{"kind":"init"},"sparsityHistory":[0]`;
    const { value } = await decodeResult(await forged(ticket(parts), maskAndWeights), NAME);
    expect(value).toBeInstanceOf(WinningTicket);
  });
});
