// What is refused before anything is trained, said to the same program without a process of its own.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { find } from '../../src/cli/commands/find.ts';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { toJson } from '../../src/cli/options/index.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { createRunFolder } from '../../src/cli/run-folder.ts';

const scratch = mkdtempSync(join(tmpdir(), 'winning-ticket-options-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Says a command line; the code it would exit with, and its message. */
async function refusal(line: string | readonly string[]): Promise<{ code: number; message: string }> {
  let printed = '';
  const program = buildProgram();
  for (const command of [program, ...program.commands])
    command.configureOutput({
      writeErr: (text) => {
        printed += text;
      },
    });
  const words = typeof line === 'string' ? line.split(' ') : line;
  try {
    await program.parseAsync(['node', 'winning-ticket', 'find', ...words]);
  } catch (error) {
    return { code: exitCodeOf(error), message: printed || (error as Error).message };
  }
  throw new Error(`not refused: ${words.join(' ')}`);
}

const small = '--data two-moons --iterations 30 --batch 20 --hidden 8';
const out = join(scratch, 'never-made');

describe('exit code 2 for arguments that are not options', () => {
  test.each([
    ['--sparsty 0.5', '--sparsity'],
    ['--round 5', '--rounds'],
    ['--learning 1', undefined],
    ['--jsn', '--json'],
  ])('%s is unknown', async (line, meant) => {
    const { code, message } = await refusal(line);
    expect(code).toBe(2);
    expect(message).toContain(`unknown option '${line.split(' ')[0]}'`);
    if (meant !== undefined) expect(message).toContain(`Did you mean ${meant}?`);
    expect(message).toContain('--help lists every option');
  });

  test.each(['--sparsity', '--out', '--seed'])('%s without a value', async (option) => {
    expect(await refusal(option)).toMatchObject({
      code: 2,
      message: expect.stringContaining('argument missing'),
    });
  });

  test('a word too many', async () => {
    expect(await refusal('mnist')).toMatchObject({
      code: 2,
      message: expect.stringContaining('too many arguments'),
    });
  });
});

describe('a message stays short if a value has 50,000 characters', () => {
  const SIZE = 50_000;
  test.each(
    ['--sparsity', '--rounds', '--hidden', '--rewind', '--scope', '--criterion', '--controls'].flatMap(
      (option) => ['x', "'", '9', ',', '1,'].map((character) => [option, character]),
    ),
  )('%s %s… (exit code 2)', async (option, character) => {
    const { code, message } = await refusal([option, character.repeat(SIZE), '--out', out]);
    expect(code).toBe(2);
    expect(message).toContain(`option '${option} `);
    expect(message.length).toBeLessThan(1000);
  });

  test('an unknown option (exit code 2)', async () => {
    const { code, message } = await refusal([`--${'x'.repeat(SIZE)}`]);
    expect(code).toBe(2);
    expect(message).toContain("unknown option '--xxx");
    expect(message.length).toBeLessThan(500);
  });

  test.each([
    ['--data', ['--out', out]],
    ['--out', small.split(' ')],
    ['--resume', []],
  ])('%s x… (exit code 3)', async (option, others) => {
    const { code, message } = await refusal([...others, option, 'x'.repeat(SIZE)]);
    expect(code).toBe(3);
    expect(message).toContain(`${option} xxx`);
    expect(message.length).toBeLessThan(1000);
  });
});

describe('exit code 3 for folders', () => {
  const folder = (name: string, files: Record<string, string> = {}) => {
    const path = join(scratch, name);
    mkdirSync(path);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
    return path;
  };

  test('one with a file in it is refused and left as it is', async () => {
    const used = folder('used', { note: 'mine' });
    const refused = await refusal([...small.split(' '), '--out', used]);
    expect(refused).toMatchObject({ code: 3, message: expect.stringContaining('must be new or empty') });
    expect(readdirSync(used)).toEqual(['note']);
    expect(readFileSync(join(used, 'note'), 'utf8')).toBe('mine');
  });

  test('one with nothing but what a killed program left half-written is as good as empty', async () => {
    const left = folder('left', { '.0b5f9f0e-6a3c-4d8e-9c1d-2f4b7a8e9d10.tmp': 'half' });
    expect(createRunFolder(left)).toBe(left);
    const other = folder('other-tmp', { '.mine.tmp': 'whole' });
    expect(() => createRunFolder(other)).toThrow('must be new or empty');
  });

  test('a file in its place is refused', async () => {
    const file = join(folder('parent', { file: '' }), 'file');
    for (const path of [file, join(file, 'below')])
      expect(await refusal([...small.split(' '), '--out', path])).toMatchObject({ code: 3 });
  });

  test.each([
    ['no folder', () => join(scratch, 'nowhere')],
    ['no record', () => folder('bare')],
    ['other JSON for trials', () => folder('trials-other', { 'trials.json': '{}' })],
    ['trials cut short', () => folder('trials-short', { 'trials.json': '{"config"' })],
    [
      'trials of no seed',
      () =>
        folder('trials-none', {
          'trials.json': JSON.stringify({ config: toJson(find, find.defaults), trials: [] }),
        }),
    ],
    [
      'trials of no whole seed',
      () =>
        folder('trials-half', {
          'trials.json': JSON.stringify({ config: toJson(find, find.defaults), trials: [{ seed: 0.5 }] }),
        }),
    ],
    ['a record cut short', () => folder('short', { 'record.json': '{"config"' })],
    ['other JSON', () => folder('other', { 'record.json': '[]' })],
    ['no JSON object', () => folder('null', { 'record.json': 'null' })],
    [
      'a record without its options',
      () => folder('hollow', { 'record.json': '{"rounds":[],"config":{"seed":1}}' }),
    ],
    [
      'damaged progress',
      () =>
        folder('damaged', {
          'record.json': JSON.stringify({
            config: toJson(find, find.defaults),
            dense: null,
            rounds: [],
            controls: {},
          }),
          'progress.safetensors': 'not a tensor in sight',
        }),
    ],
  ])('nothing to resume: %s', async (_, make) => {
    const path = make();
    expect(await refusal(['--resume', path])).toMatchObject({
      code: 3,
      message: expect.stringContaining(path),
    });
  });

  test.each(['--out x', '--seed 2', '--rounds 3', '--trials 2', '--normalize', '--validation-size 9'])(
    '--resume has its own options: %s beside it is refused with exit code 2',
    async (other) => {
      const { code, message } = await refusal(['--resume', join(scratch, 'nowhere'), ...other.split(' ')]);
      expect(code).toBe(2);
      expect(message).toContain(`cannot be used with option '${other.split(' ')[0]}`);
    },
  );
});
