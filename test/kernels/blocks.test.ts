import { describe, expect, test } from 'vitest';
import { addInBlocks } from '../../src/kernels/reference/blocks.ts';
import { inBlocks } from './support.ts';

const { fround } = Math;

const LENGTHS = [1025, 1087, 1088, 1089, 1152, 2048, 2049, 4096, 4097, 5000, 65_536, 65_537];

/** Returns the order of addition as a formula, for example `(0-63 + 64-127)`. */
const formula = (length: number) =>
  addInBlocks(
    length,
    (from, to) => `${from}-${to - 1}`,
    (left, right) => `(${left} + ${right})`,
  );

describe('addInBlocks', () => {
  test.each([0, 1, 64, 65, 1023, 1024])('adds %i terms as one block', (length) => {
    expect(addInBlocks(length, (from, to) => 10_000 * from + to)).toBe(length);
  });

  test('splits 1025 terms into 17 blocks and adds neighbors first', () => {
    const range = (first: number, last: number): string => {
      if (last === first) return `${64 * first}-${Math.min(64 * first + 63, 1024)}`;
      const middle = (first + last - 1) / 2;
      return `(${range(first, middle)} + ${range(middle + 1, last)})`;
    };
    expect(formula(1025)).toBe(`(${range(0, 15)} + 1024-1024)`);
  });

  test('carries an odd block sum to the next level', () => {
    const end = formula(64 * 19).slice(-' + ((1024-1087 + 1088-1151) + 1152-1215))'.length);
    expect(end).toBe(' + ((1024-1087 + 1088-1151) + 1152-1215))');
  });

  test.each(LENGTHS)('adds the block sums of %i terms level by level', (length) => {
    const term = (p: number) => fround(Math.sin(p));
    const inOrder = (from: number, to: number) => {
      let s = 0;
      for (let p = from; p < to; p++) s = fround(s + term(p));
      return s;
    };
    expect(addInBlocks(length, inOrder)).toBe(inBlocks(length, inOrder));
  });

  test.each(LENGTHS)('adds the block sums of %i terms like a binary counter', (length) => {
    const counter: string[] = [];
    for (let block = 0; 64 * block < length; block++) {
      let carry = `${64 * block}-${Math.min(64 * block + 64, length) - 1}`;
      let level = 0;
      for (; (block >> level) & 1; level++) carry = `(${counter[level]} + ${carry})`;
      counter[level] = carry;
    }
    const blocks = Math.ceil(length / 64);
    const left = counter.filter((_, level) => (blocks >> level) & 1);
    expect(formula(length)).toBe(left.reduce((right, sum) => `(${sum} + ${right})`));
  });

  test('computes each block once, in increasing order', () => {
    const asked: number[] = [];
    addInBlocks(
      5000,
      (from, to) => {
        for (let p = from; p < to; p++) asked.push(p);
      },
      () => undefined,
    );
    expect(asked).toEqual(Array.from({ length: 5000 }, (_, p) => p));
  });
});
