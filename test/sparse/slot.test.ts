import { describe, expect, test } from 'vitest';
import { Slot } from '../../src/sparse/index.ts';
import { patternOfBits } from './patterns.ts';

const first = patternOfBits([1, 0, 0, 1], 2, 2);
const second = patternOfBits([0, 0, 1, 1], 2, 2);

describe('Slot', () => {
  test('starts with zeros, one per weight', () => {
    expect(new Slot(3).laidOut(null)).toEqual(new Float32Array(3));
    expect(new Slot(3).dense()).toEqual(new Float32Array(3));
  });

  test('laidOut returns the live array for as long as the pattern stays the same', () => {
    const slot = new Slot(4);
    slot.laidOut(first).set([5, 6]);
    expect(slot.laidOut(first)).toBe(slot.laidOut(first));
    expect(slot.dense()).toEqual(Float32Array.of(5, 0, 0, 6));
    const dense = new Slot(4);
    expect(dense.laidOut(null)).toBe(dense.laidOut(null));
  });

  test('laidOut stores one value per surviving weight', () => {
    const slot = new Slot(4);
    slot.load(Float32Array.of(1, 2, 3, 4));
    expect(slot.laidOut(first)).toEqual(Float32Array.of(1, 4));
  });

  test('laidOut drops the values of pruned weights when the pattern changes', () => {
    const slot = new Slot(4);
    slot.load(Float32Array.of(1, 2, 3, 4));
    slot.laidOut(first);
    expect(slot.laidOut(second)).toEqual(Float32Array.of(0, 4));
    expect(slot.dense()).toEqual(Float32Array.of(0, 0, 0, 4));
    expect(slot.laidOut(null)).toEqual(Float32Array.of(0, 0, 0, 4));
  });

  test('load replaces packed values with dense ones, and laidOut then drops those of pruned weights', () => {
    const slot = new Slot(4);
    slot.laidOut(first).set([5, 6]);
    slot.load(Float32Array.of(1, 2, 3, 4));
    expect(slot.dense()).toEqual(Float32Array.of(1, 2, 3, 4));
    expect(slot.laidOut(first)).toEqual(Float32Array.of(1, 4));
  });

  test('load and dense copy their arrays', () => {
    const slot = new Slot(2);
    const values = Float32Array.of(1, 2);
    slot.load(values);
    values[0] = 9;
    slot.dense()[1] = 9;
    expect(slot.dense()).toEqual(Float32Array.of(1, 2));
  });

  test('throws an error that names optimizer state when the kernel heap has too little room', () => {
    expect(() => new Slot(2 ** 30)).toThrow(
      /^optimizer state, 1073741824 float32: must fit in the \d+ bytes left of the kernel heap, got/,
    );
  });
});
