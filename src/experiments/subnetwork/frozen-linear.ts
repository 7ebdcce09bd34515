import { matmulNT, type Operand, type Variable } from '../../autograd/index.ts';
import { checkFinite } from '../../check.ts';
import { ShapeError } from '../../errors.ts';
import { Module, Parameter } from '../../nn/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';

/**
 * Base class of layers that learn which of their weights to use, and not their values: y = x · (W ⊙ m(s))ᵀ. W is frozen, and only
 * the scores s are parameters. x [batch, inputs], W and s [outputs, inputs] → y [batch, outputs]. There is no bias. A subclass
 * defines m. Zhou et al. 2019, §5; Ramanujan et al. 2020, §3.
 *
 * @example
 * class Gated extends FrozenLinear {
 *   weight() { return mul(this.frozen, sigmoid(this.scores)); }
 * }
 * const layer = new Gated(tensor([[2, 4]]), Float32Array.of(0, 0));
 * layer.forward([[1, 1]]).item(); // → 3
 * [...layer.namedParameters().keys()]; // → [ 'scores' ]
 */
export abstract class FrozenLinear extends Module {
  /** The frozen weights W, a constant and not a parameter, so that no optimizer changes them. */
  readonly frozen: Tensor;
  /** The scores s, one per weight. */
  readonly scores: Parameter;

  /**
   * Copies the weights and the scores.
   *
   * @throws {ShapeError} if the weights are not a matrix, are empty, or there is another number of scores.
   * @throws {NonFiniteError} if a weight or a score is NaN or infinite.
   */
  constructor(frozen: Tensor, scores: Float32Array) {
    super();
    if (frozen.rank !== 2 || frozen.size === 0)
      throw new ShapeError('frozen weights', 'must be a matrix with at least one weight', [...frozen.shape]);
    checkFinite('frozen weights', frozen.values());
    checkFinite('scores', scores);
    this.frozen = tensor(frozen.values().slice(), frozen.shape);
    this.scores = new Parameter(tensor(scores.slice(), frozen.shape));
  }

  /** The effective weight W ⊙ m(s), differentiable in s. */
  abstract weight(): Variable;

  override forward(inputs: Operand): Variable {
    return matmulNT(inputs, this.weight());
  }
}
