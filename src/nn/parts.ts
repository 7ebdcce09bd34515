/**
 * Finds the parts among the values of these entries, and in arrays, plain objects, maps and sets of them. Names are joined
 * with dots: the first part of an array `layers` is `layers.0`. Objects of other classes are not searched.
 */
export function partsIn<Part>(
  entries: Iterable<readonly [string, unknown]>,
  isPart: (value: unknown) => value is Part,
  seen: Set<unknown> = new Set(), // containers may refer to each other
): [name: string, part: Part][] {
  const found: [string, Part][] = [];
  for (const [name, value] of entries) {
    if (isPart(value)) found.push([name, value]);
    else if (!seen.has(value)) {
      const inner = entriesOf(value);
      if (inner !== null) seen.add(value);
      for (const [path, part] of partsIn(inner ?? [], isPart, seen)) found.push([`${name}.${path}`, part]);
    }
  }
  return found;
}

/** Returns the entries of a container in order, or null for any other value. */
function entriesOf(value: unknown): [string, unknown][] | null {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item]);
  if (value instanceof Set || Array.isArray(value)) return [...value].map((item, i) => [String(i), item]);
  return isPlain(value) ? Object.entries(value) : null;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
