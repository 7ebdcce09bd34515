// A score for each weight: pruning keeps the highest.

import { ValueError } from '../../errors.ts';
import type { Random } from '../../random.ts';
import type { Derivatives } from '../client.ts';
import type { Mask, Weights } from '../mask.ts';
import type { Scope } from '../schedule.ts';

/** What a score may look at. Arrays are by layer and must not be written. */
export interface Evidence extends Derivatives {
  /** The weights after this round's training, θ_T; before any training, the weights as they are. */
  readonly trained: Weights;
  /** The weights before any training, θ₀. */
  readonly initial: Weights;
  /** The layer to score. */
  readonly layer: string;
  /** The surviving weights; by default, all weights survive. */
  readonly mask?: Mask;
  /** Whether the weights of all layers compete ('global', the default), or those of each layer among themselves. */
  readonly scope?: Scope;
  /** Where a random score draws from, by forking. */
  readonly random?: Random;
}

/** What a score may need beside the weights. */
export type Need = keyof Derivatives | 'random';

/** One finite score for each weight of `evidence.layer`. */
export interface Criterion {
  (evidence: Evidence): Float32Array;
  /** What the score cannot do without: the pruner refuses to start where no one offers it. */
  readonly needs?: Need;
}

/** θ_T of the layer. */
export const finalOf = ({ trained, layer }: Evidence): Float32Array => trained.get(layer) as Float32Array;

/** θ₀ of the layer. */
export const initialOf = ({ initial, layer }: Evidence): Float32Array => initial.get(layer) as Float32Array;

/** A derivative of the layer. Throws a ValueError where no one offers it, such as a trainer without data. */
export function derivativeOf(evidence: Evidence, kind: keyof Derivatives): Float32Array {
  checkNeed(kind, evidence);
  return evidence[kind]?.().get(evidence.layer) as Float32Array;
}

/** Refuses, with a ValueError, to score without what the score needs. */
export function checkNeed(need: Need | undefined, offered: Partial<Record<Need, unknown>>): void {
  if (need !== undefined && offered[need] === undefined)
    throw new ValueError(need, 'must be offered: this criterion cannot do without', offered[need]);
}
