import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValueError } from '../../src/errors.ts';
import { jsonText } from '../../src/runs/json-text.ts';

test('jsonText gives JSON of the same value, bit for bit', () =>
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      deepStrictEqual(JSON.parse(jsonText(value, 'value')), value);
    }),
  ));

test('jsonText keeps the sign of −0, and drops fields that are undefined', () => {
  expect(jsonText([-0, 0, 1e-7], 'value')).toBe('[-0, 0, 1e-7]');
  expect(jsonText({ a: undefined, b: 1 }, 'value')).toBe('{\n  "b": 1\n}');
});

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

test('jsonText prints a value inside 100 lists', () => {
  expect(JSON.parse(jsonText(nested(100), 'value'))).toEqual(nested(100));
});

test('jsonText indents by two spaces, with a list without lists and objects on one line', () => {
  const value = { seed: 4, curve: [0.5, null, 1], empty: {}, none: [], rounds: [{ round: 1 }, [[]]] };
  expect(jsonText(value, 'value')).toBe(`{
  "seed": 4,
  "curve": [0.5, null, 1],
  "empty": {},
  "none": [],
  "rounds": [
    {
      "round": 1
    },
    [
      []
    ]
  ]
}`);
});

describe('jsonText throws a ValueError with the path of', () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  test.each<[string, unknown, string]>([
    ['NaN', { facts: [{ accuracy: Number.NaN }] }, 'record.facts[0].accuracy: must be a finite number'],
    ['an infinity', [-Infinity], 'record[0]: must be'],
    ['undefined in a list', [undefined], 'record[0]: must be'],
    ['a Map', { a: new Map() }, 'record.a: must be'],
    ['a typed array', { a: new Float32Array(1) }, 'record.a: must be'],
    ['a function', { a: () => 0 }, 'record.a: must be'],
    ['a value inside 101 lists', nested(101), 'record[0][0]'],
    ['a value that contains itself', cycle, 'record.self.self'],
  ])('%s', (_, value, message) => {
    const run = () => jsonText(value, 'record');
    expect(run).toThrow(ValueError);
    expect(run).toThrow(message);
  });
});
