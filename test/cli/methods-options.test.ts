// What the commands beside `find` refuse before anything is trained.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { METHODS } from '../../src/cli/methods/methods.ts';
import { scratch } from './children.ts';
import { QUICK, say } from './methods-support.ts';

const out = join(scratch, 'never-made');
const names = METHODS.map(({ name }) => name);

describe('exit code 2, with the option and what was written', () => {
  test.each([
    ...['snip', 'grasp', 'synflow'].flatMap((name) => [
      ...['0', '1', '1.5', '-0.5', 'NaN', 'abc', '100%', '0.5,1', ''].map((value) => [
        name,
        '--sparsity',
        value,
      ]),
      ...['x', 'shuffle;reinit'].map((value) => [name, '--controls', value]),
      ...['-1', 'x'].map((value) => [name, '--decay', value]),
    ]),
    ...['0', '1.5', 'x'].map((value) => ['snip', '--examples', value]),
    ...['0', '1.5', 'x'].map((value) => ['grasp', '--examples-per-class', value]),
    ...['0', '1.5', '-1', 'x', 'NaN'].map((value) => ['edge-popup', '--keep', value]),
    ...['0', '-1', 'x', 'Infinity'].map((value) => ['edge-popup', '--width', value]),
    ['edge-popup', '--weights', 'uniform'],
    ['edge-popup', '--ranking', '|score|'],
    ['edge-popup', '--decay', '-1'],
    ...['0', '1.5', 'x'].map((value) => ['strong', '--n', value]),
    ...['0', '-1', 'NaN'].map((value) => ['strong', '--epsilon', value]),
    ...['-1', '0,x', '1.5', ''].map((value) => ['connectivity', '--at', value]),
    ...['0', '1', '2.5'].map((value) => ['connectivity', '--points', value]),
    ...['connectivity', 'sweep'].flatMap((name) => [
      ...['0', '1', 'x'].map((value) => [name, '--rate', value]),
      ...['0', '1.5'].map((value) => [name, '--rounds', value]),
    ]),
    ['sweep', '--scope', 'Global'],
    ...['early', 'sideways', 'late:150%'].map((value) => ['sweep', '--rewind', value]),
    ...['--tolerance', '--significant'].map((option) => ['sweep', option, '-0.1']),
    ...['0', 'x'].map((value) => ['compare', '--sparsity', value]),
    ...names.flatMap((name) => [
      [name, '--trials', '0'],
      [name, '--trials', '9007199254740991'],
      [name, '--validation-size', '0'],
      [name, '--threads', '1.5'],
      [name, '--iterations', '0'],
      [name, '--batch', '-1'],
      [name, '--lr', '0'],
      [name, '--optimizer', 'rmsprop'],
      [name, '--hidden', '8,0'],
      [name, '--evaluate-every', '0'],
      [name, '--seed', '-1'],
      [name, '--kernels', 'gpu'],
    ]),
  ])('%s %s %j', async (name, option, value) => {
    const { code, stderr } = await say([name, option, value, '--out', out]);
    expect(code).toBe(2);
    expect(stderr).toContain(`option '${option} `);
    expect(stderr).toContain(`'${value}'`);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ['snip --sparsty 0.5', '--sparsity'],
    ['edge-popup --kep 0.5', '--keep'],
    ['supermask --untraind', '--untrained'],
  ])('%s is unknown', async (line, meant) => {
    const { code, stderr } = await say(line);
    expect(code).toBe(2);
    expect(stderr).toContain(`Did you mean ${meant}?`);
  });

  test('a command that is none, with the nearest', async () => {
    const { code, stderr } = await say('edge-popp');
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean edge-popup?');
  });
});

describe('exit code 2 for what only the experiment can tell, and no folder', () => {
  test.each([
    [
      'snip --hidden 8 --sparsity 0.001 --examples 20',
      'sparsity: must prune at least one of 32 weights, got 0.001',
    ],
    ['synflow --hidden 8 --sparsity 0.5,0.001', 'sparsity: must prune at least one of 32 weights, got 0.001'],
    ['snip --hidden 8 --examples 5000', 'must be a whole number in [1, 1000], got 5000'],
    ['grasp --hidden 8 --examples-per-class 5000', 'examples per class: must be a whole number in [1, '],
    ['strong --hidden 8 --n 41', '--n: must be at most 40, got 41'],
    [
      'edge-popup --hidden 8 --width 1e15',
      'hidden × widthMultiplier: must be a network that can be trained in 1 GiB of memory (this one would need 30300000000 GiB), got [2, 8000000000000000, 2]',
    ],
    ['edge-popup --hidden 8 --width 1e300', 'got [2, 8e+300, 2]'],
    ['strong --hidden 50000 --n 40', 'random network: must have at most 134217728 weights, 0.5 GiB'],
    ['strong --hidden 8,8', '--hidden: must be one size: the target has two layers, got "8,8"'],
    ['strong --hidden none', '--hidden: must be one size: the target has two layers, got ""'],
    ['connectivity --hidden 8 --at 21', 'got 21'],
    ['connectivity --hidden 8 --rounds 500', 'must prune at least one of'],
    [
      'sweep --hidden 8 --rounds 2 --rewind early:20',
      'rewind: must be before the end of training, 20, got 20',
    ],
    ['sweep --hidden 8 --rounds 2 --tolerance 0.02 --significant 0.01', 'got 0.01'],
    ['sweep --hidden 8 --rounds 500', 'must prune at least one of'],
    ['compare --hidden 8 --rounds 500', 'must prune at least one of'],
    ...names.flatMap((name) => [
      [
        `${name} --hidden 1000000000`,
        'must be a network that can be trained in 1 GiB of memory (this one would need 3780 GiB)',
      ],
      [`${name} --hidden 8 --validation-size 2000`, 'validation size: must be a whole number in [1, 1999]'],
      [`${name} --hidden 8 --batch 2000`, 'batch size: must be a whole number in [1, 1000], got 2000'],
      [
        `${name} --hidden 8 --seed 9007199254740991 --trials 2`,
        '--trials: must leave every seed a whole number',
      ],
    ]),
  ])('%s', async (line, expected) => {
    const [name, ...rest] = line.split(' ');
    const { code, message } = await say([name, ...QUICK.split(' '), ...rest, '--out', out]);
    expect({ code, message }).toEqual({ code: 2, message: expect.stringContaining(expected) });
    expect(existsSync(out)).toBe(false);
  });
});

describe('exit code 3 for what is on the disk, or is not', () => {
  test.each(names)('%s on data that is not there', async (name) => {
    const { code, message } = await say([name, '--data', join(scratch, 'nowhere'), '--out', out]);
    expect(code).toBe(3);
    expect(message).toContain('must be an existing folder');
    expect(existsSync(out)).toBe(false);
  });

  test('a folder with a file in it is left as it is', async () => {
    const used = join(scratch, 'used');
    mkdirSync(used);
    writeFileSync(join(used, 'note'), 'mine');
    const { code, message } = await say(`strong ${QUICK} --hidden 3 --n 4 --out ${used}`);
    expect(code).toBe(3);
    expect(message).toContain('must be new or empty');
    expect(readdirSync(used)).toEqual(['note']);
  });
});
