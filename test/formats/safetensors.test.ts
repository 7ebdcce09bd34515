import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError, ShapeError, ValueError } from '../../src/errors.ts';
import { decodeSafetensors, encodeSafetensors, type SafeTensor } from '../../src/formats/index.ts';
import { record, tensors } from './arbitraries.ts';
import { bitsOf } from './bits.ts';

/** A file of this header, with its length as given or as it is, and data of so many bytes. */
function file(header: string | Uint8Array, dataBytes = 0, length?: bigint): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const f32 = (shape: number[], begin: number, end: number) =>
  JSON.stringify({ dtype: 'F32', shape, data_offsets: [begin, end] });
const plain = (map: ReadonlyMap<string, SafeTensor>) =>
  new Map([...map].map(([name, { dtype, shape, data }]) => [name, { dtype, shape, bits: bitsOf(data) }]));

describe('encodeSafetensors', () => {
  test('a file without tensors equals the 16 bytes that the safetensors library writes', () => {
    expect(encodeSafetensors(new Map())).toEqual(file('{}      '));
  });

  test('metadata come first, as in files that the safetensors library writes', () => {
    expect(encodeSafetensors(new Map(), { framework: 'pt' })).toEqual(
      file('{"__metadata__":{"framework":"pt"}}     '),
    );
  });

  test('the header is padded with spaces so that data begin at a multiple of 8, and numbers are little-endian', () => {
    const data = new Float32Array([0, 1, 2, 3, 4, 5]);
    const bytes = encodeSafetensors(new Map([['attn0', { dtype: 'F32', shape: [1, 1, 2, 3], data }]]));
    const header = '{"attn0":{"dtype":"F32","shape":[1,1,2,3],"data_offsets":[0,24]}}       ';
    const expected = file(header, 24);
    expected.set([0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64], 80);
    expect(bytes).toEqual(expected);
  });

  test('float64 numbers are written as eight little-endian bytes', () => {
    const data = new Float64Array([1, -2]);
    const bytes = encodeSafetensors(new Map([['w', { dtype: 'F64', shape: [2], data }]]));
    expect([...bytes.subarray(-16)]).toEqual([0, 0, 0, 0, 0, 0, 240, 63, 0, 0, 0, 0, 0, 0, 0, 192]);
  });

  test('wider data types come first, and tensors of the same width are in the order of the map', () => {
    const bytes = new Uint8Array(3);
    const written = encodeSafetensors(
      new Map<string, SafeTensor>([
        ['b', { dtype: 'BOOL', shape: [3], data: bytes }],
        ['z', { dtype: 'F32', shape: [1], data: new Float32Array(1) }],
        ['u', { dtype: 'U8', shape: [3], data: bytes }],
        ['a', { dtype: 'F32', shape: [1], data: new Float32Array(1) }],
        ['d', { dtype: 'F64', shape: [1], data: new Float64Array(1) }],
      ]),
    );
    expect([...decodeSafetensors(written, 'f').tensors.keys()]).toEqual(['d', 'z', 'a', 'b', 'u']);
  });

  test('decoding encoded tensors returns them, bit for bit', () =>
    fc.assert(
      fc.property(tensors, record, (map, metadata) => {
        const read = decodeSafetensors(encodeSafetensors(map, metadata), 'f');
        expect(plain(read.tensors)).toEqual(plain(map));
        expect(Object.entries(read.metadata).sort()).toEqual(Object.entries(metadata).sort());
      }),
    ));

  const floats = new Float32Array([1, 2]);
  test.each<[string, string, unknown, new (...args: never[]) => Error]>([
    ['a shape of another size', 'w', { dtype: 'F32', shape: [3], data: floats }, ShapeError],
    ['a negative size', 'w', { dtype: 'F32', shape: [-1, -2], data: floats }, ShapeError],
    ['a fractional size', 'w', { dtype: 'F32', shape: [0.5, 4], data: floats }, ShapeError],
    [
      'sizes beyond counting',
      'w',
      { dtype: 'F32', shape: [2 ** 52, 2, 0], data: new Float32Array() },
      ShapeError,
    ],
    ['another dtype', 'w', { dtype: 'F16', shape: [2], data: floats }, ValueError],
    ['binary32 numbers as F64', 'w', { dtype: 'F64', shape: [1], data: floats }, ValueError],
    ['data of another dtype', 'w', { dtype: 'U8', shape: [2], data: floats }, ValueError],
    ['bytes as F32', 'w', { dtype: 'F32', shape: [4], data: new Uint8Array(4) }, ValueError],
    ['a BOOL of 2', 'w', { dtype: 'BOOL', shape: [2], data: new Uint8Array([1, 2]) }, ValueError],
    ['a tensor called __metadata__', '__metadata__', { dtype: 'F32', shape: [2], data: floats }, ValueError],
    ['half a character in a name', 'w\ud83c', { dtype: 'F32', shape: [2], data: floats }, ValueError],
  ])('%s is rejected', (_, name, tensor, error) => {
    expect(() => encodeSafetensors(new Map([[name, tensor as SafeTensor]]))).toThrow(error);
  });

  test('metadata that are not strings are rejected', () => {
    expect(() => encodeSafetensors(new Map(), { a: 1 as unknown as string })).toThrow(ValueError);
    expect(() => encodeSafetensors(new Map(), { a: '\udc00' })).toThrow(ValueError);
  });

  test('a header of more than 100 MB is rejected', () => {
    expect(() => encodeSafetensors(new Map(), { a: 'x'.repeat(100_000_000) })).toThrow(ValueError);
  });
});

