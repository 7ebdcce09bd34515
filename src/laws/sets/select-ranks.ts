// Laws of ranking: the selection depends on the order of the scores only, and on their indices in case of ties.

import { sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { mappedScores, unitScores } from '../generators/index.ts';
import type { SelectImpl } from '../interfaces/select.ts';
import { type Law, law } from '../law.ts';

const scaledScores = fc.record({
  scores: fc
    .array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 10 })
    .map((list) => Float32Array.from(list)),
  scale: fc.constantFrom(2 ** -40, 2 ** -3, 0.5, 2, 3, 1000, 2 ** 40),
  any: fc.nat({ max: 10 }),
});
/** Returns the mask of the `keep` highest scores, by sorting. Among ties, lower indices come first; −0 equals +0. */
export function sortAndTake(scores: Float32Array, keep: number): Uint8Array {
  const order = Array.from(scores.keys()).sort((a, b) =>
    scores[a] === scores[b] ? a - b : scores[a] > scores[b] ? -1 : 1,
  );
  const mask = new Uint8Array(scores.length);
  for (const i of order.slice(0, keep)) mask[i] = 1;
  return mask;
}

/** Calls `select` with a copy of the scores. */
export const pick = (impl: SelectImpl, scores: Float32Array, keep: number): Uint8Array =>
  impl.select(scores.slice(), keep).slice();

/** Laws of the transformations that do not change a selection. */
export const rankLaws: readonly Law<SelectImpl>[] = [
  law({
    name: 'selection is invariant to scaling',
    formula: 'select(c·s, k) = select(s, k) for c > 0',
    source: 'magnitude pruning ranks, and ranks have no scale',
    given: [scaledScores],
    holds: (impl: SelectImpl, { scores, scale, any }) => {
      const keep = any % (scores.length + 1);
      const scaled = scores.map((s) => s * scale); // These products are exact: integers below 2²⁴, or powers of two.
      sameList('select(c·s, k)', pick(impl, scaled, keep), pick(impl, scores, keep));
    },
  }),
  law({
    name: 'selection is invariant to strictly increasing functions of the scores',
    formula: 'select(f(s), k) = select(s, k) for strictly increasing f',
    source: 'selection by rank',
    given: [mappedScores],
    holds: (impl: SelectImpl, { scores, mapped, keep }) =>
      sameList('select(f(s), k)', pick(impl, mapped, keep), pick(impl, scores, keep)),
  }),
  law({
    name: 'selection is equivariant to permutations of units',
    formula: 'select(P·S, k) = P·select(S, k) where no two scores are equal',
    source: 'hidden units have no order: Hecht-Nielsen 1990',
    given: [unitScores],
    holds: (impl: SelectImpl, { rows, order, keep }) => {
      const flat = (list: readonly Float32Array[]) => Float32Array.from(list.flatMap((row) => [...row]));
      const columns = rows[0].length;
      const mask = pick(impl, flat(rows), keep);
      const expected = order.flatMap((r) => [...mask.slice(r * columns, (r + 1) * columns)]);
      sameList('mask of the permuted', pick(impl, flat(order.map((r) => rows[r])), keep), expected);
    },
  }),
];
