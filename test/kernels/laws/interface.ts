import type { Kernels } from '../../../src/kernels/index.ts';

/** Kernels under test, and those they must agree with to the bit. Each takes its arrays as `src/kernels/reference` does. */
export interface KernelImpl {
  /** The kernels under test; laws of kernels that are not among them have nothing to say. */
  readonly kernels: Partial<Kernels>;
  /** What they are compared with: a whole set, such as the plain loops. */
  readonly twin: Kernels;
  /** An array of zeros in memory that the kernels use in place, where there is such; any array must do as well. */
  readonly allocate?: (length: number) => Float32Array;
  /** The same for the positions of survivors. */
  readonly allocateIndices?: (length: number) => Uint32Array;
  /** The same for masks. */
  readonly allocateMask?: (length: number) => Uint8Array;
}
