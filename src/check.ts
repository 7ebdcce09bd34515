// Checks of arguments at the public boundary. Each returns the checked value, so that a constructor can check and assign in one
// line.

import { NonFiniteError, ValueError } from './errors.ts';

/** Masks by name: a `Mask`, a structured clone of one, or a Map of arrays that hold 1 for each surviving weight, 0 for the others. */
export type MaskLike = MaskLayers | { readonly layers: MaskLayers };
/** The entries of a mask by layer: 1 where a weight survives, otherwise 0. */
export type MaskLayers = ReadonlyMap<string, ArrayLike<number>>;

/** Checks that a value is an integer in [minimum, maximum], and returns it. @throws {ValueError} if not. */
export function integer(
  what: string,
  value: number,
  minimum: number,
  maximum = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return value;
  const range = maximum === Number.MAX_SAFE_INTEGER ? `≥ ${minimum}` : `in [${minimum}, ${maximum}]`;
  throw new ValueError(what, `must be an integer ${range}`, value);
}

/** Checks that a value is a finite number in (low, high), and returns it. @throws {ValueError} if not. */
export function between(what: string, value: number, low: number, high: number): number {
  if (typeof value === 'number' && value > low && value < high) return value;
  throw new ValueError(what, `must be in (${low}, ${high})`, value);
}

/** Checks that a value is in [0, 1), and returns it. @throws {ValueError} if not. */
export function fraction(what: string, value: number): number {
  if (typeof value === 'number' && value >= 0 && value < 1) return value;
  throw new ValueError(what, 'must be in [0, 1)', value);
}

/** Checks that a value is a finite number ≥ minimum, and returns it. @throws {ValueError} if not. */
export function atLeast(what: string, value: number, minimum: number): number {
  if (Number.isFinite(value) && value >= minimum) return value;
  throw new ValueError(what, `must be finite and ≥ ${minimum}`, value);
}

/** Checks that a value is a generator of random numbers. @throws {ValueError} if not. */
export function checkRandom(random: { readonly fork: unknown } | undefined): void {
  if (typeof random?.fork !== 'function') throw new ValueError('random', 'must be a Random', random);
}

/** Checks that all values are finite. @throws {NonFiniteError} with the name of the array and the index if not. */
export function checkFinite(name: string, values: Float32Array): void {
  const index = firstNonFinite(values);
  if (index >= 0) throw new NonFiniteError(name, index, values[index]);
}

/** Returns the index of the first NaN or infinity; −1 if there is none. */
export function firstNonFinite(values: Float32Array): number {
  // x − x is 0 for every finite x, and NaN otherwise.
  for (let i = 0; i < values.length; i++) if (values[i] - values[i] !== 0) return i;
  return -1;
}

/** Returns the arrays of a mask. @throws {ValueError} unless it is a Mask or a Map. */
export function maskLayers(mask: MaskLike): MaskLayers {
  const layers: unknown = mask !== null && typeof mask === 'object' && 'layers' in mask ? mask.layers : mask;
  if (isMap(layers)) return layers as MaskLayers;
  throw new ValueError('mask', 'must be a Mask or a Map of names to arrays of 0 and 1', layers);
}

/** Copies the entries of a mask into an array of bytes. @throws {ValueError} if an entry is not 0 or 1. */
export function toBits(what: string, bits: ArrayLike<number>): Uint8Array {
  if (typeof bits !== 'object' || !(bits?.length >= 0))
    throw new ValueError(what, 'must be an array of 0 and 1', bits);
  const copy = new Uint8Array(bits.length);
  for (let i = 0; i < copy.length; i++) {
    if (bits[i] !== 0 && bits[i] !== 1) throw new ValueError(`${what}[${i}]`, 'must be 0 or 1', bits[i]);
    copy[i] = bits[i];
  }
  return copy;
}

/**
 * Returns whether a value is a Map, including Maps of other realms, such as structured clones in a test environment.
 */
export const isMap = (value: unknown): value is ReadonlyMap<unknown, unknown> =>
  Object.prototype.toString.call(value) === '[object Map]';

/** Formats a number of bytes for a message, such as "11.7 GiB". */
export const inGiB = (bytes: number): string => `${Number((bytes / 2 ** 30).toPrecision(3))} GiB`;

/**
 * Checks that an object has no unknown options.
 *
 * @param owner what has these options, for the message, such as "the pruner".
 * @param names all options that it has.
 * @param replaced other names of options, such as former ones, with the names to suggest for them.
 * @throws {ValueError} if an option is unknown; the message suggests the most similar name.
 */
export function checkOptions(
  owner: string,
  options: object,
  names: readonly string[],
  replaced: Readonly<Record<string, string>> = {},
): void {
  if (typeof options !== 'object' || options === null)
    throw new ValueError('options', 'must be an object', options);
  for (const [name, value] of Object.entries(options)) {
    if (names.includes(name)) continue;
    const similar = Object.hasOwn(replaced, name) ? replaced[name] : mostSimilar(name, names);
    throw new ValueError(name, `must be an option of ${owner} (did you mean ${similar}?)`, value);
  }
}

/** Returns the name that has the most pairs of adjacent letters in common with another one. */
function mostSimilar(name: string, names: readonly string[]): string {
  const wanted = pairsOf(name);
  const similarity = (other: string) => {
    const pairs = pairsOf(other);
    return pairs.filter((pair) => wanted.includes(pair)).length / (pairs.length + wanted.length);
  };
  return names.reduce((best, other) => (similarity(other) > similarity(best) ? other : best));
}

/** Returns the pairs of adjacent letters of a name: 'Rate' → ['ra', 'at', 'te']. */
const pairsOf = (name: string): string[] =>
  Array.from({ length: name.length - 1 }, (_, i) => name.slice(i, i + 2).toLowerCase());
