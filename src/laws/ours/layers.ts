// Conversion between the plain arrays of the laws and this package's masks, whose layers have names.

import { Mask } from '../../pruning/index.ts';

/** Returns a name for the layer with this index. */
export const layerName = (layer: number): string => `layer ${layer}`;

/** Returns the layers as a map with generated names. */
export const named = <A>(layers: readonly A[]): Map<string, A> =>
  new Map(layers.map((layer, l) => [layerName(l), layer]));

/** Returns a mask of several layers with generated names. */
export const maskOf = (layers: readonly Uint8Array[]): Mask => new Mask(named(layers));

/** Returns the layers of a mask in order. */
export const bitsOf = (mask: Mask): Uint8Array[] => [...mask.layers.values()];
