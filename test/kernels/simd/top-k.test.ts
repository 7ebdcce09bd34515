import { afterEach, expect, test } from 'vitest';
import { type Kernels, kernels, replaceSimd, useKernels } from '../../../src/kernels/index.ts';
import * as reference from '../../../src/kernels/reference/index.ts';
import { topK } from '../../../src/kernels/top-k.ts';
import { Mask } from '../../../src/pruning/mask.ts';
import { selectGlobal } from '../../../src/pruning/select-survivors.ts';

/** A top-k kernel that keeps nothing, so that a test can detect that it was called. */
const none: Kernels['topK'] = (scores) => new Uint8Array(scores.length);
const all = Uint8Array.of(0, 1);
const scores = Float32Array.of(1, 2);

afterEach(() => {
  replaceSimd(null);
  useKernels('simd');
});

test('the top-k kernel is a member of the selected set', () => {
  useKernels('reference');
  expect(kernels.topK).toBe(reference.topK);
  useKernels('simd');
  expect(kernels.topK).not.toBe(reference.topK);
});

test('a replacement of the SIMD kernels is used by the top-k selector until it is removed', () => {
  replaceSimd({ ...kernels, topK: none });
  expect(topK(scores, 1)).toEqual(new Uint8Array(2));
  replaceSimd(null);
  expect(topK(scores, 1)).toEqual(all);
});

test('a replacement of the SIMD kernels is not used while the reference kernels are selected', () => {
  useKernels('reference');
  replaceSimd({ ...kernels, topK: none });
  expect(topK(scores, 1)).toEqual(all);
  useKernels('simd');
  expect(topK(scores, 1)).toEqual(new Uint8Array(2));
});

test('the pruner uses the selected top-k kernel', () => {
  const weights = new Map([['w', scores]]);
  replaceSimd({ ...kernels, topK: none });
  expect(selectGlobal(weights, Mask.dense(weights), 1).remaining).toBe(0);
});
