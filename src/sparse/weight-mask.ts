import { ShapeError } from '../errors.ts';
import { allocate, allocateMask, kernels } from '../kernels/index.ts';
import { type Shape, Tensor } from '../tensor/index.ts';
import { SparseGradient } from './gradient.ts';
import { type Pattern, patternOf } from './pattern.ts';
import type { Slot } from './slot.ts';

/**
 * Computes one optimizer step on arrays of equal length: changes weights w and state in place; g is the gradient. `mask`
 * holds 1 for each surviving weight and 0 for each pruned one, or is null if all survive.
 */
export type UpdateRule = (
  w: Float32Array,
  g: Float32Array,
  state: readonly Float32Array[],
  mask: Uint8Array | null,
) => void;

/**
 * The mask of one parameter, which also decides how to compute with it: if few weights of a matrix survive, gradients and
 * optimizer state are stored for these only, and optimizer steps use packed arrays. This does not change any result.
 */
export class WeightMask {
  /** 1 for each surviving weight, 0 for each pruned one; null if nothing is pruned. */
  readonly bits: Uint8Array | null;
  /** The positions of the surviving weights, if they are few enough for sparse execution; otherwise null. */
  readonly pattern: Pattern | null;
  readonly #shape: Shape;
  readonly #stored: number;
  #gradient: Float32Array | null = null;
  #packed: Float32Array | null = null;

  /**
   * @param bits 1 for each surviving weight, 0 for each pruned one; copied. Null if nothing is pruned.
   * @throws {ShapeError} if there is not exactly one entry per weight.
   */
  constructor(bits: Uint8Array | null, shape: Shape, size: number) {
    if (bits !== null && bits.length !== size) {
      throw new ShapeError('mask', `must have ${size} entries`, bits.length);
    }
    this.bits = bits && copied(bits);
    this.pattern = this.bits && shape.length === 2 ? patternOf(this.bits, shape[0], shape[1]) : null;
    this.#shape = shape;
    this.#stored = this.pattern?.positions.length ?? size;
  }

  /** Sets pruned weights to +0. */
  apply(weights: Float32Array): void {
    if (this.bits !== null) kernels.masked(weights, weights, this.bits);
  }

  /** Returns the sum of a gradient and the one before (or null), with +0 at pruned weights, in memory owned by this mask. */
  accumulate(before: Tensor | null, gradient: Tensor): Tensor {
    this.#gradient ??= allocate(this.#stored, 'gradient');
    const [sum, g] = [this.#gradient, this.#entriesOf(gradient)];
    if (before === null) kernels.masked(sum, g, null);
    else kernels.add(sum, this.#entriesOf(before), g);
    if (this.pattern !== null) return new SparseGradient(new Tensor(sum, [sum.length]), this.pattern);
    this.apply(sum);
    return new Tensor(sum, this.#shape);
  }

  /** Updates weights and optimizer state by a rule. Pruned weights and their state become or stay +0. */
  update(weights: Float32Array, gradient: Tensor, slots: readonly Slot[], rule: UpdateRule): void {
    const state = slots.map((slot) => slot.laidOut(this.pattern));
    const g = this.#entriesOf(gradient);
    if (this.pattern === null) {
      rule(weights, g, state, this.bits);
      return;
    }
    this.#packed ??= allocate(this.#stored, 'packed weights');
    kernels.gather(this.#packed, weights, this.pattern.positions);
    rule(this.#packed, g, state, null);
    kernels.scatter(weights, this.#packed, this.pattern.positions);
  }

  #entriesOf(gradient: Tensor): Float32Array {
    return this.pattern === null ? gradient.values() : SparseGradient.entriesOf(gradient, this.pattern);
  }
}

function copied(bits: Uint8Array): Uint8Array {
  const copy = allocateMask(bits.length);
  copy.set(bits);
  return copy;
}
