// The result of one unit of an experiment as a safetensors file, so that later units can use it in another process.
//
// Tensors: the arrays of the result, of shape [length], named by the order in which they occur: "0", "1", … Metadata: format,
// version; value, the rest of the result as JSON (see result-pack.ts); record.KEY for what the caller sends along; checksum
// over all of it.

import { ValueError } from '../errors.ts';
import {
  type Content,
  decodeWithChecksum,
  encodeWithChecksum,
  type FileRecord,
  field,
} from './file-checksum.ts';
import { packResult, type ResultArray } from './pack-result.ts';
import type { SafeTensor } from './safetensors.ts';
import { asFormat } from './safetensors-decode.ts';
import { unpackResult } from './unpack-result.ts';

/** A result's file, read. */
export interface ResultFile {
  /** The result. */
  readonly value: unknown;
  /** The caller's text to text. */
  readonly record: FileRecord;
}

const FORMAT = 'winning-ticket-result';

/**
 * A result as the bytes of a safetensors file, as it is when the function is called. A result consists of null, booleans,
 * numbers, strings, lists, plain objects, Maps with strings or numbers as keys, Float32Arrays, Float64Arrays, Uint8Arrays, Masks
 * and WinningTickets. Fields of objects that are undefined are dropped.
 *
 * @throws {ValueError} with the path of the value, such as `found.ticket.weights`, for anything else, a value that contains
 *   itself, or one inside more than 100 others; or for a file whose header would exceed 100 MB.
 */
export async function encodeResult(value: unknown, record: FileRecord = {}): Promise<Uint8Array> {
  const { json, arrays } = packResult(value);
  const tensors = new Map(arrays.map((array, i) => [String(i), copyOf(array)]));
  return encodeWithChecksum(FORMAT, { tensors, fields: { value: json }, record });
}

/**
 * The result in the bytes of such a file, every number bit for bit. An array, mask or ticket that occurs twice is one object again.
 *
 * @param name the file's, with which errors begin.
 * @throws {FormatError} for anything that `encodeResult` could not have made.
 */
export async function decodeResult(bytes: Uint8Array, name: string): Promise<ResultFile> {
  const content = await decodeWithChecksum(FORMAT, bytes, name);
  return asFormat(name, 'must hold a result', () => readResult(content));
}

function readResult({ tensors, fields, record }: Content): ResultFile {
  const json = field(fields, 'value');
  const arrays = [...tensors.keys()].map((_, i) => tensorAt(tensors, String(i)));
  const value = unpackResult({ json, arrays });
  // Packing it again finds everything that is written in another way: arrays in another order, keys said twice, …
  const again = packResult(value);
  const kinds = (list: readonly ResultArray[]) =>
    list.map((array) => `${array.constructor.name} ${array.length}`).join();
  if (again.json !== json || kinds(again.arrays) !== kinds(arrays))
    throw new ValueError('result', 'must be as it would be written', json);
  if (Object.keys(fields).sort().join() !== 'format,value,version')
    throw new ValueError('metadata', 'must be format, version and value', Object.keys(fields));
  return { value, record };
}

function tensorAt(tensors: Content['tensors'], name: string): ResultArray {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new ValueError('tensors', 'must be numbered from 0', [...tensors.keys()]);
  const { dtype, shape, data } = tensor;
  if (dtype === 'BOOL' || shape.length !== 1)
    throw new ValueError(`tensor "${name}"`, 'must be F32, F64 or U8, with one axis', `${dtype} [${shape}]`);
  return data;
}

function copyOf(array: ResultArray): SafeTensor {
  const shape = [array.length];
  if (array instanceof Float32Array) return { dtype: 'F32', shape, data: new Float32Array(array) };
  if (array instanceof Float64Array) return { dtype: 'F64', shape, data: new Float64Array(array) };
  return { dtype: 'U8', shape, data: new Uint8Array(array) };
}
