// Controls are networks as sparse as the ticket that differ from it in one respect. If the ticket's weights matter, two of them
// should do worse: random reinitialization (Frankle & Carbin 2019, §2 and §4) and a mask shuffled within each layer (Frankle et
// al. 2021, §3). Actions on the weights show which properties of the weights matter: Zhou et al. 2019, §4.

import { Mask } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';
import { type ActionName, actionNamed } from './actions.ts';

/**
 * The controls that test whether the ticket's weights matter: 'reinit' keeps the mask and draws new weights; 'shuffle' keeps the
 * ticket's initial weights and shuffles the mask.
 */
export type SanityCheck = 'reinit' | 'shuffle';

/** Name of a network that can be trained for comparison with a ticket. */
export type ControlName = SanityCheck | ActionName;

/** Checks the name of a control. @throws {ValueError} if there is no control with this name. */
export function checkControl(name: ControlName): void {
  if (name !== 'reinit' && name !== 'shuffle') actionNamed(name);
}

/**
 * Returns a mask with the entries of each layer randomly permuted, so that every layer keeps its number of surviving weights.
 * Frankle et al. 2021, §3.
 *
 * @example
 * const mask = new Mask(new Map([['fc1', [1, 1, 1, 0, 0, 0]]]));
 * shuffleMask(mask, new Random(1)).layers.get('fc1'); // → Uint8Array(6) [ 1, 0, 0, 1, 0, 1 ]
 */
export function shuffleMask(mask: Mask, random: Random): Mask {
  const shuffled = (name: string, bits: Uint8Array) => random.fork(name).shuffle(bits.slice());
  return new Mask(new Map([...mask.layers].map(([name, bits]) => [name, shuffled(name, bits)])));
}
