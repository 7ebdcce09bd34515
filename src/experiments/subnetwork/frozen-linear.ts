import { matmulNT, type Operand, type Variable } from '../../autograd/index.ts';
import { checkFinite } from '../../check.ts';
import { ShapeError } from '../../errors.ts';
import { Module, Parameter } from '../../nn/index.ts';
import { type Tensor, tensor } from '../../tensor/index.ts';

/**
 * A layer that learns which of its weights to use, never their values: y = x · (W ⊙ m(s))ᵀ, where W is frozen and the
 * scores s alone are parameters. x [B, inputs], W and s [outputs, inputs] → y [B, outputs]. No bias.
 * Zhou et al. 2019, §5; Ramanujan et al. 2020, §3.
 */
export abstract class FrozenLinear extends Module {
  /** W: a constant, so no gradient reaches it and no optimizer sees it. */
  readonly frozen: Tensor;
  /** s, one for each weight. */
  readonly scores: Parameter;

  /** Copies both. Throws a ShapeError for no matrix, an empty one or other scores, a NonFiniteError for a NaN. */
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
