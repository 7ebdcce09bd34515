// Formats values for counterexamples: short, exact, and on one line.

const LONGEST = 40;

/** Returns a value as text on one line: typed arrays as lists, records and maps with their keys, and −0 as `-0`. */
export function formatValue(value: unknown): string {
  if (value instanceof Uint8Array) return list([...value]);
  if (value instanceof Float32Array) return list([...value].map(shortest));
  if (ArrayBuffer.isView(value)) return list([...(value as Uint32Array)].map(formatValue));
  if (Array.isArray(value)) return list(value.map(formatValue));
  if (value instanceof Map) return record([...value]);
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return value.name || 'a function';
  if (typeof value === 'object' && value !== null) return record(Object.entries(value));
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Returns the values of a counterexample as text, one line per value. The fields of a record get one line each. */
export function formatCase(values: readonly unknown[]): string[] {
  return values.flatMap((value, i) =>
    isRecord(value)
      ? Object.entries(value)
          .filter(([, field]) => typeof field !== 'function') // Functions are not shown.
          .map(([name, field]) => `${name} = ${formatValue(field)}`)
      : [`${values.length === 1 ? 'value' : `value ${i + 1}`} = ${formatValue(value)}`],
  );
}

/**
 * Returns a deep copy that shares no array with the value, so that an implementation that modifies its arguments affects nothing
 * else.
 */
export function copyOf<T>(value: T): T {
  return deepCopy(value) as T;
}

function deepCopy(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).slice();
  if (Array.isArray(value)) return value.map(deepCopy);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, deepCopy(item)]));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deepCopy(item)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const list = (items: readonly unknown[]): string => {
  const rest = items.length - LONGEST;
  return `[${items.slice(0, LONGEST).join(', ')}${rest > 0 ? `, … ${rest} more` : ''}]`;
};

const record = (entries: readonly (readonly [unknown, unknown])[]): string =>
  `{ ${entries.map(([name, item]) => `${String(name)}: ${formatValue(item)}`).join(', ')} }`;

/** Returns the shortest decimal number that identifies this binary32 number. */
function shortest(x: number): string {
  if (Object.is(x, -0)) return '-0';
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(x.toPrecision(digits));
    if (Math.fround(text) === x) return String(text);
  }
  return String(x);
}
