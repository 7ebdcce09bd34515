// The safetensors format, https://github.com/huggingface/safetensors#format: 8 bytes with the header's length N as a
// little-endian unsigned integer, N bytes of JSON that start with `{` and may end in spaces, then the numbers, row-major and
// little-endian. The header maps each name to { dtype, shape, data_offsets: [begin, end] }, with offsets relative to the end of
// the header. The tensors cover the rest of the file without gaps or overlaps.

import { ShapeError, show, ValueError } from '../errors.ts';
import { isObject, isText } from './json.ts';

/** One array of a safetensors file in row-major order: binary32 or binary64 numbers, bytes, or bytes that are 0 or 1. */
export type SafeTensor =
  | { readonly dtype: 'F32'; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: 'F64'; readonly shape: readonly number[]; readonly data: Float64Array }
  | { readonly dtype: 'BOOL' | 'U8'; readonly shape: readonly number[]; readonly data: Uint8Array };

/** The supported types of numbers. */
export type Dtype = SafeTensor['dtype'];

const ARRAYS = { F32: Float32Array, F64: Float64Array, U8: Uint8Array, BOOL: Uint8Array } as const;

/** The supported types of numbers, for messages. */
export const DTYPES = 'F32, F64, U8 or BOOL';

/** The key of the header that contains strings by name, and that no tensor may have. */
export const METADATA = '__metadata__';

/** Maximum size of the header in bytes, which is also the limit of the format's own library. */
export const MAX_HEADER_BYTES = 100_000_000;

/**
 * Returns the bytes of a safetensors file. NaN payloads are preserved. The data begin at a multiple of 8 bytes, tensors of wider
 * numbers first and otherwise in the order of the Map, so that every number is aligned.
 *
 * @param metadata strings by name, stored in the header.
 * @throws {ShapeError} if a shape does not fit its data.
 * @throws {ValueError} if data have another type, a BOOL is not 0 or 1, metadata or names are not strings, a tensor is called
 *   `__metadata__`, or the header is larger than 100 MB.
 *
 * @example
 * const weights = new Map([['w', { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }]]);
 * const bytes = encodeSafetensors(weights, { seed: '1' });
 * decodeSafetensors(bytes, 'w.safetensors').metadata.seed; // → '1'
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, SafeTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  for (const [name, tensor] of tensors) checkTensor(name, tensor);
  checkMetadata(metadata);
  const placed = [...tensors].sort(([, a], [, b]) => bytesOf(b.dtype) - bytesOf(a.dtype));
  const header = encodeHeader(placed, metadata);
  const dataBytes = placed.reduce((sum, [, tensor]) => sum + tensor.data.byteLength, 0);
  const bytes = new Uint8Array(8 + header.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let begin = 8 + header.length;
  for (const [, { data }] of placed) {
    if (data instanceof Uint8Array) bytes.set(data, begin);
    else if (data instanceof Float64Array) writeDoubles(data, new DataView(bytes.buffer, begin));
    else writeFloats(data, new DataView(bytes.buffer, begin));
    begin += data.byteLength;
  }
  return bytes;
}

function encodeHeader(
  placed: readonly (readonly [string, SafeTensor])[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  let end = 0;
  const entries = placed.map(([name, { dtype, shape, data }]) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const about = Object.keys(metadata).length > 0 ? [[METADATA, metadata] as const] : [];
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries([...about, ...entries])));
  const header = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
  if (header.length > MAX_HEADER_BYTES)
    throw new ValueError('header', `must be at most ${MAX_HEADER_BYTES} bytes`, header.length);
  header.set(text);
  return header;
}

// Copies floats as integers, because a NaN that is read as a number need not keep its bits.
function writeFloats(data: Float32Array, to: DataView): void {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  for (let i = 0; i < bits.length; i++) to.setUint32(4 * i, bits[i], true);
}

function writeDoubles(data: Float64Array, to: DataView): void {
  const bits = new BigUint64Array(data.buffer, data.byteOffset, data.length);
  for (let i = 0; i < bits.length; i++) to.setBigUint64(8 * i, bits[i], true);
}

const bytesOf = (dtype: Dtype): number => ARRAYS[dtype].BYTES_PER_ELEMENT;

function checkTensor(name: string, { dtype, shape, data }: SafeTensor): void {
  const what = `tensor ${show(name)}`;
  if (!isText(name) || name === METADATA)
    throw new ValueError('tensor', `must have a name of whole characters other than ${METADATA}`, name);
  if (!isDtype(dtype)) throw new ValueError(what, `must be ${DTYPES}`, dtype);
  const type = ARRAYS[dtype];
  if (!(data instanceof type)) throw new ValueError(what, `must hold a ${type.name} as it is ${dtype}`, data);
  if (byteLength(what, dtype, shape) !== data.byteLength)
    throw new ShapeError(what, `must have ${data.length} numbers`, shape);
  if (dtype === 'BOOL') checkBooleans(what, data);
}

/**
 * Returns the number of bytes of a tensor. @throws {ShapeError} if a length is not an integer ≥ 0, or the number is too large.
 */
export function byteLength(what: string, dtype: Dtype, shape: unknown): number {
  if (!isInteger(shape)) throw new ShapeError(what, 'must have a shape of integers ≥ 0', shape);
  return shape.reduce((product, size) => {
    if (Number.isSafeInteger(product * size)) return product * size;
    throw new ShapeError(what, `must have at most ${Number.MAX_SAFE_INTEGER} bytes`, shape);
  }, bytesOf(dtype));
}

/** Returns whether a value is the name of a supported type of numbers. */
export const isDtype = (value: unknown): value is Dtype =>
  typeof value === 'string' && Object.hasOwn(ARRAYS, value);

/** Returns whether a value is a list of integers ≥ 0. */
export const isInteger = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);

/** Checks that every byte is 0 or 1. @throws {ValueError} with the index of the first other byte. */
export function checkBooleans(what: string, data: Uint8Array): void {
  const wrong = data.findIndex((byte) => byte > 1);
  if (wrong >= 0) throw new ValueError(`${what}[${wrong}]`, 'must be 0 or 1', data[wrong]);
}

/** Checks that metadata map strings to strings. @throws {ValueError} if not. */
export function checkMetadata(metadata: unknown): asserts metadata is Readonly<Record<string, string>> {
  if (!isObject(metadata)) throw new ValueError('metadata', 'must map text to text', metadata);
  for (const [key, value] of Object.entries(metadata)) {
    if (!isText(key) || !isText(value))
      throw new ValueError(`metadata ${show(key)}`, 'must be text of whole characters', value);
  }
}
