import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeptCounts, planRounds, type Scope, ValueError } from '../../src/pruning/index.ts';
import { keptCounts } from '../../src/pruning/plan-rounds.ts';

/** Layers of these sizes, dense or with so many weights left. */
const layersOf = (sizes: readonly number[], left: readonly number[] = sizes) =>
  new Map(sizes.map((total, i) => [`layer ${i}`, { total, remaining: left[i] }]));
const counts = (levels: readonly KeptCounts[]) => levels.map((level) => [...level.values()]);
const sum = (level: KeptCounts) => [...level.values()].reduce((a, b) => a + b, 0);

describe('planRounds for a plan that cannot be done names the sparsity or the rate, and a remedy:', () => {
  test.each([
    [
      { targetSparsity: 0.9 },
      60,
      'global',
      'pruningRounds: must be at most 5 to prune 10 weights to a sparsity of 0.9 (round 1 would prune none), got 60',
    ],
    [
      { targetSparsity: 0.5 },
      1e9,
      'global',
      'pruningRounds: must be at most 5 to prune 10 weights to a sparsity of 0.5 (round 1 would prune none), got 1000000000',
    ],
    [
      { targetSparsity: 0.999 },
      3,
      'global',
      'pruningRounds: must be at most 1 to prune 10 weights to a sparsity of 0.999 (round 2 would prune none), got 3',
    ],
    [
      { targetSparsity: 0.9 },
      60,
      'layerwise',
      'pruningRounds: must be fewer, such as 2, to prune 10 weights to a sparsity of 0.9 (round 1 would prune none), got 60',
    ],
    [
      { roundRate: 0.2 },
      9,
      'global',
      'pruningRounds: must be at most 6 to prune 10 weights at a rate of 0.2 (round 7 would prune none), got 9',
    ],
    [
      { targetSparsity: 0.05 },
      1,
      'global',
      'targetSparsity: must be above 0.05 to prune at least one of 10 weights, got 0.05',
    ],
    [
      { targetSparsity: 0.08 },
      1,
      'layerwise',
      'targetSparsity: must be above 0.0833 to prune at least one of 10 weights, got 0.08',
    ],
    [
      { targetSparsity: 1e-300 },
      7,
      'global',
      'targetSparsity: must be above 0.05 to prune at least one of 10 weights, got 1e-300',
    ],
    [
      { roundRate: 0.04 },
      2,
      'global',
      'roundRate: must be larger to prune at least one of 10 weights, got 0.04',
    ],
  ] as const)('%o in %i rounds, %s', (plan, rounds, scope, message) => {
    const run = () => planRounds(plan, rounds, scope, layersOf([4, 6]));
    expect(run).toThrow(ValueError);
    expect(run).toThrow(message);
  });

  test.each([
    ['global', [1, 0], 'layers: must have at least two weights to prune one, got 1'],
    ['layerwise', [1, 1, 1], 'layers: must have at least two weights in one layer to prune one, got 1'],
    ['global', [], 'layers: must have at least two weights to prune one, got 0'],
  ] as const)('%s, layers of %j weights', (scope, sizes, message) => {
    for (const plan of [{ targetSparsity: 0.5 }, { roundRate: 0.5 }])
      expect(() => planRounds(plan, 1, scope, layersOf(sizes))).toThrow(message);
  });

  test('planRounds names a sparsity that is out of range', () => {
    for (const targetSparsity of [0, 1, Number.NaN])
      expect(() => planRounds({ targetSparsity }, 2, 'global', layersOf([9]))).toThrow(
        `targetSparsity: must be in (0, 1), got ${targetSparsity}`,
      );
  });
});

/** The number of rounds that a message names, or null if the plan works. */
function suggested(plan: Parameters<typeof planRounds>[0], rounds: number, scope: Scope, sizes: number[]) {
  try {
    planRounds(plan, rounds, scope, layersOf(sizes));
    return null;
  } catch (error) {
    return Number(/(?:at most|such as) (\d+)/.exec((error as Error).message)?.[1]);
  }
}

const sparsity = fc.integer({ min: 300, max: 999 }).map((permille) => permille / 1000);
const works = (...plan: Parameters<typeof suggested>) => suggested(...plan) === null;

test('the number of rounds in the message of planRounds works, and one more does not', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 2, max: 60 }), { minLength: 1, maxLength: 3 }),
      fc.oneof(
        sparsity.map((targetSparsity) => ({ targetSparsity })),
        sparsity.map((roundRate) => ({ roundRate })),
      ),
      fc.constantFrom<Scope>('global', 'layerwise'),
      (sizes, plan, scope) => {
        const most = suggested(plan, 1000, scope, sizes) as number;
        fc.pre(!Number.isNaN(most)); // not even one round is possible
        expect(most).toBeGreaterThanOrEqual(1);
        expect(works(plan, most, scope, sizes)).toBe(true);
        expect(works(plan, most + 1, scope, sizes)).toBe(false);
      },
    ),
  ));

test('for global scope, the message of planRounds contains the largest number of rounds that works', () =>
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), sparsity, (size, targetSparsity) => {
      const all = Array.from({ length: 80 }, (_, i) => i + 1);
      const largest = all.filter((rounds) => works({ targetSparsity }, rounds, 'global', [size])).at(-1);
      expect(suggested({ targetSparsity }, 80, 'global', [size])).toBe(largest);
    }),
    { numRuns: 50 },
  ));

