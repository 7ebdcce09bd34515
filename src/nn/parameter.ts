import { Variable } from '../autograd/index.ts';
import { toBits } from '../check.ts';
import { allocate } from '../kernels/index.ts';
import { type Pattern, type Slot, type UpdateRule, WeightMask } from '../sparse/index.ts';
import { Tensor } from '../tensor/index.ts';

/**
 * A weight or bias of a network: a leaf that requires a gradient and is trained in place. Under a mask, pruned weights are
 * 0, and so are their gradients in `grad`.
 *
 * Its gradients always use the same memory: after `zeroGrad`, the next `backward` overwrites the previous `grad`. Clone a
 * gradient to keep it.
 *
 * @example
 * const weight = new Parameter(tensor([[1, 2, 3]]));
 * weight.prune([1, 0, 1]);
 * weight.data; // → Float32Array(3) [ 1, 0, 3 ]
 */
export class Parameter extends Variable {
  /**
   * Whether pruning may remove its weights: by default, if it has at least two axes, so that biases are never pruned. Set it
   * to false to exclude it from pruning (see `Module.exclude`).
   */
  prunable: boolean;
  #mask: WeightMask;

  /** @param value the initial values, which are copied. */
  constructor(value: Tensor) {
    const data = allocate(value.size, 'parameter');
    data.set(value.values());
    super(new Tensor(data, value.shape), true);
    this.prunable = value.rank >= 2;
    this.#mask = new WeightMask(null, value.shape, value.size);
  }

  /** The live array of the weights, in row-major order. */
  get data(): Float32Array {
    return this.value.data;
  }

  /** 1 for each surviving weight, 0 for each pruned one; null for a dense parameter. */
  get mask(): Uint8Array | null {
    return this.#mask.bits;
  }

  /**
   * The positions of the surviving weights of a pruned matrix, or null if a layer should use the dense array. A matrix has a
   * pattern if at most 45 % of its weights survive: then it is faster to compute with these only (see `useSparseBelow`).
   */
  get pattern(): Pattern | null {
    return this.#mask.pattern;
  }

  /**
   * Sets the mask (a copy), or removes it for null, and sets pruned weights to +0.
   *
   * @param mask 1 for each surviving weight, 0 for each pruned one.
   * @throws {ValueError} if an entry is not 0 or 1; nothing is changed then.
   * @throws {ShapeError} if the mask does not have one entry per weight; nothing is changed then.
   */
  prune(mask: ArrayLike<number> | null): void {
    this.#mask = new WeightMask(mask === null ? null : toBits('mask', mask), this.shape, this.data.length);
    this.#mask.apply(this.data);
  }

  /** Copies values into the weights; pruned weights stay +0. */
  load(values: Float32Array): void {
    this.data.set(values);
    this.#mask.apply(this.data);
  }

  override accumulate(gradient: Tensor): void {
    this.grad = this.#mask.accumulate(this.grad, gradient);
  }

  /**
   * Applies the update rule of an optimizer to the weights. An optimizer does not update the arrays by itself, because only
   * the parameter knows whether its weights, gradient and state are stored densely or for surviving weights only.
   *
   * @param slots the optimizer's state for this parameter; see `Slot`.
   */
  update(slots: readonly Slot[], rule: UpdateRule): void {
    this.#mask.update(this.data, this.grad as Tensor, slots, rule);
  }
}
