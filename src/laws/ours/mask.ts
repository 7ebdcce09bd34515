import type { MaskImpl } from '../interfaces/mask.ts';
import { bitsOf, maskOf, named } from './layers.ts';

/** This package's `Mask`. */
export const mask: MaskImpl = {
  apply(weights, bits) {
    maskOf([bits]).apply(named([weights]));
    return weights;
  },
  density: (bits) => maskOf([bits]).density,
  sparsity: (bits) => maskOf([bits]).sparsity,
  compression: (bits) => maskOf([bits]).total / maskOf([bits]).remaining,
  intersect: (a, b) => bitsOf(maskOf([a]).intersect(maskOf([b])))[0],
};
