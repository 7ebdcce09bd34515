// Laws of pruning criteria on arrays as large as those of real networks.

import { claim, NothingToCheck, sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { floats } from '../generators/index.ts';
import type { CriteriaImpl } from '../interfaces/criteria.ts';
import { type Law, law } from '../law.ts';

/** Generates large arrays whose entries repeat with a prime period. */
const large = fc.record({
  trained: floats(251),
  initial: floats(251),
  length: fc.constantFrom(300, 70_001),
});
const repeat = (pattern: Float32Array, length: number) =>
  Float32Array.from({ length }, (_, i) => pattern[i % pattern.length]);

/** Laws of criteria on large arrays. */
export const largeCriteriaLaws: readonly Law<CriteriaImpl>[] = [
  law({
    name: 'each score of a large array depends on its own weight only',
    formula: 's(a, b)ᵢ depends on aᵢ and bᵢ only, for 300 and for 70,001 entries',
    source: 'Zhou et al. 2019, §3: mask criteria',
    runs: 6,
    given: [large],
    holds: ({ magnitude, movement, magnitudeIncrease }: CriteriaImpl, { trained, initial, length }) => {
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
  law({
    name: 'SNIP scores of large arrays rank every weight by |g·w|',
    formula: '|gᵢ·wᵢ| > |gⱼ·wⱼ| ⇔ sᵢ > sⱼ, for 300 and for 70,001 weights',
    source: 'Lee et al. 2019, eq. 5 and 6',
    runs: 6,
    given: [fc.record({ length: fc.constantFrom(300, 70_001), step: fc.integer({ min: 1, max: 200 }) })],
    holds: ({ snip }: CriteriaImpl, { length, step }) => {
      if (snip === undefined) throw new NothingToCheck();
      const weights = Float32Array.from({ length }, (_, i) => ((i * step) % 9) - 4);
      const gradient = Float32Array.from({ length }, (_, i) => ((i * 7) % 11) - 5);
      const scores = snip(weights, gradient);
      claim(scores.length === length, () => `s: must have ${length} entries, got ${scores.length}`);
      // Products are integers from 0 to 20. All weights with the same product must have the same score.
      const scoreOf = new Map<number, number>();
      weights.forEach((w, i) => {
        const product = Math.abs(w * gradient[i]);
        const expected = scoreOf.get(product) ?? scores[i];
        scoreOf.set(product, expected);
        claim(
          scores[i] === expected,
          () => `s[${i}] for |g·w| = ${product}: must be ${expected}, got ${scores[i]}`,
        );
      });
      const ranked = [...scoreOf].sort(([a], [b]) => a - b);
      ranked.forEach(([product, s], at) => {
        const below = ranked[at - 1] ?? [-1, -1];
        claim(s > below[1], () => `score of ${product}: must exceed that of ${below[0]}, got ${s}`);
      });
    },
  }),
  law({
    name: 'SynFlow scores of large layers are those of the formula',
    formula: 's(θ)ᵢⱼ = (1ᵀ|θ₂|)ᵢ · |θᵢⱼ| for a network of 300, 240 and 2 units, all numbers exact',
    source: 'Tanaka et al. 2020, §6',
    runs: 2,
    given: [fc.record({ period: fc.constantFrom(5, 7) })],
    holds: ({ synflow }: CriteriaImpl, { period }) => {
      if (synflow === undefined) throw new NothingToCheck();
      const sizes = [300, 240, 2];
      const values = (length: number) => Float32Array.from({ length }, (_, i) => (i % period) - 2);
      const [first, second] = [values(300 * 240), values(240 * 2)];
      const above = Array.from({ length: 240 }, (_, i) => Math.abs(second[i]) + Math.abs(second[240 + i]));
      const flow = above.map((_, i) =>
        first.subarray(i * 300, (i + 1) * 300).reduce((sum, w) => sum + Math.abs(w), 0),
      );
      const scores = synflow({ sizes, weights: [first, second] });
      sameList(
        'scores of layer 0',
        scores[0],
        first.map((w, at) => above[Math.floor(at / 300)] * Math.abs(w)),
      );
      sameList(
        'scores of layer 1',
        scores[1],
        second.map((w, at) => Math.abs(w) * flow[at % 240]),
      );
    },
  }),
];
