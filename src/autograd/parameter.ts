import { ShapeError } from '../errors.ts';
import { allocate, allocateMask, kernels } from '../kernels/index.ts';
import { Tensor } from '../tensor/index.ts';
import { type Pattern, patternOf } from './pattern.ts';
import { SurvivorsGradient } from './survivors-gradient.ts';
import { isRunningBackward, Variable } from './variable.ts';

/**
 * A weight or bias of a network: a leaf that requires a gradient, trained in place. With a mask, the pruned
 * weights are not part of the network: they are 0 and so is their gradient. Weights and gradient lie on the kernel
 * heap; a gradient is good until `zeroGrad`, after which the next one may take its place.
 */
export class Parameter extends Variable {
  #mask: Uint8Array | null = null;
  #pattern: Pattern | null = null;
  #gradient: Float32Array | null = null;
  #isGradientTaken = false;

  /** A parameter with the tensor's numbers, copied. */
  constructor(value: Tensor) {
    const data = allocate(value.size, 'parameter');
    data.set(value.values());
    super(new Tensor(data, value.shape), true);
  }

  /** The weights, row by row, live. */
  get data(): Float32Array {
    return this.value.data;
  }

  /** 1 for each surviving weight, 0 for each pruned one, or null for a dense parameter. */
  get mask(): Uint8Array | null {
    return this.#mask;
  }

  /** Where the survivors are, when they are so few that computing with them alone pays; otherwise null. */
  get pattern(): Pattern | null {
    return this.#pattern;
  }

  /** Sets (as a copy) or lifts the mask, and sets the pruned weights to +0. Throws a ShapeError for another size. */
  prune(mask: Uint8Array | null): void {
    if (mask !== null && mask.length !== this.data.length) {
      throw new ShapeError('mask', `must have ${this.data.length} entries`, mask.length);
    }
    this.#mask = this.#pattern = this.#gradient = null;
    if (mask === null) return;
    this.#mask = allocateMask(mask.length);
    this.#mask.set(mask);
    if (this.shape.length === 2) this.#pattern = patternOf(this.#mask, this.shape[0], this.shape[1]);
    for (let i = 0; i < mask.length; i++) if (mask[i] === 0) this.data[i] = 0;
  }

  /** Forgets the accumulated gradient. */
  override zeroGrad(): void {
    super.zeroGrad();
    this.#isGradientTaken = false;
  }

  /**
   * The array a gradient may be computed into, one entry a weight or, with a pattern, a survivor. It is given out once
   * after each `zeroGrad` and only for `backward`; undefined otherwise, when the gradient must be an array of its own.
   */
  takeGradientArray(): Float32Array | undefined {
    if (this.#isGradientTaken || this.grad !== null || !isRunningBackward()) return undefined;
    this.#isGradientTaken = true;
    this.#gradient ??= allocate(this.#pattern?.survivors.length ?? this.data.length, 'gradient');
    return this.#gradient;
  }

  /** The gradient with +0 for every pruned weight: in place where it lies in this parameter's own array. */
  masked(gradient: Tensor): Tensor {
    if (this.#mask === null || gradient instanceof SurvivorsGradient) return gradient;
    const own = gradient.data === this.#gradient;
    const out = own ? gradient.data : new Float32Array(gradient.size);
    kernels.masked(out, gradient.values(), this.#mask);
    return new Tensor(out, gradient.shape);
  }
}
