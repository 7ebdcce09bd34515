import type { Mask } from '../../pruning/index.ts';
import type { Level } from '../imp/level.ts';
import type { Trained, Trunk } from './branch.ts';
import type { Stability, Successive } from './linear-connectivity.ts';

/** A trained level, and its connection to the level before it; null for the dense network. */
export interface StabilityLevel extends Level {
  readonly successive: Successive | null;
}

/** The first copy of a pair. It is compared with the second copy once that one is trained. */
export interface Branch extends Trained {
  readonly kind: 'branch';
  readonly mask: Mask;
}

/** The result of one unit of the experiment. */
export type StabilityResult = Trunk | Branch | StabilityLevel | Stability;
