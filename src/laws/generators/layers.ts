import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import type { PlainLayer } from '../interfaces/sparse-layer.ts';
import { floats } from './arrays.ts';

const small = fc.integer({ min: -4, max: 4 });

/**
 * A layer of which at most a quarter of the weights survive, with a batch of inputs and upstream gradients of its outputs.
 */
export interface SparseCase {
  readonly layer: PlainLayer;
  /** Inputs x, [batch, columns]. */
  readonly x: Float32Array;
  /** Upstream gradients ∂L/∂y, [batch, rows]. */
  readonly dy: Float32Array;
}

/**
 * Generates layers with few surviving weights, or none, together with a batch. All numbers are small integers, including 0, so
 * that every sum of products is exact in any order of addition.
 */
export const sparseCases: Arbitrary<SparseCase> = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 }), fc.constantFrom(1, 2, 5, 17))
  .chain(([rows, columns, batch]) => {
    const places = Array.from({ length: rows * columns }, (_, i) => i);
    return fc
      .tuple(
        fc.subarray(places, { maxLength: Math.floor(places.length / 4) }),
        floats(places.length, small),
        floats(batch * columns, small),
        floats(batch * rows, small),
      )
      .map(([kept, weights, x, dy]) => {
        const mask = new Uint8Array(places.length);
        for (const at of kept) mask[at] = 1;
        return { layer: { rows, columns, weights, mask }, x, dy };
      });
  });
