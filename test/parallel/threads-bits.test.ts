import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allocate, heap, type Kernels, simdParts } from '../../src/kernels/index.ts';
import * as loops from '../../src/kernels/reference/index.ts';
import type { Staging } from '../../src/kernels/staging.ts';
import type { Work } from '../../src/parallel/bands.ts';
import { linked } from '../../src/parallel/compute.ts';
import { threadedKernels } from '../../src/parallel/kernels.ts';
import { Pool } from '../../src/parallel/pool.ts';
import { patternOfMask } from '../kernels/laws/pattern.ts';
import { expectBits, filled, floats, garbage, number32, ordinary } from '../kernels/support.ts';

const reference = { ...loops };
const products = ['matmulNN', 'matmulNT', 'matmulTN'] as const;
const length = fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 40 }), fc.nat({ max: 130 }));
const operands = (of: fc.Arbitrary<number>) =>
  fc
    .tuple(length, length, length)
    .chain(([m, k, n]) => fc.tuple(fc.constant([m, k, n]), floats(m * k, of), floats(k * n, of)));
const someZero = fc.oneof(ordinary, fc.constantFrom(0, -0));

describe.each([2, 3, 4, 7])('%i threads', (size) => {
  let pool: Pool;
  let kernels: Kernels;
  let dispatched = 0;

  beforeAll(async () => {
    if (heap === null || simdParts === null) throw new Error('these tests need SIMD');
    const parts = { memory: heap.memory, module: simdParts.module };
    pool = await Pool.start(size, parts);
    const run = ({ bands, bytes }: Work, at: Staging) => {
      dispatched++;
      pool.run(bands, at.room(size * bytes), bytes);
    };
    const always = { dense: 0, sparse: 0, topK: 0 };
    kernels = threadedKernels(simdParts.kernels, heap, linked(parts), size, run, always);
  });

  afterAll(() => pool.close());

  test.each(products)('%s has the same bits as the reference for every shape', (name) => {
    dispatched = 0;
    fc.assert(
      fc.property(
        fc.oneof(operands(someZero), operands(number32)),
        fc.boolean(),
        ([[m, k, n], a, b], onHeap) => {
          const [c, expected] = [onHeap ? allocate(m * n).fill(7) : garbage(m * n), garbage(m * n)];
          reference[name](expected, a, b, m, k, n);
          kernels[name](c, a, b, m, k, n);
          expectBits(c, expected);
        },
      ),
      { numRuns: 30 },
    );
    expect(dispatched).toBeGreaterThan(5);
  });

  test.each(products)('%s has the same bits as the reference for large high and wide operands', (name) => {
    for (const [m, k, n] of [
      [203, 70, 51],
      [51, 70, 203],
      [5, 300, 400],
      [400, 300, 5],
      [65, 2049, 9],
      [9, 2049, 65],
      [150, 1025, 3],
      [5, 5000, 70],
    ]) {
      const [a, b, c] = [filled(m * k), filled(k * n), garbage(m * n)];
      const expected = garbage(m * n);
      reference[name](expected, a, b, m, k, n);
      kernels[name](c, a, b, m, k, n);
      expectBits(c, expected);
    }
  });

  /** Compares the three products of a layer of which `density` tenths of the weights survive. */
  const sparseProductsAgree = (rows: number, columns: number, batch: number, density: number) => {
    const isKept = (i: number) => Math.imul(i + 7, 2_654_435_769) >>> 0 < (density / 10) * 2 ** 32;
    const weight = filled(rows * columns).map((x, i) => (isKept(i) ? x : 0));
    const { pattern, positions } = patternOfMask(weight, rows, columns);
    const w = Float32Array.from(positions, (at) => weight[at]);
    const [x, dy] = [filled(batch * columns), filled(batch * rows)];
    for (const [name, size, a, b] of [
      ['sparseNT', batch * rows, x, w],
      ['sparseNN', batch * columns, dy, w],
      ['sparseTN', w.length, dy, x],
    ] as const) {
      const [ours, theirs] = [garbage(size), garbage(size)];
      kernels[name](ours, a, b, pattern, batch);
      reference[name](theirs, a, b, pattern, batch);
      expectBits(ours, theirs);
    }
  };

  test('sparse products have the same bits as the reference', () => {
    const sizes = fc.tuple(length, length, length, fc.integer({ min: 0, max: 10 }));
    dispatched = 0;
    fc.assert(
      fc.property(sizes, (drawn) => sparseProductsAgree(...drawn)),
      { numRuns: 30 },
    );
    expect(dispatched).toBeGreaterThan(5);
  });

  test.each([
    [9, 2049, 20],
    [2049, 9, 20],
    [1500, 1100, 2],
    [11, 13, 1100],
  ])(
    'sparse products have the same bits as the reference for a [%d, %d] weight and a batch of %d',
    (rows, columns, batch) => {
      sparseProductsAgree(rows, columns, batch, 1);
      sparseProductsAgree(rows, columns, batch, 4);
    },
  );

  test('top-k keeps the same entries as sorting, with ties ordered by index', () => {
    const values = fc.oneof(number32, fc.constantFrom(0, -0, 1, 2 ** -149), fc.constantFrom(3, 1.0000001));
    fc.assert(
      fc.property(
        fc.nat({ max: 200 }).chain((n) => floats(n, values)),
        fc.nat(),
        (scores, at) => {
          for (const k of [0, at % (scores.length + 1), scores.length]) {
            expect(kernels.topK(scores, k)).toEqual(reference.topK(scores, k));
          }
        },
      ),
      { numRuns: 20 },
    );
    const tied = Float32Array.from({ length: 20_000 }, (_, i) => (Math.imul(i, 2_654_435_769) >> 22) / 64);
    for (const k of [1, 9_999]) expect(kernels.topK(tied, k)).toEqual(reference.topK(tied, k));
    expect(kernels.topK(new Float32Array(40_000), 7).lastIndexOf(1)).toBe(6);
  });
});
