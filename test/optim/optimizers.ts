// The optimizers in every mode that has its own arithmetic, and small tools to drive them with given gradients.

import fc from 'fast-check';
import { Parameter } from '../../src/nn/index.ts';
import { Adam, AdamW, type Optimizer, SGD } from '../../src/optim/index.ts';
import { Tensor } from '../../src/tensor/index.ts';

type Parameters = ReadonlyMap<string, Parameter>;

/** A fresh optimizer of each mode, by name. */
export const optimizers: Readonly<Record<string, (parameters: Parameters) => Optimizer>> = {
  SGD: (p) => new SGD(p, { learningRate: 0.1 }),
  'SGD, momentum': (p) => new SGD(p, { learningRate: 0.1, momentum: 0.9 }),
  'SGD, momentum, weight decay': (p) => new SGD(p, { learningRate: 0.1, momentum: 0.9, weightDecay: 0.01 }),
  'SGD, Nesterov, weight decay': (p) =>
    new SGD(p, { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
  Adam: (p) => new Adam(p, { learningRate: 0.01 }),
  'Adam, weight decay': (p) => new Adam(p, { learningRate: 0.01, weightDecay: 0.1 }),
  AdamW: (p) => new AdamW(p, { learningRate: 0.01, weightDecay: 0.1 }),
};

export const names = Object.keys(optimizers);

/** A parameter of one axis. */
export const parameterOf = (values: ArrayLike<number>): Parameter =>
  new Parameter(new Tensor(Float32Array.from(values), [values.length]));

/** One step with the given gradient. */
export function stepWith(optimizer: Optimizer, parameter: Parameter, gradient: ArrayLike<number>): void {
  parameter.grad = new Tensor(Float32Array.from(gradient), [...parameter.shape]);
  optimizer.step();
}

const delicate = [0, -0, 1, -1, 2 ** -149, -(2 ** -149), 2 ** -130, 1e-20, 0.5, -3];

/** Numbers to train with: ties, ±0, subnormals, and anything moderate. */
export const number = fc.oneof(
  fc.constantFrom(...delicate),
  fc.float({ min: -100, max: 100, noNaN: true, noDefaultInfinity: true }),
);
