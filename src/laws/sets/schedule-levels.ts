// Laws of pruning with a given rate per round, layer by layer. This is the schedule of the paper for fully connected networks.

import { claim, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { ScheduleImpl } from '../interfaces/schedule.ts';
import { type Law, law } from '../law.ts';
import { twoTo } from './schedule-rounding.ts';

const PAPER = 'Frankle & Carbin 2019, §2 and Figure 2: LeNet-300-100, 20 % a round, 10 % in the output layer';
const OURS = 'this package’s contract: src/pruning/schedule.ts';
const LENET = [235_200, 30_000, 1_000];

/**
 * The paper's pruning levels of LeNet-300-100: the percentage of surviving weights, and their number where the paper implies it.
 */
export const lenetLevels: readonly {
  readonly level: number;
  readonly percent: number;
  readonly left?: number;
}[] = [
  { level: 1, percent: 80.04, left: 213_060 },
  { level: 2, percent: 64.06 },
  { level: 3, percent: 51.28, left: 136_511 },
  { level: 4, percent: 41.05 },
  { level: 5, percent: 32.87 },
  { level: 6, percent: 26.32 },
  { level: 7, percent: 21.07, left: 56_094 },
  { level: 8, percent: 16.88 },
  { level: 9, percent: 13.52, left: 35_981 },
  { level: 10, percent: 10.83 },
  { level: 11, percent: 8.68, left: 23_093 },
  { level: 12, percent: 6.95 },
  { level: 15, percent: 3.58, left: 9_537 },
  { level: 16, percent: 2.87, left: 7_650 },
  { level: 18, percent: 1.85 },
  { level: 24, percent: 0.5 },
];

const rate = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
  fc.double({ min: 0.001, max: 0.999, noNaN: true }),
);
const size = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 300_000 }),
  fc.integer({ min: 2 ** 31, max: 2 ** 40 }),
);
const sizes = fc.array(size, { minLength: 1, maxLength: 4 });
const levelsGiven = fc.record({ sizes, rate, outputRate: rate, rounds: fc.integer({ min: 1, max: 8 }) });

/** Laws of `afterRate` and `levels`. */
export const levelLaws: readonly Law<ScheduleImpl>[] = [
  law({
    name: 'a round with a given rate prunes the nearest integer number of weights, but never the last weight',
    formula: 'afterRate(n, r) = max(1, n − round(n·r))',
    source: PAPER,
    given: [
      fc.record({
        count: fc.oneof(fc.integer({ min: 1, max: 300_000 }), fc.integer({ min: 1, max: 2 ** 40 })),
        rate,
      }),
    ],
    holds: ({ afterRate }: ScheduleImpl, { count, rate }) =>
      sameNumber('left', afterRate(count, rate), Math.max(1, count - Math.round(count * rate))),
  }),
  law({
    name: 'a round with a given rate rounds exact halves up',
    formula: 'r = 2⁻ʲ, n·r = q + ½ ⇒ afterRate(n, r) = n − (q + 1), and at least 1',
    source: OURS,
    given: [
      fc.record({
        q: fc.oneof({ withCrossShrink: true }, fc.nat({ max: 9 }), fc.nat({ max: 2 ** 30 })),
        j: fc.integer({ min: 1, max: 4 }),
      }),
    ],
    holds: ({ afterRate }: ScheduleImpl, { q, j }) => {
      const count = (2 * q + 1) * twoTo(j - 1);
      const rate = 1 / twoTo(j);
      sameNumber(`afterRate(${count}, ${rate})`, afterRate(count, rate), Math.max(1, count - (q + 1)));
    },
  }),
  law({
    name: 'with layerwise scope, each layer is pruned independently in every round',
    formula: 'levels(k)ₗ = afterRate(levels(k − 1)ₗ, rₗ), with the output layer’s own rate in the last',
    source: PAPER,
    given: [levelsGiven],
    holds: ({ levels, afterRate }: ScheduleImpl, { sizes, rate, outputRate, rounds }) => {
      const got = levels(sizes.slice(), rate, outputRate, rounds);
      claim(got.length === rounds, () => `levels: must be ${rounds}, got ${got.length}`);
      got.forEach((level, k) => {
        const before = k === 0 ? sizes : got[k - 1];
        const expected = before.map((n, l) => afterRate(n, l === sizes.length - 1 ? outputRate : rate));
        sameList(`level ${k + 1}`, level, expected);
      });
    },
  }),
  law({
    name: 'the pruning levels of LeNet-300-100 are those of the paper',
    formula: 'level 1: 213,060 (80.04 %) … level 3: 136,511 (51.28 %) … level 16: 7,650 (2.87 %)',
    source: PAPER,
    given: [fc.constantFrom(...lenetLevels)],
    holds: ({ levels }: ScheduleImpl, { level, percent, left }) => {
      const sum = levels(LENET.slice(), 0.2, 0.1, level)[level - 1].reduce((a, b) => a + b, 0);
      if (left !== undefined) sameNumber(`weights left after level ${level}`, sum, left);
      sameNumber('in percent', Math.round((10_000 * sum) / 266_200) / 100, percent);
    },
  }),
];
