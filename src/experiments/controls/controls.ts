// Networks as sparse as the ticket, one thing about them changed. Two that should do worse, if it is the ticket's own
// weights that win: Frankle & Carbin 2019, §2 and §4 (random reinitialisation); Frankle et al. 2021, §3 (layerwise
// shuffling). And treatments that say what about the weights matters: Zhou et al. 2019, §4.

import { Mask } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import { type TreatmentName, treatmentNamed } from './actions.ts';

/** 'reinit' keeps the mask and draws new weights, 'shuffle' keeps the weights' draw and moves the mask. */
export type SanityCheck = 'reinit' | 'shuffle';

/** What may be trained beside a ticket. */
export type ControlName = SanityCheck | TreatmentName;

/** Refuses, with a ValueError, a name that is no control's. */
export function checkControl(name: ControlName): void {
  if (name !== 'reinit' && name !== 'shuffle') treatmentNamed(name);
}

/** The mask with each layer's entries permuted: the same counts in every layer, other places. */
export function shuffleMask(mask: Mask, random: Random): Mask {
  const shuffled = (name: string, bits: Uint8Array) => random.fork(name).shuffle(bits.slice());
  return new Mask(new Map([...mask.layers].map(([name, bits]) => [name, shuffled(name, bits)])));
}
