import { expect, test } from 'vitest';
import { disagreement } from '../../benchmarks/agree.ts';
import { race } from '../../benchmarks/race.ts';

/** Contenders that take a fixed time a computation, and the order in which they were run. */
function runners(milliseconds: Record<string, number>) {
  const order: string[] = [];
  const contenders = Object.entries(milliseconds).map(([name, ms]) => {
    const run = (times: number) => {
      order.push(`${name} ${times}`);
      return ms * times;
    };
    return [name, { run }] as const;
  });
  return { contenders: new Map(contenders), order };
}

test('in every round each contender runs once, and each round starts with another', async () => {
  const { contenders, order } = runners({ a: 1, b: 1, c: 1 });
  await race(contenders, { runs: 4, warmUp: 0, runLength: 0 });
  expect(order.map((run) => run[0]).join('')).toBe('abcbcacababc');
});

test('a run is as many computations as its length takes, and times are of one', async () => {
  const { contenders, order } = runners({ quick: 0.001, middling: 6, slow: 70 });
  const times = await race(contenders, { runs: 1, warmUp: 1, runLength: 20 });
  expect(order.slice(-3)).toEqual(['quick 100', 'middling 4', 'slow 1']);
  expect([...times]).toEqual([
    ['quick', [expect.closeTo(0.001, 6)]],
    ['middling', [6]],
    ['slow', [70]],
  ]);
});

test('everyone warms up for as long as asked', async () => {
  const { contenders, order } = runners({ a: 3, b: 50 });
  await race(contenders, { runs: 0, warmUp: 10, runLength: 1 });
  expect(order).toEqual(['a 1', 'a 1', 'a 1', 'a 1', 'b 1']);
});

test('results agree up to a thousandth, of the value where it is above 1', () => {
  expect(disagreement([1, -2000, 0], [1.0009, -2001, 0.0009])).toBeUndefined();
  expect(disagreement([1, -2000], [1, -2003])).toContain('number 1');
  expect(disagreement([0], [0.0011])).toContain('number 0');
  expect(disagreement([0, 0], [0])).toContain('2 numbers');
  expect(disagreement([0], [Number.NaN])).toContain('got NaN');
});
