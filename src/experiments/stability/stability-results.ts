import type { Mask } from '../../pruning/index.ts';
import type { Level } from '../imp/level.ts';
import type { Trained, Trunk } from './branch.ts';
import type { Stability, Successive } from './connection.ts';

/** A trained level, and its connection to the level before it; null for the dense network. */
export interface StabilityLevel extends Level {
  readonly successive: Successive | null;
}

/** The first copy of a pair, which waits for the second. */
export interface Branch extends Trained {
  readonly kind: 'branch';
  readonly mask: Mask;
}

/** What one unit of the experiment results in. */
export type StabilityResult = Trunk | Branch | StabilityLevel | Stability;
