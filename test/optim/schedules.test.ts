import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constant, cosine, exponential, linearWarmup, step } from '../../src/optim/index.ts';
import { expectError } from './expect-error.ts';

const rate = fc.oneof(fc.constantFrom(0, 1, 1.2e-3), fc.double({ min: 0, max: 10, noNaN: true }));
const iteration = fc.nat({ max: 1000 });

const schedules = {
  constant: constant(0.1),
  step: step(0.1, [10, 20]),
  exponential: exponential(0.1, 0.99),
  cosine: cosine(0.1, 100, 0.001),
  linearWarmup: linearWarmup(10, cosine(0.1, 100)),
};

describe.each(Object.entries(schedules))('%s', (_, schedule) => {
  test('a schedule depends on the iteration only, in any order of calls', () => {
    fc.assert(
      fc.property(fc.array(iteration), (iterations) => {
        const asked = iterations.map(schedule);
        expect(iterations.toReversed().map(schedule).toReversed()).toEqual(asked);
      }),
    );
  });

  test.each([-1, 0.5, Number.NaN, Infinity])('a schedule throws a ValueError for iteration %d', (bad) => {
    expectError(() => schedule(bad), `iteration: must be an integer ≥ 0, got ${bad}`);
  });
});

test('constant returns the rate at every iteration', () => {
  fc.assert(fc.property(rate, iteration, (η, i) => Object.is(constant(η)(i), η)));
});

test('step multiplies the rate at each milestone and keeps it from there on', () => {
  const schedule = step(8, [2, 4], 0.5);
  expect([0, 1, 2, 3, 4, 5, 100].map(schedule)).toEqual([8, 8, 4, 4, 2, 2, 2]);
});

test('step accepts milestones in any order, counts repeated ones repeatedly, and copies the list', () => {
  const milestones = [4, 2, 4];
  const schedule = step(8, milestones, 0.5);
  milestones.fill(0);
  expect([1, 2, 3, 4].map(schedule)).toEqual([8, 4, 4, 1]);
});

test('step accepts an empty list of milestones and a milestone at 0', () => {
  expect(step(8, [])(1000)).toBe(8);
  expect(step(8, [0], 0.5)(0)).toBe(4);
});

test('exponential multiplies the rate at every iteration', () => {
  expect([0, 1, 2, 3, 10].map(exponential(1, 0.5))).toEqual([1, 0.5, 0.25, 0.125, 2 ** -10]);
  expect([0, 1, 2].map(exponential(3, 0))).toEqual([3, 0, 0]);
});

test('cosine starts exactly at the rate, ends exactly at the minimum and stays there', () => {
  fc.assert(
    fc.property(rate, rate, fc.integer({ min: 1, max: 5000 }), iteration, (p, q, n, after) => {
      const [low, high] = [Math.min(p, q), Math.max(p, q)];
      const schedule = cosine(high, n, low);
      expect(schedule(0)).toBe(high);
      expect(schedule(n)).toBe(low);
      expect(schedule(n + after)).toBe(low);
    }),
  );
});

test('cosine never increases and reaches its middle at half the iterations', () => {
  const schedule = cosine(1, 1000, 0.25);
  const rates = Array.from({ length: 1001 }, (_, i) => schedule(i));
  for (let i = 1; i < rates.length; i++) expect(rates[i]).toBeLessThan(rates[i - 1]);
  expect(schedule(500)).toBe(0.625);
});

test('linearWarmup increases in equal steps to the rate, and then follows its schedule', () => {
  expect([0, 1, 2, 3, 4, 9].map(linearWarmup(4, constant(8)))).toEqual([2, 4, 6, 8, 8, 8]);
  expect(linearWarmup(1, constant(8))(0)).toBe(8);
});

test('linearWarmup with cosine increases up to iteration 10 and decreases to 0 at 100', () => {
  const [warmed, plain] = [linearWarmup(10, cosine(0.1, 100)), cosine(0.1, 100)];
  const rates = Array.from({ length: 101 }, (_, i) => warmed(i));
  for (let i = 0; i < 10; i++) expect(rates[i]).toBe(plain(i) * ((i + 1) / 10));
  for (let i = 1; i < 9; i++) expect(rates[i]).toBeGreaterThan(rates[i - 1]);
  for (let i = 9; i <= 100; i++) expect(rates[i]).toBe(plain(i));
  expect(rates[100]).toBe(0);
});

const notAmount = [-1, Number.NaN, Infinity];
const notCount = [0, -1, 1.5, Number.NaN, Infinity];

test.each(notAmount)('a rate, factor or minimum of %d is refused', (bad) => {
  const rule = `must be finite and ≥ 0, got ${bad}`;
  for (const make of [
    constant,
    (η: number) => step(η, []),
    (η: number) => exponential(η, 1),
    (η: number) => cosine(η, 1),
  ])
    expectError(() => make(bad), `learningRate: ${rule}`);
  expectError(() => step(1, [], bad), `gamma: ${rule}`);
  expectError(() => exponential(1, bad), `gamma: ${rule}`);
  expectError(() => cosine(1, 1, bad), `minimum: ${rule}`);
});

test.each(notCount)('a span of %d iterations is refused', (bad) => {
  const message = `iterations: must be an integer ≥ 1, got ${bad}`;
  expectError(() => cosine(1, bad), message);
  expectError(() => linearWarmup(bad, constant(1)), message);
});

test('step rejects a milestone that is not an iteration, and cosine a minimum above the rate', () => {
  expectError(() => step(1, [3, -1]), 'milestones[1]: must be an integer ≥ 0, got -1');
  expectError(() => step(1, [0.5]), 'milestones[0]: must be an integer ≥ 0, got 0.5');
  expectError(() => cosine(0.1, 10, 0.2), 'learningRate: must be finite and ≥ 0.2, got 0.1');
});
