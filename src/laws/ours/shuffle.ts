import { shuffleMask } from '../../experiments/index.ts';
import { Random } from '../../random.ts';
import type { ShuffleImpl } from '../interfaces/shuffle.ts';
import { bitsOf, maskOf } from './layers.ts';

/** This package's `shuffleMask`. */
export const shuffle: ShuffleImpl = {
  shuffle: (layers, seed) => bitsOf(shuffleMask(maskOf(layers), new Random(seed))),
};
