import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import type { PlainTicket } from '../interfaces/ticket.ts';
import { floats, masks } from './arrays.ts';

/** Generates names of layers, some of which have a special meaning in files or as keys of objects. */
const names = fc.uniqueArray(
  fc.constantFrom(
    'fc1.weight',
    'fc2.weight',
    '',
    '0',
    '1',
    '__proto__',
    'constructor',
    'a "b" \\c',
    'naïve 🎫',
  ),
  { minLength: 1, maxLength: 3 },
);

const layer = (name: string, least: number) =>
  fc.integer({ min: least, max: 5 }).chain((n) =>
    fc.record({ mask: masks(n), drawn: floats(n) }).map(({ mask, drawn }) => ({
      name,
      mask,
      weights: drawn.map((w, i) => (mask[i] === 0 ? 0 : w)),
    })),
  );

const other = (name: string) =>
  fc
    .nat({ max: 3 })
    .chain((n) => floats(n))
    .map((values) => ({ name, values }));

/**
 * Generates tickets of one to three layers, some of them empty, whose weights include ±0, subnormal and extreme numbers.
 */
export const tickets: Arbitrary<PlainTicket> = names
  .chain((list) =>
    fc.record({
      layers: fc.tuple(...list.map((name, l) => layer(name, l === 0 ? 1 : 0))),
      others: fc.oneof(
        { weight: 5, arbitrary: fc.tuple(...list.map((name) => other(`${name}.bias`))) },
        { weight: 1, arbitrary: fc.constant([]) },
      ),
    }),
  )
  .map(({ layers, others }) => {
    const total = layers.reduce((sum, { mask }) => sum + mask.length, 0);
    const pruned = layers.reduce((sum, { mask }) => sum + mask.filter((bit) => bit === 0).length, 0);
    return { layers, others, sparsityHistory: [Math.floor(pruned / 2) / total, pruned / total] };
  });