describe('decodeSafetensors', () => {
  test('tensors may be in any order in the header, with white space between them', () => {
    const bytes = file(
      `{ "b" : ${f32([1], 4, 8)},\n"a":${f32([], 0, 4)}, "empty": ${f32([0, 9], 4, 4)} }  `,
      8,
    );
    bytes.set([0, 0, 128, 63], bytes.length - 4);
    const { tensors: read } = decodeSafetensors(bytes, 'f');
    expect([...read.keys()]).toEqual(['a', 'empty', 'b']);
    expect(read.get('b')?.data).toEqual(new Float32Array([1]));
    expect(read.get('empty')?.shape).toEqual([0, 9]);
  });

  test('the result does not share memory with the bytes, which may begin at any offset', () => {
    const bytes = encodeSafetensors(
      new Map([['w', { dtype: 'F32', shape: [1], data: new Float32Array([1]) }]]),
    );
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const { tensors: read } = decodeSafetensors(shifted.subarray(3), 'f');
    shifted.fill(0);
    expect(read.get('w')?.data).toEqual(new Float32Array([1]));
  });

  const w = `"w":${f32([1], 0, 4)}`;
  const dtype = (name: string) => `{"w":{"dtype":"${name}","shape":[1],"data_offsets":[0,4]}}`;
  const of = (info: unknown) => `{"w":${JSON.stringify(info)}}`;
  test.each<[string, Uint8Array]>([
    ['no byte', new Uint8Array()],
    ['seven bytes', new Uint8Array(7)],
    ['a header longer than the file', file('{}', 0, 3n)],
    ['a header length of 2⁶⁴ − 1', file('{}', 0, 2n ** 64n - 1n)],
    ['a header above 100 MB', file('', 100_000_001, 100_000_001n)],
    ['no header', file('')],
    ['a header that is not UTF-8', file(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]))],
    ['a byte order mark', file('\ufeff{}')],
    ['white space before the header', file(' {}')],
    ['zero bytes after the header', file('{}\0\0')],
    ['a line feed after the header', file('{}\n')],
    ['bad JSON', file('{"w":}')],
    ['a header that is a list', file('[]')],
    ['brackets without end', file(`{"a":${'['.repeat(200_000)}}`)],
    ['a name said twice', file(`{${w},${w}}`, 4)],
    ['a name said twice, once escaped', file(`{${w},"\\u0077" :${f32([1], 0, 4)}}`, 4)],
    [
      'a key of a tensor said twice',
      file('{"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
    ],
    ['metadata said twice', file('{"__metadata__":{},"__metadata__":{}}')],
    ['metadata of a number', file('{"__metadata__":{"a":1}}')],
    ['metadata that are null', file('{"__metadata__":null}')],
    ['metadata with half a character', file('{"__metadata__":{"a":"\\ud800"}}')],
    ['a name with half a character', file(`{"\\ud800":${f32([1], 0, 4)}}`, 4)],
    ['an unknown dtype', file(dtype('F33'), 4)],
    ['a dtype that is not read here', file(dtype('I32'), 4)],
    ['a dtype named like a method', file(dtype('toString'), 4)],
    ['a tensor that is null', file('{"w":null}')],
    ['no dtype', file(of({ shape: [1], data_offsets: [0, 4] }), 4)],
    ['no shape', file(of({ dtype: 'F32', data_offsets: [0, 4] }), 4)],
    ['no offsets', file(of({ dtype: 'F32', shape: [1] }), 4)],
    ['three offsets', file(of({ dtype: 'F32', shape: [1], data_offsets: [0, 4, 4] }), 4)],
    ['a negative offset', file(of({ dtype: 'F32', shape: [1], data_offsets: [-4, 0] }), 4)],
    ['a fractional offset', file(of({ dtype: 'U8', shape: [1], data_offsets: [0.5, 1.5] }), 2)],
    ['a negative size', file(of({ dtype: 'F32', shape: [-1, -1], data_offsets: [0, 4] }), 4)],
    ['a size that is text', file(of({ dtype: 'F32', shape: ['1'], data_offsets: [0, 4] }), 4)],
    ['sizes beyond counting', file(of({ dtype: 'F32', shape: [2 ** 52, 2 ** 52, 0], data_offsets: [0, 0] }))],
    ['offsets that are not the shape’s size', file(`{"w":${f32([2], 0, 4)}}`, 4)],
    ['offsets backwards', file(`{"w":${f32([1], 4, 0)}}`, 4)],
    ['offsets beyond the data', file(`{${w}}`, 3)],
    ['data of no tensor', file(`{${w}}`, 5)],
    ['data before the first tensor', file(`{"w":${f32([1], 4, 8)}}`, 8)],
    ['a gap', file(`{${w},"v":${f32([1], 8, 12)}}`, 12)],
    ['an overlap', file(`{${w},"v":${f32([2], 0, 8)}}`, 8)],
    ['the same data twice', file(`{${w},"v":${f32([1], 0, 4)}}`, 4)],
    ['a BOOL of 255', file(of({ dtype: 'BOOL', shape: [1], data_offsets: [0, 1] }), 1).fill(255, -1)],
  ])('decodeSafetensors throws a FormatError that names the file for %s', (_, bytes) => {
    expect(() => decodeSafetensors(bytes, 'runs/a.safetensors')).toThrow(FormatError);
    expect(() => decodeSafetensors(bytes, 'runs/a.safetensors')).toThrow(
      /^runs\/a\.safetensors: must be a safetensors file, got /,
    );
  });

  const NESTED = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  test.each([
    ['in place of a tensor', `{"w":${NESTED}}`, /w.*got \[\[\[\[…\]\]\]\]/],
    ['as a dtype', `{"w":{"dtype":${NESTED},"shape":[1],"data_offsets":[0,4]}}`, /dtype.*\[…\]/],
    ['as a shape', `{"w":{"dtype":"F32","shape":${NESTED},"data_offsets":[0,4]}}`, /shape.*\[…\]/],
    ['as offsets', `{"w":{"dtype":"F32","shape":[1],"data_offsets":${NESTED}}}`, /data_offsets.*\[…\]/],
    ['as metadata', `{"__metadata__":${NESTED}}`, /metadata.*\[…\]/],
    ['as a value of the metadata', `{"__metadata__":{"a":${NESTED}}}`, /metadata.*\[…\]/],
    ['as the name of a class', `{"w":{"dtype":{"constructor":{"name":${NESTED}}}}}`, /dtype.*an object/],
    ['of objects', `{"w":${'{"w":'.repeat(5000)}0${'}'.repeat(5000)}}`, /dtype/],
  ])('decodeSafetensors throws a short FormatError for 5,000 nested brackets %s', (_, header, message) => {
    const error = caught(() => decodeSafetensors(file(header), 'runs/a.safetensors')) as FormatError;
    expect(error).toBeInstanceOf(FormatError);
    expect(error.message).toMatch(message);
    expect(error.message.length).toBeLessThan(250);
  });

  test('decodeSafetensors shortens the name of a tensor in its message', () => {
    const error = caught(() => decodeSafetensors(file(`{"${'w'.repeat(10_000)}":0}`), 'f')) as FormatError;
    expect(error).toBeInstanceOf(FormatError);
    expect(error.message).toContain('(10000 characters)');
    expect(error.message.length).toBeLessThan(400);
  });

  test('any header and data are decoded or rejected with a FormatError', () => {
    const number = fc.oneof(fc.nat(9), fc.constantFrom(-1, 0.5, 2 ** 53, null, '4'));
    const info = fc.record(
      {
        dtype: fc.constantFrom('F32', 'F64', 'U8', 'BOOL', 'F16', 1),
        shape: fc.oneof(fc.array(number, { maxLength: 3 }), fc.constant(null)),
        data_offsets: fc.oneof(fc.array(number, { maxLength: 3 }), fc.constant({})),
      },
      { requiredKeys: [] },
    );
    const header = fc.oneof(
      fc.dictionary(fc.string({ maxLength: 2 }), info, { maxKeys: 3 }).map((map) => JSON.stringify(map)),
      fc.json().map((json) => `{"w":${json}}`),
      fc.string(),
    );
    fc.assert(
      fc.property(header, fc.nat(9), (text, dataBytes) => {
        const refusal = caught(() => decodeSafetensors(file(text, dataBytes), 'f'));
        expect(refusal === undefined || refusal instanceof FormatError).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
