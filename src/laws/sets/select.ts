import { claim, sameList, throwsError } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { score, scoredCounts } from '../generators/index.ts';
import type { SelectImpl } from '../interfaces/select.ts';
import { type LawSet, law } from '../law.ts';
import { layerLaws } from './select-layers.ts';
import { pick, rankLaws, sortAndTake } from './select-ranks.ts';

const PAPER = 'Frankle & Carbin 2019, §1: prune the p % of parameters of lowest magnitude';
const OURS = 'this package’s contract: src/pruning/select-survivors.ts';

/** Generates scores and an invalid number of scores to keep. */
const badCounts = fc
  .tuple(scoredCounts, fc.constantFrom(-1, 0.5, 1, Number.NaN, Infinity))
  .map(([{ scores }, bad]) => ({ scores, keep: bad === 1 ? scores.length + 1 : bad }));

/** Generates many scores, among which ties are thousands of entries apart. */
const largeScores = fc
  .record({
    pattern: fc.array(score, { minLength: 8, maxLength: 8 }),
    length: fc.constantFrom(300, 100_003, 140_003),
    step: fc.integer({ min: 1, max: 2000 }),
    part: fc.integer({ min: 1, max: 99 }),
  })
  .map(({ pattern, length, step, part }) => ({
    scores: Float32Array.from({ length }, (_, i) => pattern[i % 8] * (1 + ((i * step) % 4099))),
    keep: Math.floor((length * part) / 100),
  }));

