import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { patternOf, SPARSE_DENSITY, SurvivorsGradient, useSparseBelow } from '../../src/autograd/index.ts';
import { tensor } from '../../src/tensor/index.ts';

afterEach(() => useSparseBelow(SPARSE_DENSITY));

/** A mask of a hundred entries, so many of them kept. */
const keeping = (count: number) => new Uint8Array(100).fill(1, 0, count);

describe('a pattern', () => {
  test('lists the survivors row by row: their columns, where each row begins, their places', () => {
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
        expect([...(pattern?.survivors ?? [])]).toEqual(survivors);
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
  ])('up to a density of %s there is one, above it none', (density, most, more) => {
    useSparseBelow(density);
    expect(patternOf(keeping(most), 10, 10)?.survivors.length).toBe(most);
    if (more !== undefined) expect(patternOf(keeping(more), 10, 10)).toBeNull();
  });

  test('below 0 there is none, of an empty mask neither', () => {
    useSparseBelow(0);
    expect(patternOf(keeping(0), 10, 10)).toBeNull();
  });

  test.each([-0.1, 1.1, Number.NaN, -Infinity])(
    'a density of %s is refused, and nothing changes',
    (density) => {
      expect(() => useSparseBelow(density)).toThrow(`density: must be in [0, 1], got ${density}`);
      expect(patternOf(keeping(45), 10, 10)).not.toBeNull();
    },
  );
});

describe('a gradient of survivors', () => {
  const patternOfBits = (...bits: number[]) => {
    useSparseBelow(1);
    return patternOf(Uint8Array.from(bits), 2, 2) as NonNullable<ReturnType<typeof patternOf>>;
  };
  const pattern = patternOfBits(0, 1, 0, 1);
  const entries = () => Float32Array.of(3, 4);

  test('is 0 elsewhere to whoever asks', () => {
    const gradient = new SurvivorsGradient(entries(), pattern);
    expect(gradient.values()).toEqual(Float32Array.of(0, 3, 0, 4));
    expect(gradient).toEqual(
      tensor([
        [0, 3],
        [0, 4],
      ]),
    );
  });

  test('gives its own array to whoever asks for its survivors, with no copy', () => {
    const own = entries();
    expect(SurvivorsGradient.entriesOf(new SurvivorsGradient(own, pattern), pattern)).toBe(own);
  });

  test('gives what its numbers were changed to', () => {
    const gradient = new SurvivorsGradient(entries(), pattern);
    gradient.data[1] = 9;
    expect(SurvivorsGradient.entriesOf(gradient, pattern)).toEqual(Float32Array.of(9, 4));
  });

  test('gives those of another pattern, 0 where it has none; any tensor does', () => {
    const other = patternOfBits(1, 1, 0, 0);
    const gradient = new SurvivorsGradient(entries(), pattern);
    expect(SurvivorsGradient.entriesOf(gradient, other)).toEqual(Float32Array.of(0, 3));
    const dense = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(SurvivorsGradient.entriesOf(dense, other)).toEqual(Float32Array.of(1, 2));
  });
});
