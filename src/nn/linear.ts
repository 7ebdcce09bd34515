import { linear, type Operand, type Variable } from '../autograd/index.ts';
import { checkFinite, wholeNumber } from '../check.ts';
import type { Random } from '../random.ts';
import { sparseLinear } from '../sparse/index.ts';
import { tensor, zeros } from '../tensor/index.ts';
import { glorotNormal, type Initializer } from './init.ts';
import { Module } from './module.ts';
import { Parameter } from './parameter.ts';

/** What a Linear layer needs beside its sizes. */
export interface LinearOptions {
  /** Where the initial weights come from. */
  readonly random: Random;
  /** How they are drawn; Gaussian Glorot by default, as in the lottery-ticket paper. */
  readonly initializer?: Initializer;
  /** Whether there is a bias, initially 0; true by default. */
  readonly bias?: boolean;
}

/**
 * y = x·Wᵀ + b. x [B, inputs], W [outputs, inputs], b [outputs] → y [B, outputs]. The weights are a copy of what the
 * initializer returns. Throws a ValueError for sizes below 1, a ShapeError or NonFiniteError for an initializer's
 * wrong count or NaN.
 */
export class Linear extends Module {
  /** W [outputs, inputs]. */
  readonly weight: Parameter;
  /** b [outputs], or null. */
  readonly bias: Parameter | null;

  constructor(
    inputs: number,
    outputs: number,
    { random, initializer = glorotNormal, bias = true }: LinearOptions,
  ) {
    super();
    wholeNumber('inputs', inputs, 1);
    wholeNumber('outputs', outputs, 1);
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
