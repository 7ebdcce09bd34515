import { expect, test } from 'vitest';
import { copyOf, formatCase, formatValue } from '../../src/laws/format-value.ts';

test.each<[unknown, string]>([
  [Float32Array.of(0.1, -0, 1, 2 ** -149, Number.NaN, Infinity), '[0.1, -0, 1, 1e-45, NaN, Infinity]'],
  [Float32Array.of(16_777_216, 1 / 3), '[16777216, 0.33333334]'],
  [Uint8Array.of(1, 0), '[1, 0]'],
  [new Uint32Array(2), '[0, 0]'],
  [new Float32Array(42), `[${'0, '.repeat(40)}… 2 more]`],
  [[1, 'a', [true]], '[1, "a", [true]]'],
  [new Map([['w', Float32Array.of(0.5)]]), '{ w: [0.5] }'],
  [{ kind: 'init', at: null, to: undefined, big: 3n }, '{ kind: "init", at: null, to: undefined, big: 3n }'],
  [-0, '-0'],
  [Promise.resolve(1), 'a promise'],
  [function half() {}, 'half'],
])('%o is shown as %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

test('formatCase returns one line per value, and one line per field of a record', () => {
  expect(formatCase([{ a: 1, b: [2] }, 3])).toEqual(['a = 1', 'b = [2]', 'value 2 = 3']);
  expect(formatCase([3])).toEqual(['value = 3']);
});

test('copyOf returns a deep copy that shares no array', () => {
  const value = { w: [Float32Array.of(1)], m: new Map([['k', Uint8Array.of(1)]]), f: Math.abs };
  const copy = copyOf(value);
  expect(copy).toEqual(value);
  copy.w[0][0] = 2;
  copy.m.get('k')?.fill(0);
  expect([value.w[0][0], value.m.get('k')?.[0], copy.f]).toEqual([1, 1, Math.abs]);
});
