import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logSoftmax, softmax } from '../../src/kernels/reference/index.ts';
import { exp, log } from '../../src/numeric/index.ts';
import { expectBits, filled, floats, garbage, inBlocks, LONG, number32, ordinary, u } from './support.ts';

const { fround } = Math;

const logits = (of: fc.Arbitrary<number>) =>
  fc
    .tuple(fc.nat({ max: 4 }), fc.integer({ min: 1, max: 9 }))
    .chain(([rows, columns]) =>
      fc.tuple(fc.constant(rows), fc.constant(columns), floats(rows * columns, of)),
    );

const run = (kernel: typeof softmax, z: Float32Array, rows: number, columns: number) => {
  const out = garbage(z.length);
  kernel(out, z, rows, columns);
  return out;
};

const rowsOf = (a: Float32Array, columns: number) =>
  Array.from({ length: a.length / columns }, (_, i) => [...a.subarray(i * columns, (i + 1) * columns)]);

describe('softmax', () => {
  // The same total divides every entry, so its exponentials' own error cancels: what is left is n − 1 roundings in
  // the total and one in each quotient, n together, and half a subnormal where a quotient underflows.
  test('each row of softmax sums to 1 up to n roundings, and every entry is in [0, 1]', () => {
    fc.assert(
      fc.property(logits(number32), ([rows, columns, z]) => {
        for (const row of rowsOf(run(softmax, z, rows, columns), columns)) {
          const total = row.reduce((s, p) => s + p, 0);
          const bound = (columns * u) / (1 - columns * u) + columns * 2 ** -149;
          expect(Math.abs(total - 1)).toBeLessThanOrEqual(bound);
          expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
        }
      }),
    );
  });

  // d = fl(z − max) errs by |d|·u, which eᵈ turns into a relative |d|·u; eᵈ itself by 2 u; then as above.
  test('softmax equals e^z ÷ Σ e^z up to (n + 4 + 2·max|d|) roundings', () => {
    fc.assert(
      fc.property(logits(ordinary), ([rows, columns, z]) => {
        const result = rowsOf(run(softmax, z, rows, columns), columns);
        rowsOf(z, columns).forEach((row, i) => {
          const total = row.reduce((s, x) => s + Math.exp(x), 0);
          const widest = Math.max(...row) - Math.min(...row);
          row.forEach((x, j) => {
            const exact = Math.exp(x) / total;
            const bound = (columns + 4 + 2 * widest) * u * exact * (1 + 2 ** -10);
            expect(Math.abs(result[i][j] - exact)).toBeLessThanOrEqual(bound);
          });
        });
      }),
    );
  });

  test('softmax gives the same bits when a constant is added to a row, if the sums are exact', () => {
    const eighths = fc.integer({ min: -64, max: 64 }).map((n) => n / 8);
    fc.assert(
      fc.property(logits(eighths), fc.integer({ min: -1000, max: 1000 }), ([rows, columns, z], shift) => {
        const shifted = z.map((x) => x + shift);
        expectBits(run(softmax, shifted, rows, columns), run(softmax, z, rows, columns));
        expectBits(run(logSoftmax, shifted, rows, columns), run(logSoftmax, z, rows, columns));
      }),
    );
  });

  test('softmax and logSoftmax do not overflow for huge logits', () => {
    expectBits(run(softmax, Float32Array.of(3e38, -3e38, 3e38, 0), 1, 4), [0.5, 0, 0.5, 0]);
    expectBits(run(softmax, Float32Array.of(-3e38, -3e38), 1, 2), [0.5, 0.5]);
    expectBits(run(logSoftmax, Float32Array.of(3e38, 0), 1, 2), [0, fround(-3e38)]);
  });

  test('softmax returns 1 for a single column and equal probabilities for equal logits', () => {
    expectBits(run(softmax, Float32Array.of(-7, 3), 2, 1), [1, 1]);
    expectBits(run(logSoftmax, Float32Array.of(-7, 3), 2, 1), [0, 0]);
    expectBits(run(softmax, new Float32Array(4).fill(5), 1, 4), [0.25, 0.25, 0.25, 0.25]);
  });

  test('softmax gives the same result in place', () => {
    const z = Float32Array.of(1, 2, 3);
    const expected = run(softmax, z, 1, 3);
    softmax(z, z, 1, 3);
    expectBits(z, expected);
  });
});

describe('long rows', () => {
  test.each(LONG)('softmax adds the exponentials of %i columns in blocks', (columns) => {
    const z = filled(2 * columns);
    const [probabilities, logarithms] = [run(softmax, z, 2, columns), run(logSoftmax, z, 2, columns)];
    for (const i of [0, 1]) {
      const row = z.subarray(i * columns, (i + 1) * columns);
      const max = row.reduce((most, x) => Math.max(most, x));
      const shifted = row.map((x) => x - max);
      const terms = shifted.map(exp);
      const total = inBlocks(columns, (from, to) =>
        terms.subarray(from, to).reduce((s, term) => fround(s + term), 0),
      );
      expectBits(
        probabilities.subarray(i * columns, (i + 1) * columns),
        terms.map((term) => term / total),
      );
      expectBits(
        logarithms.subarray(i * columns, (i + 1) * columns),
        shifted.map((x) => x - log(total)),
      );
    }
  });
});

describe('logSoftmax', () => {
  // d errs by |d|·u; the total T by (n + 1 + max|d|) relative u, which ln turns absolute; ln T and the last
  // difference round once more each, ln within 2 u of itself.
  test('logSoftmax equals z − ln Σ e^z up to its rounding errors', () => {
    fc.assert(
      fc.property(logits(ordinary), ([rows, columns, z]) => {
        const result = rowsOf(run(logSoftmax, z, rows, columns), columns);
        rowsOf(z, columns).forEach((row, i) => {
          const most = Math.max(...row);
          const widest = most - Math.min(...row);
          const logTotal = Math.log(row.reduce((s, x) => s + Math.exp(x - most), 0));
          row.forEach((x, j) => {
            const exact = x - most - logTotal;
            const bound =
              u * (widest + (columns + 2 + widest) + 2 * logTotal + Math.abs(exact)) * (1 + 2 ** -10);
            expect(Math.abs(result[i][j] - exact)).toBeLessThanOrEqual(bound);
          });
        });
      }),
    );
  });
});
