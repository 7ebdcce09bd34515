import { expect, test } from 'vitest';
import { compare, differenceOf, type Measure } from '../../benchmarks/history/compare.ts';
import { masksByMagnitude } from '../../benchmarks/history/magnitude.ts';
import { historyRow, historyTable } from '../../benchmarks/history/rows.ts';
import { lenet } from '../../benchmarks/lenet.ts';
import { SEED, SIZES } from '../../benchmarks/settings.ts';
import { mlp, Random } from '../../src/index.ts';

const CASE = { name: 'density 0.5', density: 0.5 };
const RESULT = { losses: [2.5, 2.25], checksum: 'a' };
const time = (microseconds: number) => ({ wall: microseconds, cpu: microseconds / 2 });
const silent = () => {};

/** Records the calls without measuring, and returns times twice as long for the working tree as for the commit. */
function recorder() {
  const calls: string[] = [];
  const measure: Measure = async (side, part, pace) => {
    calls.push(`${part.name}: ${pace === null ? 'compare' : 'time'} ${side}`);
    return { ...RESULT, time: time(side === 'commit' ? 10 : 20) };
  };
  return { calls, measure };
}

test('compare checks the results of every case before it times any', async () => {
  const { calls, measure } = recorder();
  await compare([CASE, { name: 'density 1', density: 1 }], 1, measure, silent);
  const isTiming = calls.map((call) => call.includes(': time '));
  expect(isTiming).toEqual([false, false, false, false, true, true, true, true]);
});

test('compare starts each round with the side that came second in the round before', async () => {
  const { calls, measure } = recorder();
  await compare([CASE], 3, measure, silent);
  const turns = calls.slice(2).map((call) => call.replace('density 0.5: time ', ''));
  expect(turns).toEqual(['commit', 'working tree', 'working tree', 'commit', 'commit', 'working tree']);
});

test('compare assigns each time to its side, whichever side went first', async () => {
  const { measure } = recorder();
  const [comparison] = await compare([CASE], 2, measure, silent);
  expect(comparison).toEqual({
    case: CASE,
    rounds: [
      { commit: time(10), 'working tree': time(20) },
      { commit: time(10), 'working tree': time(20) },
    ],
    difference: undefined,
  });
});

test('compare reports different results and still times the case', async () => {
  const lines: string[] = [];
  const measure: Measure = async (side) => ({ losses: [1], checksum: side, time: time(10) });
  const [comparison] = await compare([CASE], 1, measure, (line) => lines.push(line));
  expect(lines[0]).toContain('history density 0.5: DIFFERENT RESULTS: the weights differ after 1 steps');
  expect(comparison.rounds).toHaveLength(1);
});

test('differenceOf returns undefined if all losses and the checksums are equal', () => {
  expect(differenceOf({ ...RESULT, time: time(1) }, { ...RESULT, time: time(2) })).toBeUndefined();
});

test.each([
  ['a loss', { losses: [2.5, 2.250001], checksum: 'a' }, /loss of step 1 is 2.25 on the commit and 2.250001/],
  ['the sign of a zero', { losses: [2.5, 2.25, -0], checksum: 'a' }, /loss of step 2/],
  ['the checksum', { losses: [2.5, 2.25], checksum: 'b' }, /weights differ after 2 steps/],
])('differenceOf describes a difference in %s', (_, changed, message) => {
  const commit = { ...RESULT, losses: changed.losses.length === 3 ? [2.5, 2.25, 0] : RESULT.losses };
  expect(differenceOf({ ...commit, time: null }, { ...changed, time: null })).toMatch(message);
});

test('historyRow takes the median, minimum and maximum of the ratios within rounds', () => {
  const rounds = [
    { commit: { wall: 10, cpu: 1 }, 'working tree': { wall: 11, cpu: 1 } },
    { commit: { wall: 20, cpu: 1 }, 'working tree': { wall: 18, cpu: 3 } },
    { commit: { wall: 40, cpu: 2 }, 'working tree': { wall: 80, cpu: 4 } },
  ];
  const comparison = { case: CASE, rounds, difference: undefined };
  expect(historyRow('abc', comparison)).toEqual({
    bench: 'history',
    case: 'density 0.5',
    commit: 'abc',
    commitMicroseconds: 20,
    microseconds: 18,
    ratio: 1.1,
    cpuRatio: 2,
    minRatio: 0.9,
    maxRatio: 2,
    sameBits: true,
  });
});

test('historyTable shows ratios to three decimals and marks different results', () => {
  const rounds = [{ commit: time(1000), 'working tree': time(1234) }];
  const comparison = { case: CASE, rounds, difference: 'a loss' };
  expect(historyTable([historyRow('abc', comparison)]).split('\n')).toEqual([
    '| case        | µs, commit | µs, now | now ÷ commit |     min … max | CPU time | same bits |',
    '| ----------- | ---------: | ------: | -----------: | ------------: | -------: | --------- |',
    '| density 0.5 |      1,000 |   1,234 |        1.234 | 1.234 … 1.234 |    1.234 | NO        |',
  ]);
});

test('masksByMagnitude keeps the largest magnitudes over all layers, and the first ones in case of ties', () => {
  const state = new Map([
    ['fc1.weight', Float32Array.of(1, -3, 2, -1)],
    ['fc1.bias', Float32Array.of(9)],
    ['fc2.weight', Float32Array.of(0.5, -1)],
  ]);
  const masks = new Map([
    ['fc1.weight', Uint8Array.of(1, 1, 1, 0)],
    ['fc2.weight', Uint8Array.of(0, 0)],
  ]);
  expect(masksByMagnitude(state, 0.5)).toEqual(masks);
});

test('masksByMagnitude gives the same masks as the benchmark step', () => {
  const model = mlp(SIZES, { random: new Random(SEED).fork('initialisation') });
  const masks = [...masksByMagnitude(model.state(), 0.1).values()];
  const expected = lenet(0.1).map(({ mask }) => mask as Uint8Array);
  expect(Buffer.concat(masks).equals(Buffer.concat(expected))).toBe(true);
});
