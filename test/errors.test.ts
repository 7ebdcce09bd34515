import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shorten, show, ValueError } from '../src/errors.ts';

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

describe('show', () => {
  test.each([
    ['text', '"text"'],
    ['a "quote" and\na line feed', String.raw`"a \"quote\" and\na line feed"`],
    [-0, '-0'],
    [Number.NaN, 'NaN'],
    [12n, '12n'],
    [[1, 'a', [2, []]], '[1, "a", [2, []]]'],
    [null, 'null'],
    [undefined, 'undefined'],
    [new Map(), 'a Map'],
    [Object.create(null), 'an object'],
    [{ constructor: { name: nested(5000) } }, 'an object'],
    [() => 0, 'a function'],
    [Symbol('s'), 'Symbol(s)'],
    [new Error('says "why"'), String.raw`"says \"why\""`],
  ])('shows a short value exactly: %#', (value, expected) => {
    expect(show(value)).toBe(expected);
  });

  test('shows a string of 200 characters exactly, and both ends and the length of a longer one', () => {
    const text = 'x'.repeat(200);
    expect(show(text)).toBe(`"${text}"`);
    expect(show(`start${'-'.repeat(1000)}end`)).toBe(
      `"start${'-'.repeat(115)}…${'-'.repeat(57)}end" (1008 characters)`,
    );
  });

  test('shows at most 20 items of a list, and three levels of brackets', () => {
    expect(show(Array.from({ length: 20 }, (_, i) => i))).toBe(`[${[...Array(20).keys()].join(', ')}]`);
    expect(show(new Array(1e6).fill(0))).toBe(`[${'0, '.repeat(20)}… (1000000 items)]`);
    expect(show(nested(3))).toBe('[[[]]]');
    expect(show(nested(5000))).toBe('[[[[…]]]]');
  });

  test('never returns more than 1500 characters', () =>
    fc.assert(
      fc.property(fc.anything({ maxDepth: 5, maxKeys: 50 }), fc.nat(3), (value, times) => {
        let large = value;
        for (let i = 0; i < times; i++)
          large = typeof large === 'string' ? large.slice(0, 100).repeat(500) : Array(100).fill(large);
        expect(show(large).length).toBeLessThan(1500);
      }),
    ));
});

test('shorten keeps 200 characters and both ends of a longer text', () => {
  expect(shorten('x'.repeat(200))).toBe('x'.repeat(200));
  expect(shorten(`a${'x'.repeat(300)}z`)).toBe(`a${'x'.repeat(119)}…${'x'.repeat(59)}z`);
});

test('a ValueError keeps the name of what it is about', () => {
  const error = new ValueError('rate', 'must be in (0, 1)', 2);
  expect(error).toMatchObject({ what: 'rate', message: 'rate: must be in (0, 1), got 2' });
});
