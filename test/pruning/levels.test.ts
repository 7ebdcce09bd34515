import { describe, expect, test } from 'vitest';
import { lenetLevels } from '../../src/laws/sets/schedule-levels.ts';
import { LotteryTicketPruner } from '../../src/pruning/index.ts';
import { afterRate, layerwiseLevels } from '../../src/pruning/schedule.ts';

// LeNet-300-100: 784-300-100-10 without its biases.
const SIZES = [235_200, 30_000, 1_000];
const TOTAL = 266_200;

describe("the lottery-ticket paper's levels of LeNet-300-100: 20 % a round, 10 % in the output layer", () => {
  const left = () => layerwiseLevels(SIZES, 0.2, 0.1, 24).map((counts) => counts.reduce((a, b) => a + b, 0));

  test.each(lenetLevels)('level $level keeps $percent %', ({ level, percent, left: weights }) => {
    expect(((100 * left()[level - 1]) / TOTAL).toFixed(2)).toBe(percent.toFixed(2));
    expect(left()[level - 1]).toBe(weights ?? left()[level - 1]);
  });

  test('are what a layerwise pruner with a rate of 20 % plans, its output rate left to default', () => {
    const model = {
      prunableWeights: () => new Map(SIZES.map((size, i) => [`fc${i + 1}`, new Float32Array(size)])),
    };
    const { levels } = new LotteryTicketPruner({
      roundRate: 0.2,
      pruningRounds: 24,
      scope: 'layerwise',
    }).plan(model, { iterations: 1 });
    expect(levels.map((level) => [...level.values()])).toEqual(layerwiseLevels(SIZES, 0.2, 0.1, 24));
  });
});

test('no layer loses its last weight', () => {
  expect(layerwiseLevels([3, 1, 0], 0.9, 0.9, 3)).toEqual([
    [1, 1, 0],
    [1, 1, 0],
    [1, 1, 0],
  ]);
  expect(afterRate(5, 0.9)).toBe(1);
});

test.each([
  ['count: must be an integer ≥ 0, got 1.5', () => layerwiseLevels([1.5], 0.2, 0.1, 1)],
  ['rate: must be in (0, 1), got 0', () => layerwiseLevels([5], 0, 0.1, 1)],
  ['outputRate: must be in (0, 1), got 1', () => layerwiseLevels([5], 0.2, 1, 1)],
  ['rounds: must be an integer ≥ 1, got 0', () => layerwiseLevels([5], 0.2, 0.1, 0)],
])('refused: %s', (message, call) => {
  expect(call).toThrow(message);
});
