import { readFileSync } from 'node:fs';
import type ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { approximateMath, disabledTest, machinePath, tooLong } from './source-rules.ts';
import { files, findings, ROOT, sources } from './sources.ts';

const BINARY = /\.(png|jpg|gz|safetensors|npy|bin)$/;

test('package.json lists no runtime dependencies', () => {
  const manifest = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8'));
  expect(manifest.dependencies, 'npm drops the empty entry when it edits package.json: put it back').toEqual(
    {},
  );
});

test('no file contains an absolute path of a development machine', () => {
  const texts = files('src', 'test', 'lessons', 'benchmarks', '.ci').filter(({ path }) => !BINARY.test(path));
  const named = texts.flatMap(({ path, text }) =>
    (machinePath(text) ?? []).map((found) => `${path} ${found}`),
  );
  expect(named).toEqual([]);
});

test('src, except numeric, uses only Math functions that round identically on every engine', () => {
  const rest = sources('src').filter(({ path }) => !path.startsWith('src/numeric/'));
  expect(findings(rest, approximateMath)).toEqual([]);
});

test('no file in src is longer than 200 lines', () => {
  expect(
    sources('src')
      .filter(tooLong)
      .map(({ path }) => path),
  ).toEqual([]);
});

test('no test uses skip, todo or only', () => {
  expect(findings(sources('test', 'lessons'), disabledTest)).toEqual([]);
});

describe('the source rules detect violations', () => {
  const found = (text: string, find: (node: ts.Node) => string | undefined): string[] =>
    findings([{ path: 'a.ts', text }], find).map((finding) => finding.slice('a.ts:1 '.length));

  test.each([
    ['Math.exp(1)', ['Math.exp']],
    ["Math['random']()", ['Math']],
    ['const { fround, tanh } = Math', ['Math']],
    ['const { fround, sqrt: root } = Math', []],
    ['x ** y', ['**']],
    ['x **= 2', ['**=']],
    ['Math.sqrt(2) + Math.PI + 2 ** -24', []],
    ["// Math.exp\n'Math.exp'", []],
  ])('%s', (text, expected) => {
    expect(found(text, approximateMath)).toEqual(expected);
  });

  test.each([
    ['test.only("a", f)', ['test.only']],
    ['describe.skip.each([1])("a", f)', ['describe.skip']],
    ['it.concurrent.todo("a")', ['it.concurrent.todo']],
    ['test.skipIf(true)("a", f)', ['test.skipIf']],
    ['xit("a", f)', ['xit']],
    ['test.each([1])("a", f); mask.only', []],
  ])('%s', (text, expected) => {
    expect(found(text, disabledTest)).toEqual(expected);
  });

  test('the path pattern does not match a division or a URL', () => {
    const home = ['', 'home', ''].join('/');
    const path = `${home}ada/x`;
    expect(machinePath(`open('${path}')`)).toEqual([home]);
    expect(machinePath(`https://example.org${path} a/home/b './home/'`)).toBeNull();
  });

  test('the line limit rejects a file of 201 lines and accepts 200 lines', () => {
    expect(tooLong({ path: 'a.ts', text: 'a\n'.repeat(201) })).toBe(true);
    expect(tooLong({ path: 'a.ts', text: 'a\n'.repeat(200) })).toBe(false);
  });
});
