import * as reference from './reference/index.ts';

export type { AdamStep, SgdStep } from './reference/index.ts';

/** A complete set of kernels. Each function's loop in `reference/` is its specification, to the bit. */
export type Kernels = typeof reference;

/** The kernels in use. */
export const kernels: Kernels = reference;
