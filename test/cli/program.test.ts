// Help, and arguments that no command accepts. Values of options are in option-errors.test.ts.

import { mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { everySet, subsetSumLaws } from '../../src/laws/index.ts';
import { winningTicket } from './in-process.ts';
import { folder } from './run-folders.ts';

const runs = COMMANDS.map(({ name }) => name);
const names = [...runs, 'verify', 'laws'];

describe('the help', () => {
  test.each(['', ...names])('of "%s" names its exit codes, an example and fits 80 columns', async (name) => {
    const { code, stdout, stderr } = await winningTicket(`${name} --help`);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^Usage: winning-ticket ${name}`));
    for (const exit of [0, 1, 2, 3, 4, 130]) expect(stdout).toMatch(new RegExp(`^ {2}${exit} +\\w`, 'm'));
    if (name !== '') expect(stdout).toMatch(new RegExp(`^Example:\n {2}winning-ticket ${name} `, 'm'));
    for (const line of stdout.split('\n'))
      if (!line.startsWith('  winning-ticket')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('of the program lists every command', async () => {
    const { stdout } = await winningTicket('--help');
    for (const name of names) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });

  test.each(runs)('of %s lists every option of a run', async (name) => {
    const { stdout } = await winningTicket([name, '--help']);
    const options = 'data normalize hidden iterations lr seed trials threads kernels out resume json quiet';
    for (const option of options.split(' '))
      expect(stdout).toMatch(new RegExp(`^ {2}--(no-)?${option}\\b`, 'm'));
  });

  test('goes to stderr without a command (exit code 2)', async () => {
    const { code, stdout, stderr } = await winningTicket('');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: winning-ticket');
  });
});

test('the README has a row for each command', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const commands = [...readme.matchAll(/^\| .* \| `([a-z-]+)` \| .* \| .* \|$/gm)].map(([, name]) => name);
  expect(commands).toEqual(COMMANDS.map(({ name }) => name));
});

describe('exit code 2 for', () => {
  test.each([
    ['find --sparsty 0.5', '--sparsty', '--sparsity'],
    ['find --round 5', '--round', '--rounds'],
    ['find --jsn', '--jsn', '--json'],
    ['find --learning 1', '--learning', null],
    ['snip --sparsty 0.5', '--sparsty', '--sparsity'],
    ['edge-popup --kep 0.5', '--kep', '--keep'],
    ['supermask --untraind', '--untraind', '--untrained'],
    ['verify runs --jsn', '--jsn', '--json'],
  ])('an unknown option: %s', async (line, option, meant) => {
    const { code, stdout, stderr } = await winningTicket(line);
    expect([code, stdout]).toEqual([2, '']);
    const hint = meant === null ? '' : `(Did you mean ${meant}?)\n`;
    expect(stderr).toBe(`error: unknown option '${option}'\n${hint}(--help lists every option)\n`);
  });

  test('an unknown command, with the nearest name', async () => {
    const { code, stderr } = await winningTicket('edge-popp');
    expect(code).toBe(2);
    expect(stderr).toContain("unknown command 'edge-popp'\n(Did you mean edge-popup?)");
  });

  test.each([
    ['find --sparsity', 'argument missing'],
    ['find --out', 'argument missing'],
    ['snip --seed', 'argument missing'],
    ['find mnist', 'too many arguments'],
    ['verify', "missing required argument 'folder'"],
    ['verify a b', 'too many arguments'],
    ['laws select mask', 'too many arguments'],
  ])('%s', async (line, message) => {
    const { code, stderr } = await winningTicket(line);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('a message stays short if a value has 50,000 characters', () => {
  const SIZE = 50_000;
  test.each(
    ['--sparsity', '--rounds', '--hidden', '--rewind', '--scope', '--criterion', '--controls'].flatMap(
      (option) => ['x', "'", '9', ',', '1,'].map((character) => [option, character]),
    ),
  )('find %s %s… (exit code 2)', async (option, character) => {
    const { code, stderr } = await winningTicket(['find', option, character.repeat(SIZE)]);
    expect(code).toBe(2);
    expect(stderr).toContain(`option '${option} `);
    expect(stderr.length).toBeLessThan(1000);
  });

  test.each([`--${'x'.repeat(SIZE)}`, 'x'.repeat(SIZE)])('find %.5s… (exit code 2)', async (word) => {
    const { code, stderr } = await winningTicket(['find', word]);
    expect(code).toBe(2);
    expect(stderr.length).toBeLessThan(1000);
  });

  test.each([
    ['--data', ['find']],
    ['--out', ['find', '--data', 'two-moons', '--hidden', '8', '--rounds', '1']],
    ['--resume', ['find']],
  ])('%s x… (exit code 3)', async (option, others) => {
    const { code, message } = await winningTicket([...others, option, 'x'.repeat(SIZE)]);
    expect(code).toBe(3);
    expect(message).toContain('xxx');
    expect(message.length).toBeLessThan(1000);
  });

  test('verify x… (exit code 3)', async () => {
    const { code, message } = await winningTicket(['verify', 'x'.repeat(SIZE)]);
    expect(code).toBe(3);
    expect(message.length).toBeLessThan(1000);
  });
});

describe('laws', () => {
  test('lists every law of every set', async () => {
    const { code, stdout } = await winningTicket('laws');
    expect(code).toBe(0);
    for (const { name, about, laws } of everySet)
      expect(stdout).toContain(`${name}: ${about}\n${laws.map((law) => `  ${law.name}\n`).join('')}`);
  });

  test.each(['subset sum', 'subset-sum'])(
    '%s lists the laws of one set with their formulas',
    async (name) => {
      const { stdout } = await winningTicket(['laws', name]);
      expect(stdout).toMatch(/^subset sum: /);
      for (const { formula, source } of subsetSumLaws.laws)
        expect(stdout).toContain(`    ${formula}\n    Source: ${source}\n`);
      expect(stdout).not.toContain('SynFlow');
    },
  );

  test('--json prints one object', async () => {
    const { sets } = JSON.parse((await winningTicket('laws --json')).stdout);
    expect(sets).toHaveLength(everySet.length);
    expect(sets[0].laws[0]).toEqual({
      name: expect.any(String),
      formula: expect.any(String),
      source: expect.any(String),
    });
  });

  test('of an unknown set lists the sets (exit code 2)', async () => {
    const { code, message } = await winningTicket('laws nope');
    expect([code, message]).toEqual([2, expect.stringMatching(/^set: must be of \[mask, .*\], got "nope"$/)]);
  });
});

test('verify of a folder that is not of a run exits with code 3', async () => {
  const bare = folder('bare');
  mkdirSync(bare);
  for (const path of [bare, folder('nowhere')])
    expect(await winningTicket(['verify', path])).toEqual({
      ...{ code: 3, stdout: '', stderr: '' },
      message: `${path}: must be the folder of a run, with a file plan.json, got none`,
    });
});
