// Between plain arrays, as the laws speak, and this package's masks by name.

import { Mask } from '../../pruning/index.ts';

/** The name of a layer that has only a place. */
export const layerName = (layer: number): string => `layer ${layer}`;

/** Arrays by name. */
export const named = <A>(layers: readonly A[]): Map<string, A> =>
  new Map(layers.map((layer, l) => [layerName(l), layer]));

/** A mask of several layers. */
export const maskOf = (layers: readonly Uint8Array[]): Mask => new Mask(named(layers));

/** A mask's layers in order. */
export const bitsOf = (mask: Mask): Uint8Array[] => [...mask.layers.values()];
