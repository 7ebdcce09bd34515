// Generators of weights and masks. Weights are generated together with their mask bits, so that shrinking removes one weight at
// a time.

import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import { number32 } from './numbers.ts';

const bit = fc.nat({ max: 1 });
/** Generates what happens to a random mask: it stays as it is, keeps all weights, or keeps none. */
const mode = fc.constantFrom<(mask: Uint8Array) => Uint8Array>(
  (mask) => mask,
  (mask) => mask,
  (mask) => mask.fill(1),
  (mask) => mask.fill(0),
);

/** Generates weights, including ±0 and extreme values, each with its bit in up to three masks. */
const entries = fc.array(fc.tuple(number32, bit, bit, bit), { minLength: 1, maxLength: 12 });

/** Generates weights and three masks of the same length. Masks that keep all weights or none are frequent. */
export const tripleMasked: Arbitrary<{
  weights: Float32Array;
  a: Uint8Array;
  b: Uint8Array;
  c: Uint8Array;
}> = fc.tuple(entries, mode, mode, mode).map(([cells, first, second, third]) => ({
  weights: Float32Array.from(cells, ([w]) => w),
  a: first(Uint8Array.from(cells, ([, a]) => a)),
  b: second(Uint8Array.from(cells, ([, , b]) => b)),
  c: third(Uint8Array.from(cells, ([, , , c]) => c)),
}));

/** Generates weights and a mask of the same length. */
export const maskedWeights: Arbitrary<{ weights: Float32Array; mask: Uint8Array }> = tripleMasked.map(
  ({ weights, a }) => ({ weights, mask: a }),
);