describe('planRounds for layers that are already pruned', () => {
  test('planRounds leads from the surviving weights of pruned layers to the target with a constant rate', () => {
    const layers = layersOf([600, 400], [300, 100]);
    expect(counts(planRounds({ targetSparsity: 0.9 }, 2, 'global', layers))).toEqual([[200], [100]]);
  });

  test("for layerwise scope, planRounds keeps the same fraction of each layer's surviving weights", () => {
    const layers = layersOf([600, 400, 0, 9], [300, 100, 0, 0]);
    const levels = counts(planRounds({ targetSparsity: 0.9 }, 2, 'layerwise', layers));
    expect(levels).toEqual([
      [151, 50, 0, 0],
      [76, 25, 0, 0],
    ]);
  });

  test('planRounds with a given rate removes a fraction of the surviving weights in the first round', () => {
    const layers = layersOf([100, 100], [50, 30]);
    expect(counts(planRounds({ roundRate: 0.2 }, 2, 'global', layers))).toEqual([[64], [51]]);
    expect(counts(planRounds({ roundRate: 0.2 }, 2, 'layerwise', layers))).toEqual([
      [40, 27],
      [32, 24],
    ]);
  });

  test('planRounds ends at exactly round(N · (1 − s)) of all N weights, and never keeps more than survive', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0.05, max: 1, noNaN: true })), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom<Scope>('global', 'layerwise'),
        (given, part, rounds, scope) => {
          const sizes = given.map(([size]) => size);
          const left = given.map(([size, share]) => Math.ceil(size * share));
          const layers = layersOf(sizes, left);
          const [total, remaining] = [sizes, left].map((list) => list.reduce((a, b) => a + b, 0));
          const targetSparsity = 1 - (part * remaining) / total;
          const levels = [...keptCounts({ targetSparsity }, rounds, scope, layers)];
          const last = levels[rounds - 1];
          const wanted = total * (1 - targetSparsity);
          if (scope === 'global') expect(sum(last)).toBe(Math.max(1, Math.round(wanted)));
          else expect(Math.abs(sum(last) - wanted)).toBeLessThanOrEqual(sizes.length + 1e-6);
          for (const level of levels)
            [...level.values()].forEach((keep, i) => {
              expect(keep).toBeLessThanOrEqual(scope === 'global' ? remaining : left[i]);
            });
        },
      ),
    ));

  test('planRounds rounds an exact half up for pruned layers as for dense ones', () => {
    const last = (total: number, left: number, targetSparsity: number) =>
      counts(planRounds({ targetSparsity }, 1, 'global', layersOf([total], [left])));
    expect(last(10, 9, 0.25)).toEqual([[8]]);
    expect(last(30, 23, 0.65)).toEqual([[Math.round(30 * (1 - 0.65))]]);
  });

  test.each([
    [0.5, 'targetSparsity: must be above 0.805 to prune at least one of 20 weights left of 100, got 0.5'],
    [0.8, 'targetSparsity: must be above 0.805 to prune at least one of 20 weights left of 100, got 0.8'],
    [0.804, 'targetSparsity: must be above 0.805 to prune at least one of 20 weights left of 100, got 0.804'],
  ])('planRounds rejects a target of %s for layers of sparsity 0.8', (targetSparsity, message) => {
    for (const rounds of [1, 3])
      expect(() => planRounds({ targetSparsity }, rounds, 'global', layersOf([60, 40], [15, 5]))).toThrow(
        message,
      );
    expect(() =>
      planRounds({ targetSparsity: 0.806 }, 1, 'global', layersOf([60, 40], [15, 5])),
    ).not.toThrow();
  });

  test('planRounds rejects layers without two surviving weights', () => {
    expect(() => planRounds({ targetSparsity: 0.99 }, 1, 'global', layersOf([60, 40], [1, 0]))).toThrow(
      'layers: must have at least two weights to prune one, got 1',
    );
  });

  test('planRounds says how many rounds are possible for pruned layers', () => {
    expect(() => planRounds({ targetSparsity: 0.9 }, 30, 'global', layersOf([60, 40], [15, 5]))).toThrow(
      'pruningRounds: must be at most 9 to prune 20 weights to a sparsity of 0.9 (round 1 would prune none), got 30',
    );
  });
});

test('planRounds distinguishes a layer named "" from all layers together', () => {
  const layers = new Map([
    ['', { total: 60, remaining: 60 }],
    ['b', { total: 40, remaining: 40 }],
  ]);
  expect(planRounds({ targetSparsity: 0.5 }, 1, 'global', layers)).toEqual([new Map([[null, 50]])]);
  expect(planRounds({ targetSparsity: 0.5 }, 1, 'layerwise', layers)).toEqual([
    new Map([
      ['', 30],
      ['b', 20],
    ]),
  ]);
});

test('planRounds keeps the rounded fraction of each dense layer, independent of the sizes of the others', () => {
  // 5 · 0.7 = 3.5 rounds up; its share of the 4.2 weights that both layers keep, 3.4999999999999996, would round down.
  expect(counts(planRounds({ targetSparsity: 0.3 }, 1, 'layerwise', layersOf([5, 1])))).toEqual([[4, 1]]);
});
