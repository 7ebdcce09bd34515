// What is refused before anything is trained, said to the same program without a process of its own.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { DEFAULTS } from '../../src/cli/find-config.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { createRunFolder } from '../../src/cli/run-folder.ts';
import { writeIdxFolder } from './idx.ts';

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

describe('exit code 2, with the option and what was written', () => {
  test.each([
    ...['0', '1', '1.5', '-0.5', 'NaN', 'abc', '100%'].map((value) => ['--sparsity', value]),
    ...['0', '-1', '1.5', 'x'].map((value) => ['--rounds', value]),
    ...['0', '2.5', 'x'].map((value) => ['--iterations', value]),
    ...['0', '-60', '1.5'].map((value) => ['--batch', value]),
    ...['0', '-1', 'NaN', 'Infinity', 'x'].map((value) => ['--lr', value]),
    ...['early', 'early:abc', 'early:150%', 'late', 'sideways', 'init:3'].map((value) => ['--rewind', value]),
    ...['x', 'Global'].map((value) => ['--scope', value]),
    ...['x', 'reinit;shuffle'].map((value) => ['--controls', value]),
    ...['x', 'constant-sign', 'freeze'].map((value) => ['--action', value]),
    ['--criterion', 'frog'],
    ...['-1', '1.5', 'x', '1e16'].map((value) => ['--seed', value]),
    ...['0', 'x', '8,0'].map((value) => ['--hidden', value]),
    ...['rmsprop'].map((value) => ['--optimizer', value]),
    ...['0', 'often'].map((value) => ['--evaluate-every', value]),
    ...['-0.1', 'x'].map((value) => ['--tolerance', value]),
    ...['0', '-1', '1.5', 'x'].map((value) => ['--trials', value]),
    ...['0', '-1', '2.5', '50%', '65', '1e15'].map((value) => ['--threads', value]),
    ...['1001', '9007199254740991'].map((value) => ['--trials', value]),
    ...['0', '-1', '1.5', '10%'].map((value) => ['--validation-size', value]),
  ])('%s %s', async (option, value) => {
    const { code, message } = await refusal([option, value, '--out', out]);
    expect(code).toBe(2);
    expect(message).toContain(`option '${option} `);
    expect(message).toContain(`'${value}'`);
    expect(existsSync(out)).toBe(false);
  });

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

describe('exit code 2 for what only the whole experiment can tell, and no folder', () => {
  test.each([
    ['--batch 9007199254740991', 'batch size: must be a whole number in [1, 1000], got 9007199254740991'],
    ['--batch 2000', 'batch size: must be a whole number in [1, 1000], got 2000'],
    ['--rewind early:30', 'rewind: must be before the end of training, 30, got 30'],
    ['--rewind late:99.9%', 'rewind: must be before the end of training, 30, got 30'],
    ['--sparsity 1%', 'must prune at least one of 32 weights'],
    ['--sparsity 0.9 --rounds 500', 'must prune at least one of 32 weights'],
    [
      '--hidden 1000000000',
      'hidden: must be a network that can be trained in 1 GiB of memory (this one would need 3780 GiB), got [2, 1000000000, 2]',
    ],
    ['--hidden 9007199254740991', 'hidden: must be a network that can be trained in 1 GiB of memory'],
    ['--trials 2 --hidden 30000,30000', 'hidden: must be a network that can be trained in 1 GiB of memory'],
    ['--rounds 9007199254740991', 'must prune at least one of 32 weights'],
    ['--validation-size 2000', 'validation size: must be a whole number in [1, 1999], got 2000'],
    ['--trials 2 --batch 2000', 'batch size: must be a whole number in [1, 1000], got 2000'],
    ['--seed 9007199254740991 --trials 2', '--trials: must leave every seed a whole number'],
  ])('%s', async (line, message) => {
    const refused = await refusal([...small.split(' '), ...line.split(' '), '--out', out]);
    expect(refused).toMatchObject({ code: 2, message: expect.stringContaining(message) });
    expect(existsSync(out)).toBe(false);
  });
});

describe('exit code 3 for data, and no folder', () => {
  test.each([
    ['a folder that is not there', () => join(scratch, 'nowhere'), 'must be an existing folder'],
    ['the name of something objects have', () => 'toString', 'must be an existing folder'],
    [
      'a folder without the files',
      () => mkdirSync(join(scratch, 'empty'), { recursive: true }),
      'train-images',
    ],
    ['truncated images', () => writeIdxFolder(join(scratch, 'cut'), { cut: 5 }), 'train-images'],
    ['a wrong magic number', () => writeIdxFolder(join(scratch, 'magic'), { magic: 0x801 }), 'train-images'],
    [
      'labels of another count',
      () => writeIdxFolder(join(scratch, 'labels'), { trainLabels: 5 }),
      'train-labels',
    ],
    ['images of another size', () => writeIdxFolder(join(scratch, '12'), { side: 12 }), '28×28'],
    [
      'a single training image',
      () => writeIdxFolder(join(scratch, 'single'), { train: 1 }),
      'single: must have at least two examples to be split',
    ],
    [
      'an empty test set',
      () => writeIdxFolder(join(scratch, 'untested'), { test: 0 }),
      't10k-images-idx3-ubyte: every axis must be at least 1, got [0, 28, 28]',
    ],
    [
      'a label out of range',
      () => writeIdxFolder(join(scratch, 'label'), { lastLabel: 10 }),
      't10k-labels-idx1-ubyte label 3: must be below 10, got 10',
    ],
  ])('%s', async (_, make, message) => {
    const folder = make() ?? join(scratch, 'empty');
    const refused = await refusal(['--data', folder, '--out', out]);
    expect(refused).toMatchObject({ code: 3, message: expect.stringContaining(message) });
    expect(refused.message).toMatch(new RegExp(`^--data .*${folder.split('/').at(-1)}: .*, got `));
    expect(existsSync(out)).toBe(false);
  });
});

test('a validation set as large as the training images of a folder exits with code 2', async () => {
  const folder = writeIdxFolder(join(scratch, 'sized'), { train: 24 });
  const refused = await refusal(['--data', folder, '--validation-size', '24', '--out', out]);
  expect(refused).toEqual({
    code: 2,
    message: 'validation size: must be a whole number in [1, 23], got 24',
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
      () => folder('trials-none', { 'trials.json': JSON.stringify({ config: DEFAULTS, trials: [] }) }),
    ],
    [
      'trials of no whole seed',
      () =>
        folder('trials-half', {
          'trials.json': JSON.stringify({ config: DEFAULTS, trials: [{ seed: 0.5 }] }),
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
          'record.json': JSON.stringify({ config: DEFAULTS, dense: null, rounds: [], controls: {} }),
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

  test.each([
    '--out x',
    '--seed 2',
    '--rounds 3',
    '--trials 2',
    '--action constant',
    '--normalize',
    '--validation-size 9',
  ])('--resume has its own options: %s beside it is refused with exit code 2', async (other) => {
    const { code, message } = await refusal(['--resume', join(scratch, 'nowhere'), ...other.split(' ')]);
    expect(code).toBe(2);
    expect(message).toContain(`cannot be used with option '${other.split(' ')[0]}`);
  });
});
