import { describe, expect, test } from 'vitest';
import { SparseGradient } from '../../src/sparse/index.ts';
import { Tensor, tensor } from '../../src/tensor/index.ts';
import { patternOfBits as patternOf } from './patterns.ts';

describe('SparseGradient', () => {
  const patternOfBits = (...bits: number[]) => patternOf(bits, 2, 2);
  const pattern = patternOfBits(0, 1, 0, 1);
  const gradientOf = (...entries: number[]) =>
    new SparseGradient(new Tensor(Float32Array.from(entries), [entries.length]), pattern);

  test('reads as a dense tensor with +0 at pruned entries', () => {
    const gradient = gradientOf(3, 4);
    expect(gradient.values()).toEqual(Float32Array.of(0, 3, 0, 4));
    expect(gradient.shape).toEqual([2, 2]);
    expect(gradient.clone().toArray()).toEqual([
      [0, 3],
      [0, 4],
    ]);
  });

  test('entriesOf returns the stored array itself, without a copy', () => {
    const stored = Float32Array.of(3, 4);
    const gradient = new SparseGradient(new Tensor(stored, [2]), pattern);
    expect(SparseGradient.entriesOf(gradient, pattern)).toBe(stored);
  });

  test('entriesOf returns values that were changed through the dense array', () => {
    const gradient = gradientOf(3, 4);
    gradient.data[1] = 9;
    expect(gradient.data[1]).toBe(9);
    expect(SparseGradient.entriesOf(gradient, pattern)).toEqual(Float32Array.of(9, 4));
  });

  test('entriesOf gathers the entries for another pattern, with +0 for entries that are not stored', () => {
    const other = patternOfBits(1, 1, 0, 0);
    expect(SparseGradient.entriesOf(gradientOf(3, 4), other)).toEqual(Float32Array.of(0, 3));
  });

  test('entriesOf gathers entries from any dense tensor', () => {
    const dense = tensor([
      [1, 2],
      [3, 4],
    ]);
    expect(SparseGradient.entriesOf(dense, patternOfBits(1, 1, 0, 0))).toEqual(Float32Array.of(1, 2));
  });
});
