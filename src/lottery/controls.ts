// Two networks as sparse as the ticket that should do worse, if it is the ticket's own weights that win.
// Frankle & Carbin 2019, §2 and §4 (random reinitialisation); Frankle et al. 2021, §3 (layerwise shuffling).

import { Mask } from '../pruning/index.ts';
import type { Random } from '../random.ts';

/** The controls: 'reinit' keeps the mask and draws new weights, 'shuffle' keeps the weights' draw and moves the mask. */
export type ControlName = 'reinit' | 'shuffle';

/** The mask with each layer's entries permuted: the same counts in every layer, other places. */
export function shuffleMask(mask: Mask, random: Random): Mask {
  const shuffled = (name: string, bits: Uint8Array) => random.fork(name).shuffle(bits.slice());
  return new Mask(new Map([...mask.layers].map(([name, bits]) => [name, shuffled(name, bits)])));
}
