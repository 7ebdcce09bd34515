import { Variable } from '../autograd/index.ts';
import { allocate } from '../kernels/index.ts';
import { type Pattern, type Slot, type UpdateRule, WeightMask } from '../sparse/index.ts';
import { Tensor } from '../tensor/index.ts';

/**
 * A weight or bias of a network: a leaf that requires a gradient and is trained in place. With a mask, pruned weights are
 * 0, and so are their gradients. `grad` can be read until `zeroGrad`; after that its memory is used for the next gradient.
 */
export class Parameter extends Variable {
  #mask: WeightMask;

  /** A parameter with a copy of the tensor's values. */
  constructor(value: Tensor) {
    const data = allocate(value.size, 'parameter');
    data.set(value.values());
    super(new Tensor(data, value.shape), true);
    this.#mask = new WeightMask(null, value.shape, value.size);
  }

  /** The weights in row-major order: the live array. */
  get data(): Float32Array {
    return this.value.data;
  }

  /** 1 for each surviving weight, 0 for each pruned one; null for a dense parameter. */
  get mask(): Uint8Array | null {
    return this.#mask.bits;
  }

  /** Where the surviving weights are, if a layer should compute with them only; otherwise null. */
  get pattern(): Pattern | null {
    return this.#mask.pattern;
  }

  /**
   * Sets the mask (a copy), or removes it for null, and sets pruned weights to +0.
   *
   * @throws {ShapeError} if the mask does not have one entry per weight.
   */
  prune(mask: Uint8Array | null): void {
    this.#mask = new WeightMask(mask, this.shape, this.data.length);
    this.#mask.apply(this.data);
  }

  /** Copies values in; pruned weights stay +0. */
  load(values: Float32Array): void {
    this.data.set(values);
    this.#mask.apply(this.data);
  }

  override accumulate(gradient: Tensor): void {
    this.grad = this.#mask.accumulate(this.grad, gradient);
  }

  /** Changes the weights by the rule of an optimizer, whose state for this parameter is in `slots`; needs a gradient. */
  update(slots: readonly Slot[], rule: UpdateRule): void {
    this.#mask.update(this.data, this.grad as Tensor, slots, rule);
  }
}
