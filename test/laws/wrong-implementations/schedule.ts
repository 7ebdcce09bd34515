import { ours, type ScheduleImpl, scheduleLaws } from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.schedule;
const { round, floor, ceil, max } = Math;

/** Counts and a plan from a fraction left after each round. */
const from = (remaining: ScheduleImpl['remaining']): ScheduleImpl => {
  const count: ScheduleImpl['count'] = (total, s, n, k) => max(1, round(total * remaining(s, n, k)));
  return { ...right, remaining, ...counting(count) };
};
/** A plan from counts, which refuses what it should. */
const counting = (count: ScheduleImpl['count']): Pick<ScheduleImpl, 'count' | 'plan'> => ({
  count,
  plan(total, s, n) {
    const counts = Array.from({ length: n }, (_, i) => count(total, s, n, i + 1));
    if (counts.some((left, i) => left >= (i === 0 ? total : counts[i - 1])))
      throw new Error('nothing to prune');
    return counts;
  },
});
/** Rounds to the nearest integer, and exact halves to the even one. */
const toEven = (x: number): number => (x % 1 === 0.5 ? 2 * round(x / 2) : round(x));
/** Levels from what a round leaves of a layer. */
const levelling =
  (left: (before: number, rate: number, size: number) => number): ScheduleImpl['levels'] =>
  (sizes, rate, outputRate, rounds) => {
    const levels: number[][] = [];
    for (let k = 0; k < rounds; k++)
      levels.push(
        sizes.map((size, l) =>
          left(k === 0 ? size : levels[k - 1][l], l === sizes.length - 1 ? outputRate : rate, size),
        ),
      );
    return levels;
  };
const rateOf = (afterRate: ScheduleImpl['afterRate']) => ({
  ...right,
  afterRate,
  levels: levelling(afterRate),
});

