import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import type { SmallNetwork } from '../interfaces/criteria.ts';
import { floats } from './arrays.ts';
import { ordinary } from './numbers.ts';

/**
 * Generates networks of one to `most` matrices and at most `widest` units per layer. They shrink to a single weight.
 */
export const smallNetworks = (
  most = 3,
  widest = 4,
  of: Arbitrary<number> = ordinary,
): Arbitrary<SmallNetwork> =>
  fc.array(fc.integer({ min: 1, max: widest }), { minLength: 2, maxLength: most + 1 }).chain((sizes) =>
    fc.record({
      sizes: fc.constant(sizes),
      weights: fc.tuple(...sizes.slice(1).map((rows, i) => floats(rows * sizes[i], of))),
    }),
  );
