import { expect, test } from 'vitest';
import { ArgumentError, NAMES, parseArguments } from '../../benchmarks/arguments.ts';

test('without a name, every benchmark is asked for', () => {
  expect(parseArguments([])).toEqual({ names: NAMES, json: false, write: false, quick: false });
});

test('a name and the options may come in any order', () => {
  const wanted = { names: ['imp'], json: true, write: false, quick: true, runs: 3 };
  expect(parseArguments(['imp', '--json', '--quick', '--runs', '3'])).toEqual(wanted);
  expect(parseArguments(['--runs=3', '--quick', '--json', 'imp'])).toEqual(wanted);
});

test('an unknown benchmark is refused with the names there are', () => {
  expect(() => parseArguments(['matmull'])).toThrow(ArgumentError);
  expect(() => parseArguments(['matmull'])).toThrow(
    /must be one of matmul, step, imp, topk, trials, threads, history, got matmull/,
  );
});

test('history takes a commit and runs no other benchmark', () => {
  const wanted = { names: [], commit: 'HEAD~2', json: true, write: false, quick: false, runs: 3 };
  expect(parseArguments(['history', 'HEAD~2', '--json', '--runs', '3'])).toEqual(wanted);
});

test.each([
  ['history without a commit', ['history'], 'COMMIT: must be given once after history, got none'],
  ['history with an empty commit', ['history', ''], 'COMMIT'],
  ['history with two commits', ['history', 'a', 'b'], 'got a b'],
  ['two benchmarks', ['matmul', 'step'], 'NAME'],
  ['no benchmark but an empty word', [''], 'NAME'],
  ['an unknown option', ['--jsno'], 'jsno'],
  ['a value where none belongs', ['--json=yes'], 'json'],
  ['no runs', ['--runs', '0'], '--runs'],
  ['half a run', ['--runs', '1.5'], '--runs'],
  ['a missing number of runs', ['--runs'], 'runs'],
])('%s: refused, with how to call it', (_, args, named) => {
  expect(() => parseArguments(args)).toThrow(ArgumentError);
  expect(() => parseArguments(args)).toThrow(named);
  expect(() => parseArguments(args)).toThrow('npm run bench');
});
