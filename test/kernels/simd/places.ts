import * as loops from '../../../src/kernels/reference/index.ts';
import { loadSimd } from '../../../src/kernels/simd.ts';

/** The SIMD kernels and the heap they use in place. */
export const { kernels: simd, heap } = loadSimd();

/** The reference kernels, keyed by name. */
export const reference = { ...loops };
