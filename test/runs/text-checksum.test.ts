import { deepStrictEqual } from 'node:assert';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError, ValueError } from '../../src/errors.ts';
import {
  checkMarkupChecksum,
  jsonWithChecksum,
  markupWithChecksum,
  parseJsonWithChecksum,
} from '../../src/runs/text-checksum.ts';

const text = fc.oneof(
  fc.constantFrom('', '__proto__', 'checksum ', '\ud800', '"\n'),
  fc.string({ unit: 'binary' }),
);
const object = fc
  .dictionary(text, fc.jsonValue())
  .filter((value) => !Object.hasOwn(value, 'checksum'))
  .map((value) => Object.fromEntries(Object.entries(value)));

/** The texts that a random change makes of one. */
const changed = (original: string) => {
  const at = fc.nat(original.length);
  return fc
    .oneof(
      fc
        .tuple(at, fc.string({ minLength: 1, maxLength: 3 }))
        .map(([i, more]) => original.slice(0, i) + more + original.slice(i)),
      fc
        .tuple(at, fc.string({ minLength: 1, maxLength: 1 }))
        .map(([i, one]) => original.slice(0, i) + one + original.slice(i + 1)),
      fc.tuple(at, at).map(([i, j]) => original.slice(0, Math.min(i, j)) + original.slice(Math.max(i, j))),
    )
    .filter((other) => other !== original);
};

const sha256 = (of: string) => createHash('sha256').update(of).digest('hex');

const rejects = (run: () => unknown, rule: RegExp) => {
  expect(run).toThrow(FormatError);
  expect(run).toThrow(rule);
};

describe('sealJson', () => {
  test('gives JSON that unsealJson reads back, with the checksum as its last key', () =>
    fc.assert(
      fc.property(object, (value) => {
        const sealed = jsonWithChecksum(value);
        deepStrictEqual(parseJsonWithChecksum(sealed, 'record.json'), value);
        expect(Object.keys(JSON.parse(sealed)).at(-1)).toBe('checksum');
      }),
    ));

  test('the checksum is SHA-256 of the lines above it', () => {
    const above = '{\n  "seed": 4,\n  "curve": [0.5, 1],\n';
    expect(jsonWithChecksum({ seed: 4, curve: [0.5, 1] })).toBe(
      `${above}  "checksum": "${sha256(above)}"\n}\n`,
    );
    expect(jsonWithChecksum({})).toBe(`{\n  "checksum": "${sha256('{\n')}"\n}\n`);
  });

  test('throws a ValueError for an object with a checksum, a list, or a value that JSON cannot hold', () => {
    expect(() => jsonWithChecksum({ checksum: 1 })).toThrow(ValueError);
    expect(() => jsonWithChecksum([])).toThrow(ValueError);
    expect(() => jsonWithChecksum({ a: { b: Number.NaN } })).toThrow('value.a.b: must be a finite number');
  });
});

describe('unsealJson throws a FormatError that begins with the file’s name for', () => {
  const sealed = jsonWithChecksum({
    seed: 4,
    accuracy: [0.5, -0],
    note: 'a "quoted" 🎫',
    rounds: [{ n: 1 }],
  });

  test('every change of one character, and every shorter text', () => {
    for (let i = 0; i < sealed.length; i++) {
      for (const other of ['0', '1', 'a', ' ', '"', '\ufffd']) {
        if (sealed[i] === other) continue;
        rejects(
          () => parseJsonWithChecksum(sealed.slice(0, i) + other + sealed.slice(i + 1), 'r.json'),
          /^r\.json: must /,
        );
      }
      rejects(
        () => parseJsonWithChecksum(sealed.slice(0, i), 'r.json'),
        /^r\.json: must end with its checksum, got /,
      );
    }
  });

  test('random changes', () =>
    fc.assert(
      fc.property(changed(sealed), (other) =>
        rejects(() => parseJsonWithChecksum(other, 'r.json'), /^r\.json: must /),
      ),
      { numRuns: 500 },
    ));

  test('a wrong checksum, with the right one in the message', () => {
    const actual = JSON.parse(sealed).checksum;
    const edited = sealed.replace('"seed": 4', '"seed": 5');
    rejects(
      () => parseJsonWithChecksum(edited, 'r.json'),
      /^r\.json: must have the checksum of its content, [\da-f]{64}, got "/,
    );
    expect(() => parseJsonWithChecksum(edited, 'r.json')).toThrow(actual);
  });

  const forged = (above: string) => `${above}  "checksum": "${sha256(above)}"\n}\n`;
  test.each([
    ['a key said twice', '{\n  "a": 1,\n  "a": 1,\n', 'must say each key once'],
    ['two checksums', '{\n  "checksum": 1,\n', 'must say each key once'],
    ['bad JSON', '{\n  "a": ,\n', 'must be JSON'],
    ['a list', '[{\n', 'must be JSON'],
    [
      '100,000 nested lists',
      `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)},\n`,
      'must be inside at most 100 others',
    ],
    ['200,000 open brackets', `{"a":${'['.repeat(2e5)},\n`, 'must be JSON'],
  ])('%s with a correct checksum', (_, above, rule) => {
    rejects(() => parseJsonWithChecksum(forged(above), 'r.json'), /^r\.json: must be a JSON file, got /);
    expect(() => parseJsonWithChecksum(forged(above), 'r.json')).toThrow(rule);
  });

  test('an empty text, JSON without a checksum, and a checksum in capitals', () => {
    for (const other of ['', '{}', '{\n  "a": 1\n}\n', 'x'.repeat(82)])
      rejects(() => parseJsonWithChecksum(other, 'r.json'), /^r\.json: must end with its checksum/);
    const upper = sealed.replace(/[\da-f]{64}/, (hex) => hex.toUpperCase());
    rejects(() => parseJsonWithChecksum(upper, 'r.json'), /must have the checksum of its content/);
  });
});

describe('sealMarkup', () => {
  test('adds a comment with SHA-256 of the text above it, on a line of its own', () => {
    const page = '<!doctype html>\n<p>ä</p>\n';
    expect(markupWithChecksum(page)).toBe(`${page}<!-- sha256: ${sha256(page)} -->\n`);
    expect(markupWithChecksum('<svg/>')).toBe(markupWithChecksum('<svg/>\n'));
  });

  test('gives a text that checkMarkup accepts, and rejects after any change', () =>
    fc.assert(
      fc.property(text, (page) => {
        const sealed = markupWithChecksum(page);
        checkMarkupChecksum(sealed, 'page.html');
        fc.assert(
          fc.property(changed(sealed), (other) =>
            rejects(() => checkMarkupChecksum(other, 'page.html'), /^page\.html: must /),
          ),
          { numRuns: 10 },
        );
      }),
    ));
});
