// Command lines that are rejected before anything is trained. They are read and planned, but not run.

import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { planLine, readLine, wordsOf } from './command-line.ts';

const names = COMMANDS.map(({ name }) => name);
const searches = ['find', 'compare', 'sweep', 'connectivity'];
const scores = ['snip', 'grasp', 'synflow'];
const QUICK = '--data two-moons --hidden 8 --batch 20 --iterations 20 --evaluate-every 10';

/** The error that an action throws. */
function errorOf(action: () => void): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

const cases = (commands: readonly string[], flag: string, values: readonly string[]) =>
  commands.flatMap((name) => values.map((value) => [name, flag, value]));

describe('an invalid value exits with code 2, and the message names the flag and the value', () => {
  test.each([
    ...cases(searches, '--sparsity', ['0', '1', '1.5', '-0.5', 'NaN', 'abc', '100%', '']),
    ...cases(searches, '--rounds', ['0', '-1', '1.5', 'x', '1001', '1000000000']),
    ...cases(searches, '--round-rate', ['0', '1', 'x']),
    ...cases(searches, '--output-rate', ['0', '1', 'x']),
    ...cases(searches, '--scope', ['x', 'Global']),
    ...cases(searches, '--criterion', ['frog', 'toString']),
    ...cases(['find', 'compare', 'sweep'], '--rewind', [
      'early',
      'early:abc',
      'late:150%',
      'sideways',
      'init:3',
    ]),
    ...cases(['find', 'compare'], '--controls', ['x', 'reinit;shuffle', 'constant-sign', 'freeze', '']),
    ...cases(['find'], '--control-levels', ['first', '0', '1,x', '1.5', '1001', '', 'last,1']),
    ...cases(['find'], '--reinits', ['0', '1.5', 'x', '101']),
    ...cases(['find', 'sweep'], '--tolerance', ['-0.1', 'x']),
    ...cases(['sweep'], '--significant', ['-0.1', 'x']),
    ...cases(scores, '--sparsity', ['0', '1', '1.5', 'NaN', '100%', '0.5,1', '']),
    ...cases(scores, '--controls', ['x', 'shuffle;reinit', 'constant']),
    ...cases(['snip'], '--examples', ['0', '1.5', 'x']),
    ...cases(['grasp'], '--examples-per-class', ['0', '1.5', 'x']),
    ...cases(['edge-popup'], '--keep', ['0', '1.5', '-1', 'x', 'NaN']),
    ...cases(['edge-popup'], '--width', ['0', '-1', 'x', 'Infinity']),
    ...cases(['edge-popup'], '--weights', ['uniform']),
    ...cases(['edge-popup'], '--ranking', ['|score|']),
    ...cases(['strong'], '--n', ['0', '1.5', 'x', '41']),
    ...cases(['strong'], '--epsilon', ['0', '-1', 'NaN']),
    ...cases(['connectivity'], '--at', ['-1', '0,x', '1.5', '']),
    ...cases(['connectivity'], '--points', ['0', '1', '2.5']),
    ...cases(names, '--data', ['']),
    ...cases(names, '--validation-size', ['0', '-1', '1.5', '10%']),
    ...cases(names, '--hidden', ['0', 'x', '8,0']),
    ...cases(names, '--iterations', ['0', '2.5', 'x']),
    ...cases(names, '--batch', ['0', '-60', '1.5']),
    ...cases(names, '--optimizer', ['rmsprop']),
    ...cases(names, '--lr', ['0', '-1', 'NaN', 'Infinity', 'x']),
    ...cases(names, '--momentum', ['1', '-0.1', 'x']),
    ...cases(names, '--weight-decay', ['-1', 'x']),
    ...cases(names, '--schedule', ['linear', 'step', 'step:100%', 'step:x']),
    ...cases(names, '--warm-up', ['-1', '1.5', '10%']),
    ...cases(names, '--evaluate-every', ['0', 'often']),
    ...cases(names, '--seed', ['-1', '1.5', 'x', '1e16']),
    ...cases(names, '--trials', ['0', '-1', '1.5', 'x', '1001', '9007199254740991']),
    ...cases(names, '--threads', ['0', '-1', '2.5', '50%', '65', '1e15']),
    ...cases(names, '--kernels', ['gpu']),
    ...cases(names, '--out', ['']),
    ...cases(names, '--resume', ['']),
  ])('%s %s %j', (name, flag, value) => {
    const error = errorOf(() => readLine(name, [flag, value]));
    expect(error).toBeInstanceOf(CommanderError);
    expect(exitCodeOf(error)).toBe(2);
    expect(error.message).toMatch(`error: option '${flag} <`);
    expect(error.message).toContain(`> argument '${value}' is invalid. must `.slice(1));
  });

  test('a limit is stated', () => {
    expect(errorOf(() => readLine('find', ['--rounds', '1000000000'])).message).toBe(
      `error: option '--rounds <n>' argument '1000000000' is invalid. must be an integer from 1 to 1000, got "1000000000"`,
    );
  });
});

