// Weights with masks over them, drawn entry by entry, so that a counterexample loses entries one by one as it shrinks.

import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import { number32 } from './numbers.ts';

const bit = fc.nat({ max: 1 });
/** What becomes of a drawn mask: it stays, or keeps all, or nothing. */
const mode = fc.constantFrom<(mask: Uint8Array) => Uint8Array>(
  (mask) => mask,
  (mask) => mask,
  (mask) => mask.fill(1),
  (mask) => mask.fill(0),
);

/** One weight, ±0 and the extremes among them, and its bit in up to three masks. */
const entries = fc.array(fc.tuple(number32, bit, bit, bit), { minLength: 1, maxLength: 12 });

/** Weights and three masks over them, often all kept or all pruned. */
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

/** Weights and a mask over them. */
export const maskedWeights: Arbitrary<{ weights: Float32Array; mask: Uint8Array }> = tripleMasked.map(
  ({ weights, a }) => ({ weights, mask: a }),
);
