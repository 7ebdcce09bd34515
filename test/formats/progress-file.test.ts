import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError, NonFiniteError, ValueError } from '../../src/errors.ts';
import { type Content, decodeWithChecksum, encodeWithChecksum } from '../../src/formats/file-checksum.ts';
import { decodeProgress, encodeProgress, encodeTicket } from '../../src/formats/index.ts';
import type { Progress } from '../../src/pruning/index.ts';
import { progress, record } from './arbitraries.ts';
import { plainProgress } from './bits.ts';
import { exampleProgress, exampleTicket, notRefused } from './examples.ts';

const isFormatError = (error: unknown) =>
  error instanceof FormatError && error.message.startsWith('p.safetensors: ');

test('encoding and decoding progress returns the progress and record, bit for bit', () =>
  fc.assert(
    fc.asyncProperty(progress, record, async (one, about) => {
      const file = await decodeProgress(await encodeProgress(one, about), 'f');
      expect(plainProgress(file.progress)).toEqual(plainProgress(one));
      expect(Object.entries(file.record).sort()).toEqual(Object.entries(about).sort());
    }),
  ));

describe('encodeProgress rejects progress that is not valid', () => {
  const example = exampleProgress();
  const memory = (optimizer: unknown): Progress => ({
    ...example,
    rewindPoint: { ...example.rewindPoint, optimizer },
  });
  test.each<[string, Progress, string]>([
    ['memory of another kind', memory({ steps: 1, learningRate: 0, velocity: {} }), 'optimizer: '],
    ['memory with more to it', memory({ steps: 1, learningRate: 0, slots: {}, clock: 3 }), 'optimizer: '],
    ['memory that is null', memory(null), 'optimizer: '],
    ['memory that is a map', memory(new Map()), 'optimizer: '],
    ['slots in a list', memory({ steps: 1, learningRate: 0, slots: [] }), 'optimizer.slots: '],
    [
      'slots of plain lists',
      memory({ steps: 1, learningRate: 0, slots: { a: [1, 2] } }),
      'optimizer.slots "a": ',
    ],
    [
      'slots of binary64',
      memory({ steps: 1, learningRate: 0, slots: { a: new Float64Array(1) } }),
      'optimizer.slots "a": ',
    ],
    ['half a step', memory({ steps: 0.5, learningRate: 0, slots: {} }), 'optimizer.steps: '],
    [
      'no learning rate',
      memory({ steps: 1, slots: {} }),
      'optimizer: must be undefined or { steps, learningRate',
    ],
    [
      'a negative learning rate',
      memory({ steps: 1, learningRate: -1, slots: {} }),
      'optimizer.learningRate: ',
    ],
    ['another round', { ...example, round: 3 }, 'sparsityHistory: must have an entry for each of 3 rounds'],
    ['a round below 0', { ...example, round: -1 }, 'round: '],
    ['no round under a mask', { ...example, round: 0, sparsityHistory: [] }, 'sparsityHistory: must end at'],
    ['a history that falls', { ...example, sparsityHistory: [0.5, 0.375] }, 'sparsityHistory[1]: '],
    ['other layers', { ...example, initial: new Map() }, 'fc1, fc2'],
  ])('%s', async (_, wrong, message) => {
    const error = await encodeProgress(wrong).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ValueError);
    expect((error as Error).message).toContain(message);
  });

  test('a NaN in the optimizer state', async () => {
    const wrong = memory({ steps: 1, learningRate: 0, slots: { a: new Float32Array([Number.NaN]) } });
    await expect(encodeProgress(wrong)).rejects.toThrow(NonFiniteError);
  });
});

describe('decodeProgress throws a FormatError that names the file for', () => {
  test('any changed byte and any truncation', async () => {
    const bytes = await encodeProgress(exampleProgress(), { seed: '1' });
    const decode = (corrupted: Uint8Array) => decodeProgress(corrupted, 'p.safetensors');
    expect(await notRefused(bytes, decode, isFormatError)).toEqual([]);
  });

  test('a ticket file', async () => {
    const error = await decodeProgress(await encodeTicket(exampleTicket()), 'p.safetensors').catch(
      (reason) => reason,
    );
    expect(error).toSatisfy(isFormatError);
  });

  async function forged(change: (content: Content) => Partial<Content>): Promise<Uint8Array> {
    const content = await decodeWithChecksum(
      'winning-ticket-progress',
      await encodeProgress(exampleProgress()),
      'f',
    );
    return encodeWithChecksum('winning-ticket-progress', { ...content, ...change(content) });
  }
  const fields = (change: Record<string, string>) => (content: Content) => ({
    fields: { ...content.fields, ...change },
  });

  const NESTED = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  test.each<[string, (content: Content) => Partial<Content>, string]>([
    ['another round', fields({ round: '1' }), 'each of 1 rounds'],
    ['a round of text', fields({ round: '"2"' }), 'round: '],
    ['no round', fields({ round: 'null' }), 'round: '],
    ['memory without steps', fields({ optimizer: 'null' }), 'optimizer: must state its steps'],
    ['steps of text', fields({ optimizer: '{"steps":"1","learningRate":0}' }), 'optimizer.steps: '],
    ['a round of 5,000 nested brackets', fields({ round: NESTED }), 'round: '],
    ['memory of 5,000 nested brackets', fields({ optimizer: NESTED }), 'optimizer: '],
    [
      'steps of 5,000 nested brackets',
      fields({ optimizer: `{"steps":${NESTED},"learningRate":0}` }),
      'optimizer.steps: ',
    ],
    [
      'a learning rate of text',
      fields({ optimizer: '{"steps":1,"learningRate":"0.1"}' }),
      'optimizer.learningRate: ',
    ],
    ['memory that is a number', fields({ optimizer: '1' }), 'optimizer: '],
    [
      'a NaN',
      ({ tensors }) => ({
        tensors: new Map([
          ...tensors,
          ['initial/fc2', { dtype: 'F32', shape: [2], data: new Float32Array([0, Number.NaN]) }],
        ]),
      }),
      'fc2[1]: must be finite',
    ],
    [
      'a rewind point of another size',
      ({ tensors }) => ({
        tensors: new Map([
          ...tensors,
          ['weights/fc2', { dtype: 'F32', shape: [1], data: new Float32Array(1) }],
        ]),
      }),
      'must have 2 entries',
    ],
  ])('a file with a correct checksum: %s', async (_, change, message) => {
    const error = await decodeProgress(await forged(change), 'p.safetensors').catch(
      (reason: unknown) => reason,
    );
    expect(error).toSatisfy(isFormatError);
    expect((error as Error).message).toContain(message);
  });
});