/** Wrong schedules. */
export const scheduleWrong: WrongImplementations<ScheduleImpl> = {
  set: scheduleLaws,
  rejects: {
    'n rounds with the round rate reach the target sparsity': [
      'removes s ÷ n of the survivors a round',
      'takes the root of s',
      'rounds the rate to a whole percent',
    ],
    'the schedule starts at density 1 and ends at the target': [
      'removes s ÷ n of the survivors a round',
      'takes the root of s',
      'rounds the rate to a whole percent',
      'counts rounds from nought',
    ],
    'density is strictly decreasing over the rounds': [
      'rounds the rate to a whole percent',
      'counts rounds from nought',
    ],
    'densities after j and after k rounds multiply': [
      'removes the same number every round',
      'a cubic schedule',
      'counts rounds from nought',
    ],
    'counts are rounded to the nearest integer': [
      'removes s ÷ n of the survivors a round',
      'takes the root of s',
      'rounds the rate to a whole percent',
      'removes the same number every round',
      'a cubic schedule',
      'counts rounds from nought',
      'rounds counts down',
      'rounds counts up',
      'compounds rounded counts',
      'keeps fractions of weights',
      'counts in 32 bits',
    ],
    'exact halves round up': [
      'removes s ÷ n of the survivors a round',
      'takes the root of s',
      'rounds the rate to a whole percent',
      'removes the same number every round',
      'a cubic schedule',
      'counts rounds from nought',
      'rounds counts down',
      'rounds halves to even',
      'compounds rounded counts',
      'keeps fractions of weights',
      'rounds exact halves to even',
      'counts in 32 bits',
      'multiplies the count by the kept fraction round after round',
    ],
    'removed and remaining weights add up to the total': [
      'counts rounds from nought',
      'keeps fractions of weights',
      'counts in 32 bits',
    ],
    'every round of a plan prunes at least one weight, or the plan is rejected': [
      'a round that prunes nothing, silently',
    ],
    'a round with a given rate prunes the nearest integer number of weights, but never the last weight': [
      'rounds down what a rate removes',
      'prunes the last weight of a layer',
      'counts in 32 bits',
    ],
    'a round with a given rate rounds exact halves up': [
      'rounds down what a rate removes',
      'prunes the last weight of a layer',
      'rounds exact halves to even',
      'counts in 32 bits',
    ],
    'with layerwise scope, each layer is pruned independently in every round': [
      'removes a share of the first count every round',
      'prunes the output layer like the others',
      'counts in 32 bits',
      'prunes the list of sizes in place',
    ],
    'the pruning levels of LeNet-300-100 are those of the paper': [
      'rounds down what a rate removes',
      'removes a share of the first count every round',
      'prunes the output layer like the others',
      'prunes the list of sizes in place',
    ],
  },
  implementations: [
    {
      name: 'removes s ÷ n of the survivors a round',
      from: 'dividing the target by the rounds: 90 % in 10 rounds then ends at 61 %',
      impl: {
        ...from((s, n, k) => (1 - s / n) ** k),
        roundRate: (s, n) => s / n,
      },
    },
    {
      name: 'takes the root of s',
      from: 'the paper’s “p^(1/n) %” read as the fraction to remove',
      impl: {
        ...from((s, n, k) => (1 - s ** (1 / n)) ** k),
        roundRate: (s, n) => s ** (1 / n),
      },
    },
    {
      name: 'rounds the rate to a whole percent',
      from: 'a worked example that goes on with 0.206 for 0.20567…',
      impl: {
        ...from((s, n, k) => (1 - round(100 * right.roundRate(s, n)) / 100) ** k),
        roundRate: (s, n) => round(100 * right.roundRate(s, n)) / 100,
      },
    },
    {
      name: 'removes the same number every round',
      from: 'a linear schedule: sparsity s·k/n',
      impl: from((s, n, k) => 1 - (s * k) / n),
    },
    {
      name: 'a cubic schedule',
      from: 'Zhu & Gupta 2017, gradual pruning: s·(1 − (1 − k/n)³), right for pruning while training',
      impl: from((s, n, k) => 1 - s * (1 - (1 - k / n) ** 3)),
    },
    {
      name: 'counts rounds from nought',
      from: 'off by one: what should be left after round k is left after round k − 1',
      impl: from((s, n, k) => right.remaining(s, n, Math.min(k + 1, n))),
    },
    {
      name: 'rounds counts down',
      from: 'int(total * density): Python truncates',
      impl: { ...right, ...counting((total, s, n, k) => max(1, floor(total * right.remaining(s, n, k)))) },
    },
    {
      name: 'rounds counts up',
      from: 'total − int(total * sparsity)',
      impl: { ...right, ...counting((total, s, n, k) => ceil(total * right.remaining(s, n, k))) },
    },
    {
      name: 'rounds halves to even',
      from: 'Python’s round()',
      impl: {
        ...right,
        ...counting((total, s, n, k) => {
          const x = total * right.remaining(s, n, k);
          return max(1, x - floor(x) === 0.5 ? 2 * round(x / 2) : round(x));
        }),
      },
    },
    {
      name: 'compounds rounded counts',
      from: 'count · (1 − p) of the count before: roundings add up over the rounds',
      impl: {
        ...right,
        ...counting((total, s, n, k) => {
          let left = total;
          for (let i = 0; i < k; i++) left = max(1, round(left * (1 - right.roundRate(s, n))));
          return left;
        }),
      },
    },
    {
      name: 'keeps fractions of weights',
      from: 'a count that was never rounded, and is compared with an index later',
      impl: { ...right, ...counting((total, s, n, k) => total * right.remaining(s, n, k)) },
    },
    {
      name: 'a round that prunes nothing, silently',
      from: 'implementations whose last rounds round to no weight at all, and report a round all the same',
      impl: {
        ...right,
        plan: (total, s, n) => Array.from({ length: n }, (_, i) => right.count(total, s, n, i + 1)),
      },
    },
    {
      name: 'rounds down what a rate removes',
      from: 'int(n * rate): small layers are then never pruned',
      impl: rateOf((count, rate) => max(1, count - floor(count * rate))),
    },
    {
      name: 'prunes the last weight of a layer',
      from: 'a rate on one weight: the layer is cut, and nothing passes it any more',
      impl: rateOf((count, rate) => count - round(count * rate)),
    },
    {
      name: 'removes a share of the first count every round',
      from: '20 % of the original weights instead of the survivors: nothing is left after five rounds',
      impl: { ...right, levels: levelling((before, rate, size) => max(1, before - round(size * rate))) },
    },
    {
      name: 'prunes the output layer like the others',
      from: 'the paper’s 10 % for the output layer left out',
      impl: {
        ...right,
        levels: (sizes, rate, _, rounds) => right.levels(sizes, rate, rate, rounds),
      },
    },
    {
      name: 'rounds exact halves to even',
      from: 'Python’s round and the default of IEEE 754',
      impl: {
        ...rateOf((count, rate) => max(1, count - toEven(count * rate))),
        ...counting((total, s, n, k) => max(1, toEven(total * right.remaining(s, n, k)))),
      },
    },
    {
      name: 'counts in 32 bits',
      from: 'x | 0, which is a signed number of 32 bits',
      impl: {
        ...right,
        ...counting((total, s, n, k) => right.count(total, s, n, k) | 0),
        afterRate: (count, rate) => right.afterRate(count | 0, rate),
      },
    },
    {
      name: 'prunes the list of sizes in place',
      from: 'a list of sizes that is also the result',
      impl: {
        ...right,
        levels(sizes, rate, outputRate, rounds) {
          const levels = right.levels(sizes, rate, outputRate, rounds);
          levels.at(-1)?.forEach((left, l) => {
            (sizes as number[])[l] = left;
          });
          return levels;
        },
      },
    },
    {
      name: 'multiplies the count by the kept fraction round after round',
      from: 'a running product: after n rounds, 1 − s is off by some roundings, and an exact half is lost',
      impl: {
        ...right,
        count(total, s, n, k) {
          const kept = 1 - right.roundRate(s, n);
          let left = total;
          for (let i = 0; i < k; i++) left *= kept;
          return Math.max(1, Math.round(left));
        },
      },
    },
  ],
};
