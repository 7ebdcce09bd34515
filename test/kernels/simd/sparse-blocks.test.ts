// Sparse products whose sums are longer than one block. They equal the dense products with reference and with SIMD kernels.

import { describe, expect, test } from 'vitest';
import { kernels } from '../../../src/kernels/index.ts';
import * as reference from '../../../src/kernels/reference/index.ts';
import { Random } from '../../../src/random.ts';
import { patternOfMask } from '../laws/pattern.ts';
import { expectBits, garbage } from '../support.ts';

const LENGTHS = [1023, 1024, 1025, 1088, 2049, 4100];

/** Normal numbers and zeros, as many as `density` demands; 200 in the middle are all 0, so that some blocks are empty. */
function numbers(length: number, density: number, random: Random): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const isEmpty = i > length / 2 && i < length / 2 + 200;
    return random.uniform() < density && !isEmpty ? random.normal() : random.sign() * 0;
  });
}

/** Computes the three products of a layer from its surviving weights with the given kernels. */
function sparseProducts(
  set: typeof reference,
  { w, x, dy, rows, columns, batch }: ReturnType<typeof layer>,
): Float32Array[] {
  const { pattern, positions } = patternOfMask(w, rows, columns);
  const values = Float32Array.from(positions, (at) => w[at]);
  const [y, dx, g] = [batch * rows, batch * columns, positions.length].map(garbage);
  set.sparseNT(y, x, values, pattern, batch);
  set.sparseNN(dx, dy, values, pattern, batch);
  set.sparseTN(g, dy, x, pattern, batch);
  return [y, dx, g];
}

function denseProducts({ w, x, dy, rows, columns, batch }: ReturnType<typeof layer>): Float32Array[] {
  const { positions } = patternOfMask(w, rows, columns);
  const [y, dx, g] = [batch * rows, batch * columns, rows * columns].map(garbage);
  reference.matmulNT(y, x, w, batch, columns, rows);
  reference.matmulNN(dx, dy, w, batch, rows, columns);
  reference.matmulTN(g, dy, x, rows, batch, columns);
  return [y, dx, Float32Array.from(positions, (at) => g[at])];
}

function layer(rows: number, columns: number, batch: number, density: number) {
  const random = new Random(rows + columns + batch).fork(`density ${density}`);
  return {
    ...{ rows, columns, batch },
    w: numbers(rows * columns, density, random),
    x: numbers(batch * columns, 0.7, random),
    dy: numbers(batch * rows, 0.7, random),
  };
}

const shapes = LENGTHS.flatMap((length) => [
  [7, length, 3],
  [length, 5, 18],
  [6, 9, length],
]);

describe.each(shapes)('a weight [%d, %d] and a batch of %d', (rows, columns, batch) => {
  test.each([0, 0.02, 0.3])('sparse products equal the dense products at density %d', (density) => {
    const given = layer(rows, columns, batch, density);
    const expected = denseProducts(given);
    for (const set of [reference, kernels]) {
      sparseProducts(set, given).forEach((result, i) => {
        expectBits(result, expected[i]);
      });
    }
    expect(kernels).not.toBe(reference);
  });
});