/** Laws of selection: exactly the k highest scores are kept, independent of everything but their order. */
export const selectLaws: LawSet<SelectImpl> = {
  name: 'select',
  about: 'The k weights with the highest of n scores survive.',
  why: 'Thresholds keep too many or too few weights when scores are equal, so that two programs with the same scores give different tickets.',
  methods: ['magnitude', 'select', 'global', 'layerwise'],
  laws: [
    law({
      name: 'exactly k scores are selected, for every k from 0 to n',
      formula: 'Σ select(s, k) = k for k = 0 … n, every entry 0 or 1',
      source: PAPER,
      given: [scoredCounts.map(({ scores }) => ({ scores }))],
      holds: (impl: SelectImpl, { scores }) => {
        for (let k = 0; k <= scores.length; k++) {
          const mask = pick(impl, scores, k);
          claim(
            mask.length === scores.length && mask.every((bit) => bit === 0 || bit === 1),
            () => `select(s, ${k}): must be ${scores.length} zeros and ones, got [${mask}]`,
          );
          const kept = mask.reduce((sum, bit) => sum + bit, 0);
          claim(kept === k, () => `select(s, ${k}): must keep ${k}, got ${kept}: [${mask}]`);
        }
      },
    }),
    law({
      name: 'no rejected score is greater than a selected one',
      formula: 'mᵢ = 1, mⱼ = 0 ⇒ sᵢ ≥ sⱼ',
      source: PAPER,
      given: [scoredCounts],
      holds: (impl: SelectImpl, { scores, keep }) => {
        const mask = pick(impl, scores, keep);
        const lowest = scores.reduce((low, s, i) => (mask[i] === 1 ? Math.min(low, s) : low), Infinity);
        const highest = scores.reduce((high, s, i) => (mask[i] === 0 ? Math.max(high, s) : high), -Infinity);
        claim(lowest >= highest, () => `select(s, ${keep}): must not reject ${highest} and select ${lowest}`);
      },
    }),
    law({
      name: 'equal scores are selected in order of their index',
      formula: 'sᵢ = sⱼ, i < j, mⱼ = 1 ⇒ mᵢ = 1',
      source: OURS,
      given: [scoredCounts],
      holds: (impl: SelectImpl, { scores, keep }) => {
        const mask = pick(impl, scores, keep);
        for (let j = 1; j < mask.length; j++)
          for (let i = 0; i < j; i++)
            if (scores[i] === scores[j])
              claim(
                mask[i] >= mask[j],
                () =>
                  `select(s, ${keep}): must keep [${i}] before [${j}], which has the same score, got [${mask}]`,
              );
      },
    }),
    law({
      name: 'selection is monotone in k',
      formula: 'select(s, k) ⊆ select(s, k + 1)',
      source: OURS,
      given: [scoredCounts],
      holds: (impl: SelectImpl, { scores, keep }) => {
        const k = Math.min(keep, scores.length - 1);
        const [fewer, more] = [pick(impl, scores, k), pick(impl, scores, k + 1)];
        claim(
          fewer.every((bit, i) => bit <= more[i]),
          () => `select(s, ${k}): must be a subset of [${more}], got [${fewer}]`,
        );
      },
    }),
    law({
      name: 'selection equals sorting and taking the first k',
      formula: 'select(s, k) = the first k by (−s, index)',
      source: OURS,
      given: [scoredCounts],
      holds: (impl: SelectImpl, { scores, keep }) =>
        sameList(`select(s, ${keep})`, pick(impl, scores, keep), sortAndTake(scores, keep)),
    }),
    ...rankLaws,
    law({
      name: 'NaN scores are rejected at any index',
      formula: 'sᵢ = NaN ⇒ an Error',
      source: OURS,
      given: [
        fc
          .tuple(scoredCounts, fc.nat({ max: 11 }))
          .map(([{ scores, keep }, at]) => ({ scores: scores.with(at % scores.length, Number.NaN), keep })),
      ],
      holds: async ({ select, global, layerwise }: SelectImpl, { scores, keep }) => {
        const other = Float32Array.of(0);
        await throwsError('a NaN score', () => select(scores, keep));
        await throwsError('a NaN score, global', () => global([other, scores], keep));
        await throwsError('a NaN score, layerwise', () => layerwise([other, scores], [1, keep]));
      },
    }),
    law({
      name: 'invalid counts are rejected',
      formula: 'k ∉ {0 … n} ⇒ an Error',
      source: OURS,
      given: [badCounts],
      holds: async ({ select, global, layerwise }: SelectImpl, { scores, keep }) => {
        // Code without a check may never return for an infinite count, so a finite one is tried first.
        await throwsError('one count too many', () => select(scores, scores.length + 1));
        const what = `keep = ${keep} of ${scores.length} scores`;
        await throwsError(what, () => select(scores, keep));
        await throwsError(`${what}, global`, () => global([scores], keep));
        await throwsError(`${what}, layerwise`, () => layerwise([Float32Array.of(0), scores], [1, keep]));
      },
    }),
    law({
      name: 'selection handles more than 100,000 scores',
      formula:
        'select(s, k) = the first k by (−s, index) for 300, 100,003 and 140,003 scores, as one layer and as two',
      source: OURS,
      runs: 6,
      given: [largeScores],
      holds: async (impl: SelectImpl, { scores, keep }) => {
        const spoiled = scores.with(scores.length - 1, Number.NaN);
        await throwsError('a NaN at the last index', () => impl.select(spoiled, keep));
        const expected = sortAndTake(scores, keep);
        sameList(`select of ${scores.length}`, pick(impl, scores, keep), expected);
        const half = Math.floor(scores.length / 2);
        const layers = [scores.slice(0, half), scores.slice(half)];
        sameList(
          'global, end to end',
          impl.global(layers, keep).flatMap((mask) => [...mask]),
          expected,
        );
        const ofEach = [half - (keep % 9), Math.floor(keep / 2)];
        impl.layerwise(layers, ofEach).forEach((mask, l) => {
          sameList(`layerwise, layer ${l}`, mask, sortAndTake(layers[l], ofEach[l]));
        });
        sameList('|w|', impl.magnitude(scores), scores.map(Math.abs));
      },
    }),
    law({
      name: 'selection handles 300 layers',
      formula: 'global and layerwise selection as by sorting, for 300 layers of 1 to 5 scores',
      source: OURS,
      runs: 4,
      given: [fc.record({ step: fc.integer({ min: 1, max: 60 }), part: fc.integer({ min: 1, max: 99 }) })],
      holds: (impl: SelectImpl, { step, part }) => {
        const layers = Array.from({ length: 300 }, (_, l) =>
          Float32Array.from({ length: 1 + (l % 5) }, (_, i) => ((l * 5 + i) * step) % 61),
        );
        const together = Float32Array.from(layers.flatMap((scores) => [...scores]));
        const keep = Math.floor((together.length * part) / 100);
        sameList(
          'global, end to end',
          impl.global(layers, keep).flatMap((mask) => [...mask]),
          sortAndTake(together, keep),
        );
        const ofEach = layers.map(({ length }, l) => (l + step) % (length + 1));
        impl.layerwise(layers, ofEach).forEach((mask, l) => {
          sameList(`layerwise, layer ${l}`, mask, sortAndTake(layers[l], ofEach[l]));
        });
      },
    }),
    ...layerLaws,
  ],
};
