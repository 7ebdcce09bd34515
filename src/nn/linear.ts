import { linear, type Operand, type Variable } from '../autograd/index.ts';
import { checkFinite, checkOptions, checkRandom, integer } from '../check.ts';
import type { Random } from '../random.ts';
import { sparseLinear } from '../sparse/index.ts';
import { tensor, zeros } from '../tensor/index.ts';
import { glorotNormal, type Initializer } from './init.ts';
import { checkWeights } from './memory.ts';
import { Module } from './module.ts';
import { Parameter } from './parameter.ts';

/** Options of a Linear layer. */
export interface LinearOptions {
  /** Generator of the initial weights. */
  readonly random: Random;
  /** Distribution of the initial weights; Gaussian Glorot by default, as in the lottery-ticket paper. */
  readonly initializer?: Initializer;
  /** Whether there is a bias, initially 0; true by default. */
  readonly bias?: boolean;
}

/** The names of the options of a Linear layer. */
export const LINEAR_OPTIONS = ['random', 'initializer', 'bias'] as const;

/** Names that other libraries have for these options. */
export const OTHER_NAMES = { rng: 'random', seed: 'random', generator: 'random', init: 'initializer' };

/**
 * A fully connected layer: y = x·Wᵀ + b. x [batch, inputs], W [outputs, inputs], b [outputs] → y [batch, outputs]. The weights are
 * a copy of the values that the initializer returns. If few weights survive, the layer computes with these only: see
 * `Parameter.pattern`.
 *
 * @throws {ValueError} if an option is unknown or missing, a size is below 1, or there are more than 2²⁷ weights.
 * @throws {ShapeError} if the initializer returns the wrong number of values.
 * @throws {NonFiniteError} if the initializer returns a NaN or an infinity.
 *
 * @example
 * const layer = new Linear(2, 1, { random: new Random(1), initializer: () => Float32Array.of(3, 4) });
 * layer.forward([[1, 10]]).value.toArray(); // → [ [ 43 ] ]
 */
export class Linear extends Module {
  /** The weight W, [outputs, inputs]. */
  readonly weight: Parameter;
  /** The bias b, [outputs]; null if the layer has none. */
  readonly bias: Parameter | null;

  constructor(inputs: number, outputs: number, options: LinearOptions) {
    super();
    checkOptions('Linear', options, LINEAR_OPTIONS, OTHER_NAMES);
    const { random, initializer = glorotNormal, bias = true } = options;
    checkRandom(random);
    integer('inputs', inputs, 1);
    integer('outputs', outputs, 1);
    checkWeights('Linear', [inputs, outputs]);
    const weights = initializer(random, inputs, outputs).slice();
    checkFinite('weight', weights);
    this.weight = new Parameter(tensor(weights, [outputs, inputs]));
    this.bias = bias ? new Parameter(zeros([outputs])) : null;
  }

  override forward(inputs: Operand): Variable {
    const { weight, bias } = this;
    return weight.pattern === null
      ? linear(inputs, weight, bias)
      : sparseLinear(inputs, weight, bias, weight.pattern);
  }
}
