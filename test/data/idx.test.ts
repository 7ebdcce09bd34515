import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseIdx } from '../../src/data/index.ts';
import { FormatError } from '../../src/errors.ts';
import { encodeIdx } from './encode-idx.ts';

const idx = fc
  .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 })
  .chain((shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return fc.record({
      shape: fc.constant(shape),
      data: fc.uint8Array({ minLength: size, maxLength: size }),
    });
  })
  .map(({ shape, data }) => ({ shape, data, bytes: encodeIdx(shape, data) }));

const refusal = (bytes: Uint8Array): string => {
  try {
    parseIdx(bytes, 'digits.idx');
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return (error as Error).message;
  }
  return 'accepted';
};

test('decoding an encoded IDX file returns the array, at any offset in its buffer', () =>
  fc.assert(
    fc.property(idx, fc.integer({ min: 0, max: 9 }), ({ shape, data, bytes }, before) => {
      const shifted = new Uint8Array(before + bytes.length + 3);
      shifted.set(bytes, before);
      const read = parseIdx(shifted.subarray(before, before + bytes.length), 'digits.idx');
      expect(read.shape).toEqual(shape);
      expect(read.data).toEqual(data);
    }),
  ));

test('the decoded elements are a view of the bytes, not a copy', () => {
  const bytes = Buffer.from(encodeIdx([2], [5, 6]));
  const { data } = parseIdx(bytes, 'digits.idx');
  bytes[8] = 9;
  expect([...data]).toEqual([9, 6]);
  expect(data.constructor).toBe(Uint8Array);
});

test('a file of any other length is rejected with an error that names it', () =>
  fc.assert(
    fc.property(idx, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 5 }), ({ bytes }, cut, more) => {
      expect(refusal(bytes.subarray(0, cut % bytes.length))).toMatch(/^digits\.idx: must .*, got /);
      expect(refusal(Uint8Array.from([...bytes, ...more]))).toMatch(/^digits\.idx: must hold the .*, got /);
    }),
  ));

test('a header with any one bit flipped is rejected with a typed error', () =>
  fc.assert(
    fc.property(idx, fc.nat(), ({ shape, bytes }, at) => {
      const bit = at % (8 * (4 + 4 * shape.length));
      const damaged = Uint8Array.from(bytes);
      damaged[bit >> 3] ^= 1 << (bit & 7);
      expect(refusal(damaged)).toMatch(/^digits\.idx: .*, got /);
    }),
    { numRuns: 500 },
  ));

test('random bytes are rejected or decoded to the shape in their header', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 24 }), fc.integer({ min: 0, max: 4 }), (bytes, rank) => {
      bytes.set([0, 0, 8, rank].slice(0, bytes.length));
      if (refusal(bytes) !== 'accepted') return;
      const { shape, data } = parseIdx(bytes, 'digits.idx');
      expect(encodeIdx(shape, data)).toEqual(bytes);
    }),
  ));

test.each([
  ['no bytes', [], 'digits.idx: must start with a header of 4 bytes, got 0'],
  ['half a header', [0, 0, 8], 'digits.idx: must start with a header of 4 bytes, got 3'],
  ['a gzip', [0x1f, 0x8b, 8, 0, 0], 'digits.idx: must start with two zero bytes, as IDX does, got [31, 139]'],
  ['floats', [0, 0, 0x0d, 1], 'digits.idx: must hold unsigned bytes, IDX type 0x08, got "floats"'],
  ['doubles', [0, 0, 0x0e, 1], 'digits.idx: must hold unsigned bytes, IDX type 0x08, got "doubles"'],
  [
    'signed bytes',
    [0, 0, 0x09, 1],
    'digits.idx: must hold unsigned bytes, IDX type 0x08, got "signed bytes"',
  ],
  ['shorts', [0, 0, 0x0b, 1], 'digits.idx: must hold unsigned bytes, IDX type 0x08, got "shorts"'],
  ['ints', [0, 0, 0x0c, 1], 'digits.idx: must hold unsigned bytes, IDX type 0x08, got "ints"'],
  ['type 7', [0, 0, 7, 1], 'digits.idx: must hold unsigned bytes, IDX type 0x08, got "no IDX type, 0x07"'],
  ['no axes', [0, 0, 8, 0], 'digits.idx: must have at least one axis, got 0'],
  ['axes cut off', [0, 0, 8, 2, 0, 0, 0, 1], 'digits.idx: must have a header of 12 bytes for 2 axes, got 8'],
  ['an empty axis', [0, 0, 8, 1, 0, 0, 0, 0], 'digits.idx: every axis must be at least 1, got [0]'],
  [
    'little-endian axes',
    [0, 0, 8, 1, 2, 0, 0, 0, 5, 6],
    'digits.idx: must hold the 33554432 elements its header promises, [33554432], got 2',
  ],
])('an IDX file with %s is rejected with a specific message', (_, bytes, message) => {
  expect(refusal(Uint8Array.from(bytes))).toBe(message);
});

test('dimensions whose product exceeds any integer are rejected before memory is allocated', () => {
  const bytes = encodeIdx(new Array(255).fill(0xffffffff), [1]);
  expect(refusal(bytes)).toMatch(/^digits\.idx: must hold the Infinity elements .*, got 1$/);
  const wrapsToOne = encodeIdx([0x80000001, 0x80000001, 0x80000001], [1]);
  expect(refusal(wrapsToOne)).toMatch(/, got 1$/);
});
