import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { patternOf, SPARSE_DENSITY, useSparseBelow } from '../../src/sparse/index.ts';

afterEach(() => useSparseBelow(SPARSE_DENSITY));

/** Returns a mask of 100 entries, of which `kept` are 1. */
const keeping = (count: number) => new Uint8Array(100).fill(1, 0, count);

describe('a pattern', () => {
  test('patternOf lists the row starts, columns and positions of surviving weights in row-major order', () => {
    useSparseBelow(1);
    const matrices = fc
      .tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }))
      .chain(([rows, columns]) =>
        fc.tuple(
          fc.constant([rows, columns] as const),
          fc.array(fc.nat({ max: 1 }), { minLength: rows * columns, maxLength: rows * columns }),
        ),
      );
    fc.assert(
      fc.property(matrices, ([[rows, columns], bits]) => {
        const pattern = patternOf(Uint8Array.from(bits), rows, columns);
        const survivors = bits.flatMap((bit, at) => (bit === 1 ? [at] : []));
        expect([...(pattern?.positions ?? [])]).toEqual(survivors);
        expect([...(pattern?.column ?? [])]).toEqual(survivors.map((at) => at % columns));
        const before = (row: number) => survivors.filter((at) => at < row * columns).length;
        expect([...(pattern?.rowStart ?? [])]).toEqual(Array.from({ length: rows + 1 }, (_, i) => before(i)));
      }),
    );
  });

  test.each([
    [SPARSE_DENSITY, 45, 46],
    [0.1, 10, 11],
    [1, 100, undefined],
  ])('patternOf returns a pattern up to a density of %s, and null above it', (density, most, more) => {
    useSparseBelow(density);
    expect(patternOf(keeping(most), 10, 10)?.positions.length).toBe(most);
    if (more !== undefined) expect(patternOf(keeping(more), 10, 10)).toBeNull();
  });

  test('patternOf returns null for every mask at density 0, and for an empty mask', () => {
    useSparseBelow(0);
    expect(patternOf(keeping(0), 10, 10)).toBeNull();
  });

  test.each([-0.1, 1.1, Number.NaN, -Infinity])(
    'useSparseBelow(%s) throws a ValueError and changes nothing',
    (density) => {
      expect(() => useSparseBelow(density)).toThrow(`density: must be in [0, 1], got ${density}`);
      expect(patternOf(keeping(45), 10, 10)).not.toBeNull();
    },
  );
});