describe('a broken rule between options exits with code 2, and the message names the flags', () => {
  test.each([
    ...searches.map((name) => [
      `${name} --sparsity 0.5 --round-rate 0.2`,
      '--round-rate: must not be given together with --sparsity, got 0.2',
    ]),
    ['find --output-rate 0.1', '--output-rate: must not be given without --round-rate, got 0.1'],
    [
      'sweep --sparsity 0.5 --output-rate 0.1',
      '--output-rate: must not be given without --round-rate, got 0.1',
    ],
    [
      'find --round-rate 0.2 --output-rate 0.1 --scope global',
      '--output-rate: must not be given without --scope layerwise, got 0.1',
    ],
    ['find --momentum 0.5', '--momentum: must not be given without --optimizer momentum, got 0.5'],
    [
      'snip --optimizer sgd --momentum 0.5',
      '--momentum: must not be given without --optimizer momentum, got 0.5',
    ],
    ...names.map((name) => [
      `${name} --iterations 10 --warm-up 11`,
      '--warm-up: must be at most 10, the number of --iterations, got 11',
    ]),
    [
      'find --rounds 3 --control-levels 1,4',
      '--control-levels: must be at most 3, the number of --rounds, got 4',
    ],
    ...names.map((name) => [
      `${name} --seed 9007199254740991 --trials 2`,
      '--trials: must be at most 1 with --seed 9007199254740991, got 2',
    ]),
  ])('%s', (line, message) => {
    const [name, ...words] = wordsOf(line);
    const error = errorOf(() => readLine(name, words));
    expect({ code: exitCodeOf(error), message: error.message }).toEqual({ code: 2, message });
  });

  test.each([
    'snip --momentum 0.5',
    'find --optimizer momentum --momentum 0',
    'find --iterations 5 --warm-up 5',
  ])('%s is accepted', (line) => {
    const [name, ...words] = wordsOf(line);
    expect(() => readLine(name, words)).not.toThrow();
  });
});

describe('what only the experiment can check exits with code 2', () => {
  test.each([
    ['find --rewind early:20', 'rewindStrategy: must be before the end of training, 20, got 20'],
    ['find --rewind late:99.9%', 'rewindStrategy: must be before the end of training, 20, got 20'],
    ['find --sparsity 1%', 'must be above 0.0156 to prune at least one of 32 weights'],
    ['find --sparsity 0.9 --rounds 500', 'to prune 32 weights to a sparsity of 0.9 (round 1 would'],
    [
      'snip --sparsity 0.001 --examples 20',
      'sparsity: must be above 0.0156 to prune at least one of 32 weights, got 0.001',
    ],
    [
      'synflow --sparsity 0.5,0.001',
      'sparsity: must be above 0.0156 to prune at least one of 32 weights, got 0.001',
    ],
    ['snip --examples 5000', 'must be an integer in [1, 1000], got 5000'],
    ['grasp --examples-per-class 5000', 'examples per class: must be an integer in [1, '],
    [
      'edge-popup --width 1e15',
      'hidden × widthMultiplier: must be a network that can be trained in 1 GiB of memory (this one would need 30300000000 GiB), got [2, 8000000000000000, 2]',
    ],
    ['edge-popup --width 1e300', 'got [2, 8e+300, 2]'],
    ['strong --hidden 50000 --n 40', 'random network: must have at most 134217728 weights, 0.5 GiB'],
    ['strong --hidden 8,8', '--hidden: must be one size: the target has two layers, got "8,8"'],
    ['strong --hidden none', '--hidden: must be one size: the target has two layers, got "none"'],
    ['connectivity --at 21', 'got 21'],
    ['connectivity --rounds 500', 'would prune none), got 500'],
    ['sweep --rounds 2 --rewind early:20', 'rewindStrategy: must be before the end of training, 20, got 20'],
    ['sweep --rounds 2 --tolerance 0.02 --significant 0.01', 'got 0.01'],
    ['sweep --rounds 500', 'would prune none), got 500'],
    ['compare --rounds 500', 'would prune none), got 500'],
    ['compare --rewind none', 'rewindStrategy: must rewind the lottery ticket, got "none"'],
    ...names.flatMap((name) => [
      [
        `${name} --hidden 1000000000`,
        'must be a network that can be trained in 1 GiB of memory (this one would need 3780 GiB), got [2, 1000000000, 2]',
      ],
      [`${name} --hidden 9007199254740991`, 'must be a network that can be trained in 1 GiB of memory'],
      [`${name} --validation-size 2000`, 'validation size: must be an integer in [1, 1999], got 2000'],
      [`${name} --batch 2000`, 'batch size: must be an integer in [1, 1000], got 2000'],
      [`${name} --batch 9007199254740991`, 'batch size: must be an integer in [1, 1000]'],
    ]),
  ])('%s', (line, expected) => {
    const [name, ...words] = wordsOf(line);
    const error = errorOf(() => planLine(name, [...wordsOf(QUICK), ...words]));
    expect({ code: exitCodeOf(error), message: error.message }).toEqual({
      code: 2,
      message: expect.stringContaining(expected),
    });
  });

  test.each(names)('%s without the data exits with code 3', (name) => {
    const error = errorOf(() => planLine(name, ['--data', './nowhere']));
    expect({ code: exitCodeOf(error), message: error.message }).toEqual({
      code: 3,
      message: expect.stringContaining('--data ./nowhere: folder: must be an existing folder'),
    });
  });
});
