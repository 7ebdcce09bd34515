import { add, matmulNT, type Operand, Parameter, type Variable } from '../autograd/index.ts';
import { wholeNumber } from '../check.ts';
import type { Random } from '../random.ts';
import { Tensor } from '../tensor/index.ts';
import { glorotNormal, type Initializer } from './init.ts';
import { Module } from './module.ts';

/** What a Linear layer needs beside its sizes. */
export interface LinearOptions {
  /** Where the initial weights come from. */
  readonly random: Random;
  /** How they are drawn; Gaussian Glorot by default, as in the lottery-ticket paper. */
  readonly initializer?: Initializer;
  /** Whether there is a bias, initially 0; true by default. */
  readonly bias?: boolean;
}

/** y = x·Wᵀ + b. x [B, inputs], W [outputs, inputs], b [outputs] → y [B, outputs]. */
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
    this.weight = new Parameter(new Tensor(initializer(random, inputs, outputs), [outputs, inputs]));
    this.bias = bias ? new Parameter(new Tensor(new Float32Array(outputs), [outputs])) : null;
  }

  override forward(inputs: Operand): Variable {
    const product = matmulNT(inputs, this.weight);
    return this.bias === null ? product : add(product, this.bias);
  }
}
