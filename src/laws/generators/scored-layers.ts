import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import type { PlainScoredLayer } from '../interfaces/edge-popup.ts';
import { floats } from './arrays.ts';

/** A layer of random weights with scores, a batch of inputs, and upstream gradients of its outputs. */
export interface ScoredCase {
  readonly layer: PlainScoredLayer;
  readonly x: Float32Array;
  readonly dy: Float32Array;
}

const whole = fc.integer({ min: -4, max: 4 });

/**
 * Generates layers with a batch. All numbers are small integers, so that every sum is exact in any order; ties between scores
 * are frequent.
 */
export const scoredCases: Arbitrary<ScoredCase> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 2 }))
  .chain(([rows, columns, batch]) =>
    fc
      .tuple(
        floats(rows * columns, whole),
        floats(rows * columns, fc.integer({ min: 1, max: 5 })),
        fc.constantFrom(0.5, 0.25, 0.3, 0.7, 1, 0.01),
        floats(batch * columns, whole),
        floats(batch * rows, whole),
      )
      .map(([weights, scores, keep, x, dy]) => ({ layer: { rows, columns, weights, scores, keep }, x, dy })),
  );

/** Generates layers of more than 255 rows and columns and more than 65,536 edges. */
export const largeScoredCases: Arbitrary<ScoredCase> = fc
  .record({ keep: fc.constantFrom(0.5, 0.3, 0.01), period: fc.constantFrom(1009, 70_001) })
  .map(({ keep, period }) => {
    const [rows, columns, batch] = [270, 290, 3];
    const numbers = (length: number, from: number) =>
      Float32Array.from({ length }, (_, i) => (((i % period) * 31) % 8) + from);
    return {
      layer: {
        ...{ rows, columns, keep },
        weights: numbers(rows * columns, -3).map((w) => w || 4),
        scores: Float32Array.from({ length: rows * columns }, (_, i) => 1 + ((i * 7919) % period)),
      },
      x: numbers(batch * columns, -4),
      dy: numbers(batch * rows, -2),
    };
  });
