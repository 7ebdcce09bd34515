import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import { number32 } from './numbers.ts';

/** Generates an array of the given length. */
export const floats = (length: number, of: Arbitrary<number> = number32): Arbitrary<Float32Array> =>
  fc.array(of, { minLength: length, maxLength: length, size: 'max' }).map((list) => Float32Array.from(list));

/** Generates several arrays of the same length, between 0 and `most` entries. */
export const equallyLongArrays = (count: number, most = 17, of = number32): Arbitrary<Float32Array[]> =>
  fc.nat({ max: most }).chain((n) => fc.tuple(...Array.from({ length: count }, () => floats(n, of))));

/** Generates a mask of the given length. Masks that keep all weights or none are frequent. */
export const masks = (length: number): Arbitrary<Uint8Array> =>
  fc
    .oneof(
      fc.array(fc.nat({ max: 1 }), { minLength: length, maxLength: length, size: 'max' }),
      fc.constantFrom(Array<number>(length).fill(0), Array<number>(length).fill(1)),
    )
    .map((list) => Uint8Array.from(list));

/** Generates shapes of up to `rank` axes, including axes of length 0 and 1. */
export const shapes = (rank = 4, longest = 3): Arbitrary<number[]> =>
  fc.array(fc.nat({ max: longest }), { maxLength: rank });

/** Generates shapes of up to `rank` axes, none of which is empty. */
export const fullShapes = (rank = 4, longest = 3): Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: longest }), { maxLength: rank });
