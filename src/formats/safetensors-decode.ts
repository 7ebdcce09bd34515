import { FormatError, show, ValueError } from '../errors.ts';
import { isObject, isText, parseJson } from './json.ts';
import {
  byteLength,
  checkBooleans,
  checkMetadata,
  DTYPES,
  type Dtype,
  isDtype,
  isInteger,
  MAX_HEADER_BYTES,
  METADATA,
  type SafeTensor,
} from './safetensors.ts';

/** The content of a safetensors file. */
export interface SafetensorsFile {
  /** The tensors in the order of their data. */
  readonly tensors: Map<string, SafeTensor>;
  /** Strings by name from the header; empty if there are none. */
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Returns the content of a safetensors file. The arrays are aligned copies. Numbers may be NaN or infinite, as the format
 * allows.
 *
 * @param name the name of the file, with which error messages begin.
 * @throws {FormatError} unless the bytes are exactly one safetensors file with no types other than F32, F64, U8 and BOOL.
 *
 * @example
 * const weights = new Map([['w', { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }]]);
 * decodeSafetensors(encodeSafetensors(weights), 'w.safetensors').tensors.get('w').data; // → Float32Array(2) [ 1, 2 ]
 */
export function decodeSafetensors(bytes: Uint8Array, name: string): SafetensorsFile {
  return asFormat(name, 'must be a safetensors file', () => {
    const header = readHeader(bytes);
    const data = bytes.subarray(8 + header.length);
    const { [METADATA]: metadata = {}, ...described } = header.json;
    const entries = Object.entries(described).map(readEntry);
    entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
    checkCover(entries, data.length);
    const tensors = new Map(entries.map((entry) => [entry.name, readTensor(entry, data)]));
    checkMetadata(metadata);
    return { tensors, metadata };
  });
}

/** Returns the result of `read`. A ValueError becomes a FormatError that starts with the name of the file. */
export function asFormat<Value>(name: string, rule: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError && !(error instanceof FormatError))
      throw new FormatError(name, rule, error);
    throw error;
  }
}

function readHeader(bytes: Uint8Array): { length: number; json: Readonly<Record<string, unknown>> } {
  if (bytes.length < 8) throw new ValueError('file', 'must have at least 8 bytes', bytes.length);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  const most = Math.min(MAX_HEADER_BYTES, bytes.length - 8);
  if (length > most) throw new ValueError('header length', `must be at most ${most}`, length);
  const text = decodeText(bytes.subarray(8, 8 + length));
  if (!text.startsWith('{') || !/\} *$/.test(text))
    throw new ValueError('header', 'must begin with { and end with } and spaces', text.slice(0, 40));
  return { length, json: parseJson('header', text) as Record<string, unknown> };
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    throw new ValueError('header', 'must be UTF-8', 'other bytes');
  }
}

function readEntry([name, described]: [string, unknown]): Entry {
  const what = `tensor ${show(name)}`;
  if (!isText(name)) throw new ValueError(what, 'must have a name of whole characters', name);
  if (!isObject(described)) throw new ValueError(what, 'must be { dtype, shape, data_offsets }', described);
  const { dtype, shape, data_offsets: offsets } = described;
  if (!isDtype(dtype)) throw new ValueError(what, `must have the dtype ${DTYPES}`, dtype);
  if (!isInteger(offsets) || offsets.length !== 2)
    throw new ValueError(what, 'must have two data_offsets, integers ≥ 0', offsets);
  const [begin, end] = offsets;
  const size = byteLength(what, dtype, shape);
  if (end - begin !== size) throw new ValueError(what, `must have ${size} bytes by its shape`, offsets);
  return { name, dtype, shape: shape as readonly number[], begin, end };
}

function checkCover(entries: readonly Entry[], dataBytes: number): void {
  let covered = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== covered)
      throw new ValueError(`tensor ${show(name)}`, `must begin at byte ${covered}`, begin);
    covered = end;
  }
  if (covered !== dataBytes)
    throw new ValueError('tensors', `must cover ${dataBytes} bytes of data`, covered);
}

function readTensor({ name, dtype, shape, begin, end }: Entry, data: Uint8Array): SafeTensor {
  const bytes = new Uint8Array(data.subarray(begin, end));
  if (dtype === 'F32') return { dtype, shape, data: readFloats(bytes) };
  if (dtype === 'F64') return { dtype, shape, data: readDoubles(bytes) };
  if (dtype === 'BOOL') checkBooleans(`tensor ${show(name)}`, bytes);
  return { dtype, shape, data: bytes };
}

// Copies floats as integers, because a NaN that is read as a number need not keep its bits.
function readFloats(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  const view = new DataView(bytes.buffer);
  const bits = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < bits.length; i++) bits[i] = view.getUint32(4 * i, true);
  return new Float32Array(bits.buffer);
}

function readDoubles(bytes: Uint8Array<ArrayBuffer>): Float64Array {
  const view = new DataView(bytes.buffer);
  const bits = new BigUint64Array(bytes.length / 8);
  for (let i = 0; i < bits.length; i++) bits[i] = view.getBigUint64(8 * i, true);
  return new Float64Array(bits.buffer);
}
