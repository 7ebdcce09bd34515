// The result of one unit of an experiment as a safetensors file, so that later units can use it in another process.
//
// Tensors: the arrays of the result, of shape [length], named by the order in which they occur: "0", "1", … Metadata: format,
// version; value, the rest of the result as JSON (see pack-result.ts); record.KEY for strings of the caller; checksum of
// everything.

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

/** The content of a result file. */
export interface ResultFile {
  /** The result of the unit. */
  readonly value: unknown;
  /** The strings that the caller stored along with the result. */
  readonly record: FileRecord;
}

const FORMAT = 'winning-ticket-result';

/**
 * Returns a result as the bytes of a safetensors file, in its state when the function is called. A result consists of null,
 * booleans, numbers, strings, lists, plain objects, Maps with strings or numbers as keys, Float32Arrays, Float64Arrays,
 * Uint8Arrays, Masks and WinningTickets. Fields of objects that are undefined are dropped.
 *
 * @throws {ValueError} if the result contains another value, itself, or a value nested more than 100 levels deep, with the path
 * of the value, such as `found.ticket.weights`; or if the header of the file would exceed 100 MB.
 */
export async function encodeResult(value: unknown, record: FileRecord = {}): Promise<Uint8Array> {
  const { json, arrays } = packResult(value);
  const tensors = new Map(arrays.map((array, i) => [String(i), copyOf(array)]));
  return encodeWithChecksum(FORMAT, { tensors, fields: { value: json }, record });
}

/**
 * Returns the result from the bytes of a file that `encodeResult` made, with the same bits. An array, mask or ticket that occurs
 * twice is one object again.
 *
 * @param name the name of the file, with which error messages start.
 * @throws {FormatError} if `encodeResult` cannot have made these bytes.
 */
export async function decodeResult(bytes: Uint8Array, name: string): Promise<ResultFile> {
  const content = await decodeWithChecksum(FORMAT, bytes, name);
  return asFormat(name, 'must hold a result', () => readResult(content));
}

function readResult({ tensors, fields, record }: Content): ResultFile {
  const json = field(fields, 'value');
  const arrays = [...tensors.keys()].map((_, i) => tensorAt(tensors, String(i)));
  const value = unpackResult({ json, arrays });
  // Packing it again detects everything that `encodeResult` would write differently, such as arrays in another order.
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
