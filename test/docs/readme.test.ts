// The README's promises: its TypeScript runs as it stands, and its commands are ours.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ENTRIES, type EntryName } from './public-symbols.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code);

/** What the README says that a block of code prints: the text after it. */
const printedBy = (code: string): string | undefined =>
  README.slice(README.indexOf(code) + code.length).match(/^```\n\nIt prints [^`]*```text\n(.*?\n)```/s)?.[1];

const folder = mkdtempSync(join(ROOT, 'node_modules', '.readme-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the TypeScript of the README', () => {
  test.each(blocks('ts').map((code, i) => [i + 1, code] as const))('block %i runs', async (i, code) => {
    const source = code.replace(/from '(winning-ticket[^']*)'/g, (_, entry) => {
      expect(ENTRIES).toHaveProperty([entry]);
      return `from '${pathToFileURL(join(ROOT, ENTRIES[entry as EntryName]))}'`;
    });
    expect(source).not.toBe(code);
    const file = join(folder, `block-${i}.ts`);
    writeFileSync(file, source);
    const log = vi.spyOn(console, 'log');
    onTestFinished(() => log.mockRestore());
    await import(file);
    const printed = printedBy(code);
    if (printed !== undefined)
      expect(log.mock.calls.map((values) => `${format(...values)}\n`).join('')).toBe(printed);
  });

  test('the README shows the output of the bare-array example, whose trained ticket is sparse', () => {
    const [printed, ...more] = blocks('ts').flatMap((code) => printedBy(code) ?? []);
    expect(more).toEqual([]);
    const weights = printed.trimEnd().split('\n').at(-1)?.split(' ').map(Number);
    expect(weights?.filter((weight) => weight !== 0)).toEqual([3, -2]);
  });
});

describe('the commands of the README', () => {
  const commands = blocks('sh').flatMap((code) => code.split('\n'));

  test('the README starts with the two commands that must always work', () => {
    expect(commands[0]).toMatch(/^npm ci && npm start\b/);
    expect(commands[1]).toMatch(/^npm ci && npm test\b/);
  });

  test('every npm script named in the README exists', () => {
    const named = commands.flatMap((line) =>
      [...line.matchAll(/npm (?:run (?:-s )?)?([a-z:-]+)/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(3);
    for (const name of named.filter((name) => !['ci', 'install'].includes(name)))
      expect(PACKAGE.scripts).toHaveProperty([name]);
  });
});
