// Criteria: functions that give every weight a score. Pruning keeps the weights with the highest scores.

import { ValueError } from '../../errors.ts';
import type { Random } from '../../random.ts';
import type { Mask, Weights } from '../mask.ts';
import type { Derivatives } from '../model-and-trainer.ts';
import type { Scope } from '../schedule.ts';

/** The input of a criterion. Arrays are keyed by layer and must not be modified. */
export interface CriterionInput extends Derivatives {
  /** The weights after this round's training, θ_T; if nothing was trained, the current weights. */
  readonly trained: Weights;
  /** The weights before any training, θ₀. */
  readonly initial: Weights;
  /** The layer to score. */
  readonly layer: string;
  /** The surviving weights; by default, all weights survive. */
  readonly mask?: Mask;
  /** Whether the weights of all layers compete ('global', the default), or those of each layer among themselves. */
  readonly scope?: Scope;
  /** Generator of random scores. It is forked, so that it does not advance. */
  readonly random?: Random;
}

/** What a criterion may need in addition to the weights. */
export type CriterionNeed = keyof Derivatives | 'random';

/** A function that returns one finite score per weight of `evidence.layer`. The weights with the highest scores survive. */
export interface Criterion {
  (evidence: CriterionInput): Float32Array;
  /** What the criterion needs in addition to the weights. If it is not provided, a search throws a ValueError when it starts. */
  readonly needs?: CriterionNeed;
}

/** θ_T of the layer. */
export const finalOf = ({ trained, layer }: CriterionInput): Float32Array =>
  trained.get(layer) as Float32Array;

/** θ₀ of the layer. */
export const initialOf = ({ initial, layer }: CriterionInput): Float32Array =>
  initial.get(layer) as Float32Array;

/** Returns a derivative of the layer. @throws {ValueError} if it is not provided, for example by a trainer without data. */
export function derivativeOf(evidence: CriterionInput, kind: keyof Derivatives): Float32Array {
  checkNeed(kind, evidence);
  return evidence[kind]?.().get(evidence.layer) as Float32Array;
}

/** Checks that what a criterion needs is provided. @throws {ValueError} if not. */
export function checkNeed(
  need: CriterionNeed | undefined,
  offered: Partial<Record<CriterionNeed, unknown>>,
): void {
  if (need !== undefined && offered[need] === undefined)
    throw new ValueError(need, 'must be offered: this criterion cannot do without', offered[need]);
}
