import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError, NonFiniteError, ShapeError, ValueError } from '../../src/errors.ts';
import { type Content, decodeWithChecksum, encodeWithChecksum } from '../../src/formats/file-checksum.ts';
import {
  decodeSafetensors,
  decodeTicket,
  decodeTicketFile,
  encodeSafetensors,
  encodeTicket,
  type SafeTensor,
} from '../../src/formats/index.ts';
import { Mask, type TicketParts, WinningTicket } from '../../src/pruning/index.ts';
import { record, shapesOf, ticket } from './arbitraries.ts';
import { plainTicket } from './bits.ts';
import { exampleOptions, exampleTicket, notRefused } from './examples.ts';

const isFormatError = (error: unknown) =>
  error instanceof FormatError && error.message.startsWith('a.safetensors: ');

describe('a ticket file', () => {
  test('decoding an encoded ticket returns the ticket, shapes and record, bit for bit', () =>
    fc.assert(
      fc.asyncProperty(
        ticket.chain((one) => fc.tuple(fc.constant(one), shapesOf(one))),
        record,
        async ([one, shapes], about) => {
          const file = await decodeTicketFile(await encodeTicket(one, { shapes, record: about }), 'f');
          expect(plainTicket(file.ticket)).toEqual(plainTicket(one));
          expect(await file.ticket.digest()).toBe(await one.digest());
          expect(file.shapes).toEqual(shapes);
          expect(Object.entries(file.record).sort()).toEqual(Object.entries(about).sort());
        },
      ),
    ));

  test('encoding is deterministic, and the decoded ticket does not share memory with the original', async () => {
    const one = exampleTicket();
    const bytes = await encodeTicket(one, exampleOptions());
    const again = await decodeTicketFile(bytes, 'f');
    one.weights.get('fc1')?.fill(9);
    expect(again.ticket.weights.get('fc1')?.[0]).toBe(0.5);
    expect(await encodeTicket(again.ticket, { shapes: again.shapes, record: again.record })).toEqual(bytes);
  });

  test('a ticket file contains NAME in float32 and NAME_mask of the same shape, and biases under their names', async () => {
    const { tensors, metadata } = decodeSafetensors(
      await encodeTicket(exampleTicket(), exampleOptions()),
      'f',
    );
    const described = [...tensors].map(([name, { dtype, shape }]) => [name, dtype, shape]);
    expect(described).toEqual([
      ['fc1', 'F32', [2, 3]],
      ['fc2', 'F32', [1, 2]],
      ['fc1.bias', 'F32', [2]],
      ['fc1_mask', 'BOOL', [2, 3]],
      ['fc2_mask', 'BOOL', [1, 2]],
    ]);
    expect(metadata).toEqual({
      format: 'winning-ticket',
      version: '1',
      rewind: '{"kind":"early","iteration":500}',
      sparsityHistory: '[0.25,0.375]',
      order: '{"weights":["fc1","fc2"],"mask":["fc1","fc2"],"others":["fc1.bias"]}',
      digest: await exampleTicket().digest(),
      'record.seed': '42',
      'record.note': exampleOptions().record.note,
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('a file rewritten by a tool that does not keep the order is accepted', async () => {
    const { tensors, metadata } = decodeSafetensors(
      await encodeTicket(exampleTicket(), exampleOptions()),
      'f',
    );
    const reversed = encodeSafetensors(
      new Map([...tensors].reverse()),
      Object.fromEntries(Object.entries(metadata).reverse()),
    );
    expect(plainTicket(await decodeTicket(reversed, 'f'))).toEqual(plainTicket(exampleTicket()));
  });

  test('encoding takes a snapshot: later changes are not in the file', async () => {
    const one = exampleTicket();
    const writing = encodeTicket(one);
    one.weights.get('fc1')?.fill(9);
    expect(plainTicket(await decodeTicket(await writing, 'f'))).toEqual(plainTicket(exampleTicket()));
  });
});

describe('encodeTicket rejects a ticket that is not valid', () => {
  const changed = (parts: Partial<TicketParts>) => new WinningTicket({ ...exampleTicket(), ...parts });
  /** A ticket that a caller without types has written to. */
  const modified = (parts: Partial<TicketParts>) => Object.assign(exampleTicket(), parts);
  const one = (name: string) => new Map([[name, new Float32Array(1)]]);
  const withLayers = (...names: string[]) =>
    new WinningTicket({
      ...exampleTicket(),
      mask: new Mask(new Map(names.map((name) => [name, new Uint8Array([1])]))),
      weights: new Map(names.map((name) => [name, new Float32Array(1)])),
      others: new Map(),
      sparsityHistory: [0],
    });
  const withWeight = (index: number, value: number) => {
    const wrong = exampleTicket();
    (wrong.weights.get('fc1') as Float32Array)[index] = value;
    return wrong;
  };

  test.each<[string, WinningTicket, string]>([
    ['a layer called as the mask of another', withLayers('a', 'a_mask'), 'names: '],
    ['other weights called as a mask', changed({ others: one('fc2_mask') }), 'names: '],
    ['other weights called as a layer', changed({ others: one('fc2') }), 'names: '],
    ['a layer called __metadata__', withLayers('__metadata__'), 'tensor: '],
    ['a pruned weight that is not 0', withWeight(1, 2), 'fc1[1]: must be +0'],
    ['a pruned weight that is −0', withWeight(3, -0), 'fc1[3]: must be +0'],
    ['a NaN', withWeight(0, Number.NaN), 'fc1[0]: must be finite'],
    ['a history that falls', modified({ sparsityHistory: [0.5, 0.375] }), 'sparsityHistory[1]: '],
    ['a history of no count', modified({ sparsityHistory: [0.3, 0.375] }), 'sparsityHistory[0]: '],
    ['no strategy', modified({ rewind: { kind: 'later' } as never }), 'rewindStrategy: '],
    [
      'a strategy with more to it',
      modified({ rewind: { kind: 'init', iteration: 1 } as never }),
      'rewindStrategy: ',
    ],
  ])('%s', async (_, wrong, message) => {
    const error = await encodeTicket(wrong).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ValueError);
    expect((error as Error).message).toContain(message);
  });

  test('NaN with a NonFiniteError, a wrong shape with a ShapeError, an unknown name with a ValueError', async () => {
    const shapes = (name: string) => ({ shapes: new Map([[name, [7]]]) });
    await expect(encodeTicket(withWeight(0, Number.POSITIVE_INFINITY))).rejects.toThrow(NonFiniteError);
    await expect(encodeTicket(exampleTicket(), shapes('fc1'))).rejects.toThrow(ShapeError);
    await expect(encodeTicket(exampleTicket(), shapes('fc3'))).rejects.toThrow(/^shapes: .* got "fc3"$/);
  });
});

describe('decodeTicket throws a FormatError that names the file for', () => {
  test('any changed byte and any truncation', async () => {
    const bytes = await encodeTicket(exampleTicket(), exampleOptions());
    const decode = (corrupted: Uint8Array) => decodeTicket(corrupted, 'a.safetensors');
    expect(await notRefused(bytes, decode, isFormatError)).toEqual([]);
  });

  test('any byte of any ticket changed to any other', () =>
    fc.assert(
      fc.asyncProperty(
        ticket,
        record,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (one, about, at, by) => {
          const bytes = await encodeTicket(one, { record: about });
          bytes[at % bytes.length] ^= by;
          expect(isFormatError(await decodeTicket(bytes, 'a.safetensors').catch((error) => error))).toBe(
            true,
          );
        },
      ),
    ));

  /** The example's file after a change of its content, with a checksum that is right again. */
  async function forged(change: (content: Content) => Partial<Content>): Promise<Uint8Array> {
    const content = await decodeWithChecksum(
      'winning-ticket',
      await encodeTicket(exampleTicket(), exampleOptions()),
      'f',
    );
    return encodeWithChecksum('winning-ticket', { ...content, ...change(content) });
  }
  const fields = (change: Record<string, string>) => (content: Content) => ({
    fields: { ...content.fields, ...change },
  });
  const without = (key: string) => (content: Content) => {
    const { [key]: _, ...rest } = content.fields;
    return { fields: rest };
  };
  const tensor = (name: string, one: SafeTensor) => (content: Content) => ({
    tensors: new Map([...content.tensors, [name, one]]),
  });
  const f32 = (shape: number[], ...data: number[]): SafeTensor => ({
    dtype: 'F32',
    shape,
    data: new Float32Array(data),
  });
  const bool = (shape: number[], ...data: number[]): SafeTensor => ({
    dtype: 'BOOL',
    shape,
    data: new Uint8Array(data),
  });

  const NESTED = `${'['.repeat(5000)}${']'.repeat(5000)}`;

  test('the unmodified example is accepted', async () => {
    expect(await forged(() => ({}))).toEqual(await encodeTicket(exampleTicket(), exampleOptions()));
  });

  test.each<[string, (content: Content) => Partial<Content>, string]>([
    ['another digest', fields({ digest: '0'.repeat(64) }), 'digest'],
    ['no digest', without('digest'), 'digest'],
    ['another weight', tensor('fc1', f32([2, 3], 0.25, 0, -1.25, 0, -0, 1)), 'digest'],
    ['another bias', tensor('fc1.bias', f32([2], 0.1, 0.2)), 'digest'],
    [
      'another order',
      fields({ order: '{"weights":["fc2","fc1"],"mask":["fc1","fc2"],"others":["fc1.bias"]}' }),
      'digest',
    ],
    ['a pruned weight', tensor('fc2', f32([1, 2], 1, 3)), 'fc2[0]: must be +0'],
    ['a pruned weight that is −0', tensor('fc2', f32([1, 2], -0, 3)), 'fc2[0]: must be +0'],
    ['a NaN', tensor('fc1.bias', f32([2], 0.1, Number.NaN)), 'fc1.bias[1]: must be finite'],
    ['an infinite weight', tensor('fc2', f32([1, 2], 0, Number.POSITIVE_INFINITY)), 'fc2[1]: must be finite'],
    ['a mask of another size', tensor('fc2_mask', bool([3], 0, 1, 1)), 'must have 3 entries'],
    ['a mask of another shape', tensor('fc2_mask', bool([2], 0, 1)), "weights' shape [1,2]"],
    [
      'a mask of bytes',
      tensor('fc2_mask', { dtype: 'U8', shape: [1, 2], data: new Uint8Array([0, 1]) }),
      'must be BOOL',
    ],
    ['a mask of numbers', tensor('fc2_mask', f32([1, 2], 0, 1)), 'must be BOOL'],
    ['weights of bytes', tensor('fc2', bool([1, 2], 0, 1)), 'must be F32'],
    ['a tensor more', tensor('fc3', f32([1], 0)), 'must all be named'],
    ['a tensor less', ({ tensors }) => ({ tensors: new Map([...tensors].slice(1)) }), 'must name tensors'],
    ['no order', without('order'), 'order: must be in the metadata'],
    ['an order of no JSON', fields({ order: '{' }), 'order: must be JSON'],
    [
      'an order of other groups',
      fields({ order: '{"weights":[],"masks":[],"others":[]}' }),
      'order: must list',
    ],
    ['an order of no lists', fields({ order: '{"weights":1,"mask":[],"others":[]}' }), 'order.weights: '],
    [
      'an order of a number',
      fields({ order: '{"weights":["fc1","fc2"],"mask":["fc1","fc2"],"others":[1]}' }),
      'must name',
    ],
    ['an order of 5,000 nested brackets', fields({ order: NESTED }), 'order: must list'],
    [
      'an order with 5,000 nested brackets for a name',
      fields({ order: `{"weights":[${NESTED}],"mask":["fc1","fc2"],"others":["fc1.bias"]}` }),
      'must name tensors',
    ],
    ['a rewinding strategy of 5,000 nested brackets', fields({ rewind: NESTED }), 'rewindStrategy: '],
    [
      'a rewinding strategy with 5,000 nested brackets',
      fields({ rewind: `{"kind":${NESTED}}` }),
      'rewindStrategy: must be a RewindStrategy',
    ],
    [
      'a rewind point of 5,000 nested brackets',
      fields({ rewind: `{"kind":"early","iteration":${NESTED}}` }),
      'iteration: ',
    ],
    ['a history of 5,000 nested brackets', fields({ sparsityHistory: NESTED }), 'sparsityHistory: '],
    [
      'a name twice',
      fields({ order: '{"weights":["fc1","fc1"],"mask":["fc1","fc2"],"others":["fc1.bias"]}' }),
      'each once',
    ],
    [
      'no layer at all',
      () => ({ tensors: new Map(), fields: { order: '{"weights":[],"mask":[],"others":[]}' } }),
      'at least one',
    ],
    ['no history', without('sparsityHistory'), 'sparsityHistory: must be in the metadata'],
    ['an empty history', fields({ sparsityHistory: '[]' }), 'sparsityHistory: must end'],
    ['a history that is none', fields({ sparsityHistory: '{"0":0.375}' }), 'sparsityHistory: must be a list'],
    ['a history of text', fields({ sparsityHistory: '["0.375"]' }), 'sparsityHistory: must be a list'],
    ['a history that falls', fields({ sparsityHistory: '[0.5,0.375]' }), 'sparsityHistory[1]: '],
    ['a history below 0', fields({ sparsityHistory: '[-0.125,0.375]' }), 'sparsityHistory[0]: '],
    ['a history that ends elsewhere', fields({ sparsityHistory: '[0.5]' }), 'sparsityHistory: must end'],
    ['no strategy', without('rewind'), 'rewind: must be in the metadata'],
    ['a strategy of another kind', fields({ rewind: '{"kind":"x"}' }), 'rewindStrategy: '],
    ['a strategy that is null', fields({ rewind: 'null' }), 'rewindStrategy: '],
    ['a strategy without a point', fields({ rewind: '{"kind":"late"}' }), 'rewindStrategy: '],
    [
      'a strategy with two points',
      fields({ rewind: '{"kind":"late","iteration":1,"fraction":0}' }),
      'rewindStrategy: ',
    ],
    ['an iteration below 0', fields({ rewind: '{"kind":"early","iteration":-1}' }), 'iteration: '],
    ['a fraction of 1', fields({ rewind: '{"kind":"late","fraction":1}' }), 'fraction: '],
    ['no fine-tuning', fields({ rewind: '{"kind":"none","fineTuneIterations":0}' }), 'fineTuneIterations: '],
    ['another version', fields({ version: '2' }), 'must have the version 1, got "2"'],
    ['another format', fields({ format: 'pt' }), 'must have the format winning-ticket, got "pt"'],
  ])('a file with a correct checksum: %s', async (_, change, message) => {
    const error = await decodeTicket(await forged(change), 'a.safetensors').catch(
      (reason: unknown) => reason,
    );
    expect(error).toSatisfy(isFormatError);
    expect((error as Error).message.replaceAll('\\"', '"')).toContain(message);
  });

  test('a safetensors file with other contents', async () => {
    const error = await decodeTicket(encodeSafetensors(new Map()), 'a.safetensors').catch((reason) => reason);
    expect(error).toSatisfy(isFormatError);
  });
});

test('encodeTicket rejects unknown options', async () => {
  await expect(encodeTicket(exampleTicket(), { records: {} } as never)).rejects.toThrow(
    'records: must be an option of a ticket file (did you mean record?), got an Object',
  );
});
