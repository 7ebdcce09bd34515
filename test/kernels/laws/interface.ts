import type { Kernels } from '../../../src/kernels/index.ts';

/** Kernels under test, and those they must agree with to the bit. Each takes its arrays as `src/kernels/reference` does. */
export interface KernelImpl {
  /** Kernels under test. Laws about kernels that are missing are skipped. */
  readonly kernels: Partial<Kernels>;
  /** Complete kernel set for comparison, such as the reference kernels. */
  readonly twin: Kernels;
  /** Allocates an array of zeros, if possible in memory that the kernels use in place. Kernels must accept any other array. */
  readonly allocate?: (length: number) => Float32Array;
  /** Allocates an array for the positions of surviving weights, like `allocate`. */
  readonly allocateIndices?: (length: number) => Uint32Array;
  /** Allocates an array for a mask, like `allocate`. */
  readonly allocateMask?: (length: number) => Uint8Array;
}
