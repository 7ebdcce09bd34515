import { magnitude } from '../../pruning/criteria/weight-criteria.ts';
import { selectGlobal, selectLayerwise } from '../../pruning/index.ts';
import { Mask } from '../../pruning/mask.ts';
import type { SelectImpl } from '../interfaces/select.ts';
import { bitsOf, layerName, named } from './layers.ts';

/** This package's selection by score, globally and layer by layer, and its magnitude criterion. */
export const select: SelectImpl = {
  magnitude(values) {
    const weights = named([values]);
    return magnitude({ trained: weights, initial: weights, layer: layerName(0) });
  },
  select: (scores, keep) => select.global([scores], keep)[0],
  global(layers, keep) {
    const scores = named(layers);
    return bitsOf(selectGlobal(scores, Mask.dense(scores), keep));
  },
  layerwise(layers, keep) {
    const scores = named(layers);
    return bitsOf(selectLayerwise(scores, Mask.dense(scores), named(keep)));
  },
};
