import { shuffleMask } from '../../experiments/index.ts';
import { Random } from '../../random.ts';
import type { MaskImpl } from '../interfaces/mask.ts';
import { bitsOf, maskOf, named } from './layers.ts';

/** This package's `Mask` and `shuffleMask`. */
export const mask: MaskImpl = {
  apply(weights, bits) {
    maskOf([bits]).apply(named([weights]));
    return weights;
  },
  density: (bits) => maskOf([bits]).density,
  sparsity: (bits) => maskOf([bits]).sparsity,
  compression: (bits) => maskOf([bits]).total / maskOf([bits]).remaining,
  intersect: (a, b) => bitsOf(maskOf([a]).intersect(maskOf([b])))[0],
  shuffle: (layers, seed) => bitsOf(shuffleMask(maskOf(layers), new Random(seed))),
};
