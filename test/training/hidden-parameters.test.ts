// Parameters that namedParameters cannot find would be neither trained nor pruned.

import { describe, expect, test } from 'vitest';
import { asVariable, matmul, type Operand, type Variable, variable } from '../../src/autograd/index.ts';
import { ValueError } from '../../src/errors.ts';
import { Linear, Module, Parameter } from '../../src/nn/index.ts';
import { SGD } from '../../src/optim/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';
import {
  evaluate,
  flowGradients,
  hessianGradients,
  lossGradients,
  SupervisedTrainer,
  trainStep,
} from '../../src/training/index.ts';
import { moons } from './small.ts';

const random = new Random(1);
const layer = (inputs: number, outputs: number) => new Linear(inputs, outputs, { random });

/** x ↦ head(hidden(x)), where `hidden` is any function. */
class Network extends Module {
  readonly head = layer(3, 2);
  readonly hidden: (inputs: Operand) => Variable;
  constructor(hidden: (inputs: Operand) => Variable) {
    super();
    this.hidden = hidden;
  }
  override forward(inputs: Operand): Variable {
    return this.head.forward(this.hidden(inputs));
  }
}

class Private extends Module {
  readonly head = layer(3, 2);
  readonly #hidden = layer(2, 3);
  override forward(inputs: Operand): Variable {
    return this.head.forward(this.#hidden.forward(inputs));
  }
}

class Box {
  readonly layer = layer(2, 3);
}

const closure = () => {
  const hidden = layer(2, 3);
  return new Network((inputs) => hidden.forward(inputs));
};
const boxed = () => {
  const box = new Box();
  return Object.assign(new Network((inputs) => box.layer.forward(inputs)), { box });
};
const bare = () => {
  const weight = variable(tensor(new Float32Array(6).fill(0.5), [2, 3]));
  return Object.assign(new Network((inputs) => matmul(inputs, weight)), { weight });
};
const MISSING = 'model: must list all parameters that its outputs depend on';
const batch = () => ({ inputs: tensor([[1, 2]]), labels: Uint8Array.of(1) });
const trainerOf = (model: Module) =>
  new SupervisedTrainer(model, moons(), {
    optimizer: new SGD(model.namedParameters(), { learningRate: 0.1 }),
    ...{ batchSize: 8, iterations: 2, random },
  });

describe.each<[string, () => Module, string]>([
  ['in a #private field', () => new Private(), '[[3, 2], [3]]'],
  ['in a closure', closure, '[[3, 2], [3]]'],
  ['in an object of another class', boxed, '[[3, 2], [3]]'],
  ['that is a variable instead of a Parameter', bare, '[[2, 3]]'],
])('a weight %s', (_, make, shape) => {
  test.each<[string, (model: Module) => unknown]>([
    ['SupervisedTrainer', trainerOf],
    [
      'trainStep',
      (model) => trainStep(model, new SGD(model.namedParameters(), { learningRate: 1 }), batch()),
    ],
    ['lossGradients', (model) => lossGradients(model, batch())],
    ['hessianGradients', (model) => hessianGradients(model, batch())],
    ['flowGradients', (model) => flowGradients(model, 2)],
  ])('makes %s throw a ValueError with its shape', (_, run) => {
    const model = make();
    const before = model.state();
    expect(() => run(model)).toThrow(ValueError);
    expect(() => run(model)).toThrow(MISSING);
    expect(() => run(model)).toThrow(`, got ${shape}`);
    expect(model.state()).toEqual(before);
  });
});

test('a hidden weight that is a constant is accepted, and evaluate accepts any network', () => {
  const frozen = tensor(new Float32Array(6).fill(0.5), [2, 3]);
  const model = new Network((inputs) => matmul(inputs, frozen));
  expect(() => trainerOf(model)).not.toThrow();
  expect(evaluate(new Private(), moons().test).loss).toBeGreaterThan(0);
});

test('parameters of the loss are not parameters of the model', () => {
  const model = new Network((inputs) => matmul(asVariable(inputs), tensor([[1, 0, 1], [0, 1, 1]]))); // biome-ignore format: one line
  const weight = new Parameter(tensor([[1], [1]])); // of the loss
  const optimizer = new SGD(model.namedParameters(), { learningRate: 0.1 });
  expect(trainStep(model, optimizer, batch(), (outputs) => matmul(outputs, weight))).not.toBeNaN();
});
