// Matrix products. C is [m, n], and k is the inner dimension, over which the products are summed. All matrices are row-major.
// Each product and each sum is rounded to binary32; there is no fused multiply-add.

import { addInBlocks } from './blocks.ts';
import { addLanes } from './lanes.ts';

const { fround } = Math;

/** Computes C = A·B, summed over k in increasing order from +0; in blocks if k > 1024. A [m, k], B [k, n], C [m, n]. */
export function matmulNN(c: Float32Array, a: Float32Array, b: Float32Array, m: number, k: number, n: number) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      c[i * n + j] = addInBlocks(k, (from, to) => {
        let s = 0;
        for (let p = from; p < to; p++) s = fround(s + fround(a[i * k + p] * b[p * n + j]));
        return s;
      });
    }
  }
}

/**
 * Computes C = A·Bᵀ in the same order as `matmulNN`. This is the forward pass of a Linear layer. A [m, k], B [n, k], C [m, n].
 */
export function matmulNT(c: Float32Array, a: Float32Array, b: Float32Array, m: number, k: number, n: number) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      c[i * n + j] = addInBlocks(k, (from, to) => {
        let s = 0;
        for (let p = from; p < to; p++) s = fround(s + fround(a[i * k + p] * b[j * k + p]));
        return s;
      });
    }
  }
}

/**
 * Computes C = Aᵀ·B, summed over k in lane order (lanes.ts); in blocks if k > 1024. A [k, m], B [k, n], C [m, n]. This is the
 * weight gradient of a Linear layer, where k is the batch. It has four lanes because a sparse weight needs only single elements
 * of C. Without neighboring elements to compute at the same time, SIMD has to add four terms of one sum at once: each lane adds
 * every fourth example, and the four lanes are added at the end of a block.
 */
export function matmulTN(c: Float32Array, a: Float32Array, b: Float32Array, m: number, k: number, n: number) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      c[i * n + j] = addInBlocks(k, (from, to) =>
        addLanes((lane) => {
          let s = 0;
          for (let p = from + lane; p < to; p += 4) s = fround(s + fround(a[p * m + i] * b[p * n + j]));
          return s;
        }),
      );
    }
  }
}
