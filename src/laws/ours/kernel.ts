import { allocate, allocateIndices, allocateMask, kernels } from '../../kernels/index.ts';
import * as reference from '../../kernels/reference/index.ts';
import type { KernelImpl } from '../interfaces/kernel.ts';

/** The kernels this package chose at start, four lanes at a time where the engine can, and the plain loops. */
export const kernel: KernelImpl = {
  kernels: { ...kernels },
  twin: { ...reference },
  allocate,
  allocateIndices,
  allocateMask,
};
