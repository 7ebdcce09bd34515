// Groups of named arrays, such as a ticket's mask, weights and other weights, as the tensors of one file. The metadata contain
// the order of each group's names, which other tools may not preserve.

import { checkFinite } from '../check.ts';
import { ValueError } from '../errors.ts';
import { isObject, parseJson } from './json.ts';
import type { SafeTensor } from './safetensors.ts';

type Arrays = ReadonlyMap<string, Float32Array | Uint8Array>;

/** Returns the name in the file of an array of a group. */
export type Naming<Group extends string> = (group: Group, name: string) => string;

interface Packed {
  readonly tensors: ReadonlyMap<string, SafeTensor>;
  /** The names of each group in order, as JSON. */
  readonly order: string;
}

/**
 * Returns copies of all arrays as F32 and BOOL tensors of shape [length], or of the shape that `shapes` contains for the name.
 *
 * @throws {ValueError} if two arrays have the same name in the file.
 * @throws {NonFiniteError} if a value is NaN or infinite.
 */
export function packGroups<Group extends string>(
  groups: Readonly<Record<Group, Arrays>>,
  naming: Naming<Group>,
  shapes: ReadonlyMap<string, readonly number[]> = new Map(),
): Packed {
  const tensors = new Map<string, SafeTensor>();
  const entries = Object.entries(groups) as [Group, Arrays][];
  for (const [group, arrays] of entries) {
    for (const [name, values] of arrays) {
      const key = naming(group, name);
      if (tensors.has(key)) throw new ValueError('names', 'must give each tensor a name of its own', key);
      tensors.set(key, copyOf(key, values, shapes.get(name) ?? [values.length]));
    }
  }
  const order = entries.map(([group, arrays]) => [group, [...arrays.keys()]]);
  return { tensors, order: JSON.stringify(Object.fromEntries(order)) };
}

function copyOf(key: string, values: Float32Array | Uint8Array, shape: readonly number[]): SafeTensor {
  if (values instanceof Uint8Array) return { dtype: 'BOOL', shape, data: new Uint8Array(values) };
  checkFinite(key, values);
  return { dtype: 'F32', shape, data: new Float32Array(values) };
}

/** Returns the tensors of each group in order. @throws {ValueError} unless the groups name each tensor exactly once. */
export function unpackGroups<Group extends string>(
  { tensors, order }: Packed,
  groups: readonly Group[],
  naming: Naming<Group>,
): Record<Group, Map<string, SafeTensor>> {
  const names = parseJson('order', order);
  if (!isObject(names) || Object.keys(names).join() !== groups.join())
    throw new ValueError('order', `must list the names of ${groups.join(', ')}`, order);
  const left = new Map(tensors);
  const take = (group: Group, name: unknown): [string, SafeTensor] => {
    const rule = 'must name tensors of the file, each once';
    if (typeof name !== 'string') throw new ValueError('order', rule, name);
    const key = naming(group, name);
    const tensor = left.get(key);
    if (tensor === undefined) throw new ValueError('order', rule, name);
    left.delete(key);
    return [name, tensor];
  };
  const unpacked = groups.map((group) => {
    const list = names[group];
    if (!Array.isArray(list)) throw new ValueError(`order.${group}`, 'must be a list of names', list);
    return [group, new Map(list.map((name) => take(group, name)))];
  });
  if (left.size > 0) throw new ValueError('tensors', 'must all be named in `order`', [...left.keys()]);
  return Object.fromEntries(unpacked);
}

/** Returns the numbers of F32 tensors. @throws {NonFiniteError} if one is not finite. */
export function floats(tensors: ReadonlyMap<string, SafeTensor>): Map<string, Float32Array> {
  return new Map(
    [...tensors].map(([name, { dtype, data }]) => {
      if (!(data instanceof Float32Array)) throw new ValueError(`tensor "${name}"`, 'must be F32', dtype);
      checkFinite(name, data);
      return [name, data];
    }),
  );
}

/** Returns the bytes of BOOL tensors. */
export function booleans(tensors: ReadonlyMap<string, SafeTensor>): Map<string, Uint8Array> {
  return new Map(
    [...tensors].map(([name, { dtype, data }]) => {
      if (dtype !== 'BOOL' || !(data instanceof Uint8Array))
        throw new ValueError(`mask "${name}"`, 'must be BOOL', dtype);
      return [name, data];
    }),
  );
}
