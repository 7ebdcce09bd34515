// The sparse reference loops give the same bits as the dense ones.

import { describe, expect, test } from 'vitest';
import { testLaws } from '../../src/laws/index.ts';
import { kernelLaws } from './laws/kernel.ts';
import { kernel } from './laws/ours.ts';

const { twin } = kernel;

testLaws(
  kernelLaws,
  { kernels: twin, twin },
  { describe, it: test },
  {
    timeout: 600_000,
    laws: ['sparse products equal the dense products'],
  },
);

test('the sparse reference products write nothing outside their results', () => {
  const pattern = { rows: 2, columns: 3, rowStart: Uint32Array.of(0, 1, 3), column: Uint32Array.of(2, 0, 1) };
  const [w, x, dy] = [6, 6, 4].map((length) => new Float32Array(length + 9).fill(2));
  const [y, dx, g] = [4, 6, 3].map((length) => new Float32Array(length + 9).fill(7));
  twin.sparseNT(y, x, w, pattern, 2);
  twin.sparseNN(dx, dy, w, pattern, 2);
  twin.sparseTN(g, dy, x, pattern, 2);
  expect([y, dx, g].map((values) => values.indexOf(7))).toEqual([4, 6, 3]);
  expect([y, dx, g].every((values) => values.slice(-9).every((value) => value === 7))).toBe(true);
});

test('gather reads the values at the given positions in order and writes nothing outside its result', () => {
  const out = new Float32Array(5).fill(7);
  twin.gather(out, Float32Array.of(10, 11, 12, 13), Uint32Array.of(3, 0, 3));
  expect(out).toEqual(Float32Array.of(13, 10, 13, 7, 7));
});

test('scatter writes values to the given positions only', () => {
  const out = new Float32Array(5).fill(7);
  twin.scatter(out, Float32Array.of(1, 2, 3), Uint32Array.of(4, 0));
  expect(out).toEqual(Float32Array.of(2, 7, 7, 7, 1));
});
