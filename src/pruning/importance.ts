// A score for each weight: pruning keeps the highest.

import type { Weights } from './mask.ts';

/** What a score may look at. Arrays are by layer and must not be written. */
export interface Evidence {
  /** The weights after this round's training, θ_T. */
  readonly trained: Weights;
  /** The weights before any training, θ₀. */
  readonly initial: Weights;
  /** The layer to score. */
  readonly layer: string;
}

/** One finite score for each weight of `evidence.layer`. */
export type Importance = (evidence: Evidence) => Float32Array;

/** |θ_T|: Frankle & Carbin 2019; `large_final` in Zhou et al. 2019. */
export const magnitude: Importance = ({ trained, layer }) =>
  (trained.get(layer) as Float32Array).map(Math.abs);
