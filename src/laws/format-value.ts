// Values as a person reads them: short, exact, on one line.

const LONGEST = 40;

/** A value on one line: typed arrays as lists, masks as bits, records and maps by name, −0 as such. */
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

/** The values of a counterexample, a line each; the fields of a record by their names. */
export function formatCase(values: readonly unknown[]): string[] {
  return values.flatMap((value, i) =>
    isRecord(value)
      ? Object.entries(value)
          .filter(([, field]) => typeof field !== 'function') // says nothing to a reader
          .map(([name, field]) => `${name} = ${formatValue(field)}`)
      : [`${values.length === 1 ? 'value' : `value ${i + 1}`} = ${formatValue(value)}`],
  );
}

/** A copy that shares no array, so that an implementation which writes what it is given spoils only its own. */
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

/** The shortest decimal that is this binary32 number and no other. */
function shortest(x: number): string {
  if (Object.is(x, -0)) return '-0';
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(x.toPrecision(digits));
    if (Math.fround(text) === x) return String(text);
  }
  return String(x);
}
