// What holds for arrays of any size, whatever the score.

import { NothingToCheck, sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { floats } from '../generators/index.ts';
import type { ImportanceImpl } from '../interfaces/importance.ts';
import { type Law, law } from '../law.ts';

/** Large arrays, whose entries repeat after a prime number. */
const large = fc.record({
  trained: floats(251),
  initial: floats(251),
  length: fc.constantFrom(300, 70_001),
});
const repeat = (pattern: Float32Array, length: number) =>
  Float32Array.from({ length }, (_, i) => pattern[i % pattern.length]);

/** Laws that hold for all scores of values. */
export const arrayLaws: readonly Law<ImportanceImpl>[] = [
  law({
    name: 'scores of large arrays are computed entry by entry',
    formula: 's(a, b)ᵢ depends on aᵢ and bᵢ only, for 300 and for 70,001 entries',
    source: 'Zhou et al. 2019, §3: mask criteria',
    runs: 6,
    given: [large],
    holds: ({ magnitude, movement, magnitudeIncrease }: ImportanceImpl, { trained, initial, length }) => {
      const present = [magnitude, movement, magnitudeIncrease].filter((score) => score !== undefined);
      if (present.length === 0) throw new NothingToCheck();
      for (const score of present) {
        const whole = score(repeat(trained, length), repeat(initial, length));
        sameList(
          `scores of ${length} weights`,
          whole,
          repeat(score(trained.slice(), initial.slice()), length),
        );
      }
    },
  }),
];
