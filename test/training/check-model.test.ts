// A network and data that do not fit each other are reported when the trainer is made, not in the middle of a training.

import { describe, expect, test } from 'vitest';
import { mse, type Operand, reshape, type Variable } from '../../src/autograd/index.ts';
import type { Dataset, Split } from '../../src/data/index.ts';
import { NonFiniteError, ShapeError, ValueError } from '../../src/errors.ts';
import { Module, mlp } from '../../src/nn/index.ts';
import { SGD } from '../../src/optim/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';
import { evaluate, SupervisedTrainer, type TrainerOptions } from '../../src/training/index.ts';

const sized = (...sizes: number[]) => mlp(sizes, { random: new Random(1) });
const optimizerOf = (model: Module) => new SGD(model.namedParameters(), { learningRate: 0.1 });

/** `n` examples of two features and three classes; example `at`, if given, has this label. */
function examples(n: number, at = -1, label = 0): Dataset {
  const labels = Uint8Array.from({ length: n }, (_, i) => (i === at ? label : i % 2));
  const inputs = tensor(
    Float32Array.from({ length: 2 * n }, (_, i) => Math.sin(i)),
    [n, 2],
  );
  return { name: 'waves', inputs, labels, classes: 3 };
}

const splitOf = (changed: Partial<Split> = {}): Split => ({
  ...{ train: examples(700), validation: examples(600), test: examples(600) },
  ...changed,
});

const trainerOf = (model: Module, data: Split, options: Partial<TrainerOptions> = {}) =>
  new SupervisedTrainer(model, data, {
    optimizer: optimizerOf(model),
    ...{ batchSize: 8, iterations: 2, random: new Random(1), ...options },
  });

describe('SupervisedTrainer', () => {
  test.each<[string, Partial<Split>]>([
    ['training example 650', { train: examples(700, 650, 2) }],
    ['validation example 550', { validation: examples(600, 550, 2) }],
    ['test example 550', { test: examples(600, 550, 2) }],
  ])('SupervisedTrainer reports a label without an output as %s', (name, changed) => {
    const make = () => trainerOf(sized(2, 4, 2), splitOf(changed));
    expect(make).toThrow(ValueError);
    expect(make).toThrow(`${name}: must have a label below 2, the number of outputs, got 2`);
    expect(() => trainerOf(sized(2, 4, 3), splitOf(changed))).not.toThrow();
  });

  test('SupervisedTrainer leaves the check of labels to a custom loss', () => {
    const loss = (outputs: Variable) => mse(outputs, outputs.value.clone());
    expect(() => trainerOf(sized(2, 1), splitOf(), { loss })).not.toThrow();
  });

  test('SupervisedTrainer reports a network that does not accept the inputs', () => {
    expect(() => trainerOf(sized(3, 2), splitOf())).toThrow(ShapeError);
  });

  test('SupervisedTrainer reports outputs that are not a matrix', () => {
    class Columns extends Module {
      readonly layer = sized(2, 3);
      override forward(inputs: Operand): Variable {
        return reshape(this.layer.forward(inputs), [-1, 3, 1]);
      }
    }
    expect(() => trainerOf(new Columns(), splitOf())).toThrow(
      new ShapeError('model', 'must have outputs of shape [batch, classes]', [8, 3, 1]),
    );
  });

  test('SupervisedTrainer draws no random numbers and changes no weights while it checks', () => {
    const model = sized(2, 4, 3);
    const before = model.state();
    const random = new Random(1);
    trainerOf(model, splitOf(), { random });
    expect(random.state()).toEqual(new Random(1).state());
    expect(model.state()).toEqual(before);
    expect([...model.namedParameters().values()].every(({ grad }) => grad === null)).toBe(true);
  });
});

describe('evaluate', () => {
  test('evaluate reports a label that is not a class with its position in the dataset', () => {
    expect(() => evaluate(sized(2, 4), examples(600, 550, 3))).toThrow(
      'waves example 550: must have a label below 3, got 3',
    );
  });

  test('evaluate reports a label without an output with its position in the dataset', () => {
    expect(() => evaluate(sized(2, 2), examples(600, 550, 2))).toThrow(
      'waves example 550: must have a label below 2, the number of outputs, got 2',
    );
  });

  test('evaluate reports a NaN input with its position in the dataset', () => {
    const { inputs, ...rest } = examples(600);
    const values = inputs.values().slice();
    values[2 * 550 + 1] = Number.NaN;
    const make = () => evaluate(sized(2, 3), { ...rest, inputs: tensor(values, [600, 2]) });
    expect(make).toThrow(NonFiniteError);
    expect(make).toThrow('waves example 550[1]: must be finite, got NaN');
  });

  test('evaluate returns a loss that is not finite if the inputs are finite', () => {
    const model = sized(2, 3);
    model.namedParameters().get('fc1.bias')?.data.fill(Number.NaN);
    expect(evaluate(model, examples(10)).loss).toBeNaN();
  });
});
