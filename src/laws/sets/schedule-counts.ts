// Laws of the number of weights that survive each round.

import { claim, sameList, sameNumber, throwsError } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { ScheduleImpl } from '../interfaces/schedule.ts';
import { type Law, law } from '../law.ts';
import { isRounded, twoTo } from './schedule-rounding.ts';

/** Source of the pruning schedule. */
export const RATE =
  'Frankle & Carbin 2019, §2: each round prunes p^(1/n) % of the weights that survive the round before';
const OURS = 'this package’s contract: src/pruning/schedule.ts';

/** Generates target sparsities s, including multiples of 1 %. */
export const sparsity = fc.oneof(
  fc.double({ min: 0.01, max: 0.999, noNaN: true }),
  fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
);
/** Generates numbers of rounds n. */
export const rounds = fc.integer({ min: 1, max: 20 });
/** Generates total numbers of weights: very few, of which at least one must survive, many, and more than 2³¹. */
const totals = fc.oneof(
  { withCrossShrink: true },
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 2 ** 20 }),
  fc.integer({ min: 2 ** 31, max: 2 ** 40 }),
);
const totalAndTarget = fc.record({ total: totals, s: sparsity, n: rounds });

/**
 * Generates schedules to s = 1 − 2⁻ᵐ in which exactly q + ½ weights would survive round k: with k/n = k′/n′ in lowest terms and
 * m = n′j, the density after round k is 2⁻ʲᵏ′.
 */
const halves = fc
  .record({
    q: fc.oneof({ withCrossShrink: true }, fc.nat({ max: 99 }), fc.nat({ max: 2 ** 33 })),
    n: fc.integer({ min: 1, max: 12 }),
    j: fc.integer({ min: 1, max: 2 }),
    k: fc.nat({ max: 11 }),
  })
  .map(({ q, n, j, k: any }) => {
    const k = 1 + (any % n);
    const common = Array.from({ length: k }, (_, i) => k - i).find(
      (d) => k % d === 0 && n % d === 0,
    ) as number;
    const total = (2 * q + 1) * twoTo((j * k) / common - 1);
    return { total, s: 1 - 1 / twoTo((n * j) / common), n, k, left: q + 1 };
  })
  .filter(({ total }) => total <= Number.MAX_SAFE_INTEGER);

/** Generates schedules to s = 1 − 2⁻ʲ in which exactly q + ½ weights would survive the last round. */
const lastHalves = fc
  .record({
    q: fc.oneof({ withCrossShrink: true }, fc.nat({ max: 99 }), fc.nat({ max: 2 ** 33 })),
    n: rounds,
    j: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ q, n, j }) => ({ total: (2 * q + 1) * twoTo(j - 1), s: 1 - 1 / twoTo(j), n, k: n, left: q + 1 }));

/** Laws of `count` and `plan`. */
export const countLaws: readonly Law<ScheduleImpl>[] = [
  law({
    name: 'counts are rounded to the nearest integer',
    formula: 'count(k) = max(1, round(total · (1 − s)^(k/n))), halves up, decided by n-th powers of integers',
    source: OURS,
    bound:
      'total · (1 − s)^(k/n) in float64 is off by less than 43 roundings of 2⁻⁵³ for k ≤ 20: two of the root, one a ' +
      'product. So where it lies within a relative 2⁻⁴² of a half, either neighbor is accepted.',
    given: [totalAndTarget],
    holds: ({ count }: ScheduleImpl, { total, s, n }) => {
      for (let k = 0; k <= n; k++) {
        const left = count(total, s, n, k);
        claim(Number.isInteger(left) && left >= 1, () => `count(${k}): must be an integer ≥ 1, got ${left}`);
        claim(
          isRounded(total, s, n, k, left),
          () => `count(${k}): must be the integer nearest to total · (1 − s)^(${k}/n), got ${left}`,
        );
      }
    },
  }),
  law({
    name: 'exact halves round up',
    formula: 'total · (1 − s)^(k/n) = q + ½ ⇒ count(k) = plan(k) = q + 1, for 1 − s = 2⁻ᵐ',
    source: OURS,
    given: [fc.oneof(halves, lastHalves)],
    holds: ({ count, plan }: ScheduleImpl, { total, s, n, k, left }) => {
      sameNumber(`count(${k})`, count(total, s, n, k), left);
      const counts = Array.from({ length: n }, (_, i) => count(total, s, n, i + 1));
      const prunes = counts.every((one, i) => one < (i === 0 ? total : counts[i - 1]));
      if (prunes) sameNumber(`plan, round ${k}`, plan(total, s, n)[k - 1], left);
    },
  }),
  law({
    name: 'removed and remaining weights add up to the total',
    formula: 'Σₖ (count(k − 1) − count(k)) + count(n) = count(0) = total, each term an integer ≥ 0',
    source: RATE,
    given: [totalAndTarget],
    holds: ({ count }: ScheduleImpl, { total, s, n }) => {
      let sum = 0;
      for (let k = 1; k <= n; k++) {
        const removed = count(total, s, n, k - 1) - count(total, s, n, k);
        claim(
          Number.isInteger(removed) && removed >= 0,
          () => `removed in round ${k}: must be an integer ≥ 0, got ${removed}`,
        );
        sum += removed;
      }
      sameNumber('removed and remaining weights', sum + count(total, s, n, n), total);
    },
  }),
  law({
    name: 'every round of a plan prunes at least one weight, or the plan is rejected',
    formula: 'plan(k) = count(k) < plan(k − 1), or an Error',
    source: OURS,
    given: [
      fc.record({
        total: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 }), totals),
        s: sparsity,
        n: fc.oneof(fc.integer({ min: 1, max: 3 }), rounds),
      }),
    ],
    holds: async ({ plan, count }: ScheduleImpl, { total, s, n }) => {
      const counts = Array.from({ length: n }, (_, i) => count(total, s, n, i + 1));
      const falls = counts.every((left, i) => left < (i === 0 ? total : counts[i - 1]));
      if (falls) sameList('the plan', plan(total, s, n), counts);
      else await throwsError('a plan with a round that prunes no weight', () => plan(total, s, n));
    },
  }),
];
