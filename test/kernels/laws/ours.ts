import { allocate, allocateIndices, allocateMask, kernels } from '../../../src/kernels/index.ts';
import * as reference from '../../../src/kernels/reference/index.ts';
import type { KernelImpl } from './interface.ts';

/** The kernels this package chose at start, four lanes at a time where the engine can, and the plain loops. */
export const kernel: KernelImpl = {
  kernels: { ...kernels },
  twin: { ...reference },
  allocate,
  allocateIndices,
  allocateMask,
};
