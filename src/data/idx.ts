// IDX, the format in which MNIST is published: two zero bytes, the element type, the number of axes, the length of each axis as
// a big-endian 32-bit number, and the elements in row-major order. Source: the description on the MNIST page of LeCun, Cortes
// and Burges.

import { FormatError } from '../errors.ts';

/** The content of an IDX file of unsigned bytes. */
export interface Idx {
  /** The length of each axis, outermost first, each ≥ 1. */
  readonly shape: number[];
  /** The elements in row-major order. */
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
const OTHER_TYPES = new Map([
  [0x09, 'signed bytes'],
  [0x0b, 'shorts'],
  [0x0c, 'ints'],
  [0x0d, 'floats'],
  [0x0e, 'doubles'],
]);

/**
 * Reads an IDX file of unsigned bytes. `data` is a view of `bytes`, not a copy.
 *
 * @param name name of the file, with which messages start.
 * @throws {FormatError} if the header, the type or the length is invalid, including a single missing or additional byte.
 */
export function parseIdx(bytes: Uint8Array, name: string): Idx {
  const shape = readShape(bytes, name);
  const start = 4 + 4 * shape.length;
  const promised = sizeOf(shape);
  const present = bytes.length - start;
  if (promised !== present) {
    const rule = `must hold the ${promised} elements its header promises, [${shape.join(', ')}]`;
    throw new FormatError(name, rule, present);
  }
  return { shape, data: new Uint8Array(bytes.buffer, bytes.byteOffset + start, promised) };
}

/**
 * Returns the size in bytes that the header of an IDX file states; null if `start` does not contain the whole header.
 *
 * @throws {FormatError} if it is not the header of an IDX file of unsigned bytes.
 */
export function idxSize(start: Uint8Array, name: string): number | null {
  if (start.length < 4 || start.length < 4 + 4 * start[3]) return null;
  const shape = readShape(start, name);
  return sizeOf(shape) + 4 + 4 * shape.length;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

function readShape(bytes: Uint8Array, name: string): number[] {
  if (bytes.length < 4) throw new FormatError(name, 'must start with a header of 4 bytes', bytes.length);
  const [zero, alsoZero, type, rank] = bytes;
  if (zero !== 0 || alsoZero !== 0) {
    throw new FormatError(name, 'must start with two zero bytes, as IDX does', [zero, alsoZero]);
  }
  if (type !== UNSIGNED_BYTE) {
    const got = OTHER_TYPES.get(type) ?? `no IDX type, 0x${type.toString(16).padStart(2, '0')}`;
    throw new FormatError(name, 'must hold unsigned bytes, IDX type 0x08', got);
  }
  if (rank === 0) throw new FormatError(name, 'must have at least one axis', rank);
  const header = 4 + 4 * rank;
  if (bytes.length < header) {
    throw new FormatError(name, `must have a header of ${header} bytes for ${rank} axes`, bytes.length);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, header);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  if (shape.includes(0)) throw new FormatError(name, 'every axis must be at least 1', shape);
  return shape;
}
