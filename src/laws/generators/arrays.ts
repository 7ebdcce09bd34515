import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import { number32 } from './numbers.ts';

/** An array of a given length. */
export const floats = (length: number, of: Arbitrary<number> = number32): Arbitrary<Float32Array> =>
  fc.array(of, { minLength: length, maxLength: length, size: 'max' }).map((list) => Float32Array.from(list));

/** Several arrays of one common length, from empty to `most`. */
export const equallyLongArrays = (count: number, most = 17, of = number32): Arbitrary<Float32Array[]> =>
  fc.nat({ max: most }).chain((n) => fc.tuple(...Array.from({ length: count }, () => floats(n, of))));

/** A mask of a given length, often all kept or all pruned. */
export const masks = (length: number): Arbitrary<Uint8Array> =>
  fc
    .oneof(
      fc.array(fc.nat({ max: 1 }), { minLength: length, maxLength: length, size: 'max' }),
      fc.constantFrom(Array<number>(length).fill(0), Array<number>(length).fill(1)),
    )
    .map((list) => Uint8Array.from(list));

/** Shapes of any rank up to `rank`, empty and size-one axes among them. */
export const shapes = (rank = 4, longest = 3): Arbitrary<number[]> =>
  fc.array(fc.nat({ max: longest }), { maxLength: rank });

/** Shapes without an empty axis. */
export const fullShapes = (rank = 4, longest = 3): Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: longest }), { maxLength: rank });
