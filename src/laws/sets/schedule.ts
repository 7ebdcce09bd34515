import { claim } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { ScheduleImpl } from '../interfaces/schedule.ts';
import { type LawSet, law } from '../law.ts';
import { countLaws, RATE, rounds, sparsity } from './schedule-counts.ts';
import { levelLaws } from './schedule-levels.ts';

const u = 2 ** -53;

const target = fc.record({ s: sparsity, n: rounds });
/** Generates targets with rounds k and j such that k + j ≤ n. */
const targetAndRounds = fc
  .record({ s: sparsity, n: rounds, a: fc.nat({ max: 20 }), b: fc.nat({ max: 20 }) })
  .map(({ s, n, a, b }) => ({ s, n, k: a % (n + 1), j: b % (n + 1 - (a % (n + 1))) }));

/**
 * Returns the relative error of a product of n factors that each have the given error, including terms of second order.
 */
const compounded = (n: number, error: number): number => 1.01 * n * error;

/** Laws of the pruning schedule: the rate per round, (1 − p)ⁿ = 1 − s, and the number of surviving weights. */
export const scheduleLaws: LawSet<ScheduleImpl> = {
  name: 'schedule',
  about: 'n rounds that each prune a fraction p of the surviving weights reach the target sparsity s.',
  why: 'A schedule that misses its target or rounds differently compares networks of different sizes, and a round that prunes nothing wastes a training without a message.',
  methods: ['roundRate', 'remaining', 'count', 'plan', 'afterRate', 'levels'],
  laws: [
    law({
      name: 'n rounds with the round rate reach the target sparsity',
      formula: '(1 − p)ⁿ = 1 − s, relatively within 1.01·(n·(2/(1 − p) + 2) + 2)·2⁻⁵³',
      source: RATE,
      bound:
        'u = 2⁻⁵³. p is given to 2u, so 1 − p to 2u, relatively 2u/(1 − p), and rounds by u; the n-th power compounds ' +
        'that n times and rounds by u at each product; 1 − s and the division round by u each. 1.01 covers second order.',
      given: [target],
      holds: ({ roundRate }: ScheduleImpl, { s, n }) => {
        const kept = 1 - roundRate(s, n);
        let power = 1;
        for (let k = 0; k < n; k++) power *= kept;
        const off = Math.abs(power / (1 - s) - 1);
        claim(
          off <= compounded(n, (2 / kept + 2) * u) + 2.02 * u,
          () => `(1 − p)ⁿ: must be ${1 - s}, got ${power}`,
        );
      },
    }),
    law({
      name: 'the schedule starts at density 1 and ends at the target',
      formula:
        'remaining(0) = 1;  remaining(n) = 1 − s, relatively within 1.01·(n·(2/(1 − s)^(1/n) + 2) + 2)·2⁻⁵³',
      source: RATE,
      bound:
        'As for (1 − p)ⁿ = 1 − s: the n-th power of 1 − p is one way to compute it. (1 − s)^(1/n) ≥ 1 − s.',
      given: [target],
      holds: ({ remaining }: ScheduleImpl, { s, n }) => {
        claim(remaining(s, n, 0) === 1, () => `remaining(0): must be 1, got ${remaining(s, n, 0)}`);
        const off = Math.abs(remaining(s, n, n) / (1 - s) - 1);
        claim(
          off <= compounded(n, (2 / (1 - s) + 2) * u) + 2.02 * u,
          () => `remaining(n): must be ${1 - s}, got ${remaining(s, n, n)}`,
        );
      },
    }),
    law({
      name: 'density is strictly decreasing over the rounds',
      formula: 'remaining(k) < remaining(k − 1)',
      source: RATE,
      given: [target],
      holds: ({ remaining }: ScheduleImpl, { s, n }) => {
        for (let k = 1; k <= n; k++)
          claim(
            remaining(s, n, k) < remaining(s, n, k - 1),
            () => `remaining(${k}): must be below ${remaining(s, n, k - 1)}, got ${remaining(s, n, k)}`,
          );
      },
    }),
    law({
      name: 'densities after j and after k rounds multiply',
      formula:
        'remaining(j + k) = remaining(j) · remaining(k), relatively within 2.02·((j + k)·(2/(1 − s) + 2) + 2)·2⁻⁵³',
      source: RATE,
      bound:
        'Each side is a product of j + k factors 1 − p, each off by 2u/(1 − p) ≤ 2u/(1 − s) relatively and rounding by 2u at ' +
        'most; u = 2⁻⁵³. Where j + k = n the left side may be 1 − s itself, which is nearer still.',
      given: [targetAndRounds],
      holds: ({ remaining }: ScheduleImpl, { s, n, k, j }) => {
        const [both, product] = [remaining(s, n, j + k), remaining(s, n, j) * remaining(s, n, k)];
        const bound = 2 * compounded(j + k, (2 / (1 - s) + 2) * u) + 4.04 * u;
        claim(
          Math.abs(product / both - 1) <= bound,
          () => `remaining(j) · remaining(k): must be ${both}, got ${product}`,
        );
      },
    }),
    ...countLaws,
    ...levelLaws,
  ],
};
