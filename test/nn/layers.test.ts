import { describe, expect, test } from 'vitest';
import { backward, type Operand, sum } from '../../src/autograd/index.ts';
import { NonFiniteError, ShapeError } from '../../src/errors.ts';
import {
  Flatten,
  type Initializer,
  Linear,
  type Module,
  ReLU,
  Sequential,
  Sigmoid,
  Tanh,
} from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { zeros } from '../../src/tensor/index.ts';
import { expectError } from '../optim/expect-error.ts';

const random = new Random(1);
const counting: Initializer = (_, fanIn, fanOut) =>
  Float32Array.from({ length: fanIn * fanOut }, (_, i) => i + 1);
const output = (module: Module, x: Operand) => module.forward(x).value.toArray();

describe('Linear', () => {
  const layer = () => new Linear(3, 2, { random, initializer: counting }); // W = [[1, 2, 3], [4, 5, 6]]

  test('Linear computes x·Wᵀ + b', () => {
    const module = layer();
    module.bias?.data.set([10, -10]);
    // [1, 0, −1]: 1 − 3 + 10 = 8, 4 − 6 − 10 = −12.  [2, 1, 0.5]: 2 + 2 + 1.5 + 10 = 15.5, 8 + 5 + 3 − 10 = 6.
    expect(
      output(module, [
        [1, 0, -1],
        [2, 1, 0.5],
      ]),
    ).toEqual([
      [8, -12],
      [15.5, 6],
    ]);
  });

  test('Linear passes the gradients gᵀ·x to the weights, Σ g to the bias and g·W to the inputs', () => {
    const module = layer();
    backward(
      sum(
        module.forward([
          [1, 0, -1],
          [2, 1, 0.5],
        ]),
      ),
    );
    expect(module.weight.grad?.toArray()).toEqual([
      [3, 1, -0.5],
      [3, 1, -0.5],
    ]);
    expect(module.bias?.grad?.toArray()).toEqual([2, 2]);
  });

  test('Linear initializes the bias to 0', () => {
    expect(layer().bias?.data).toEqual(new Float32Array(2));
  });

  test('Linear without a bias computes x·Wᵀ and has one parameter', () => {
    const module = new Linear(3, 2, { random, initializer: counting, bias: false });
    expect(module.bias).toBeNull();
    expect([...module.namedParameters().keys()]).toEqual(['weight']);
    expect(output(module, [[1, 0, -1]])).toEqual([[-2, -2]]);
  });

  test('Linear maps an empty batch to an empty batch', () => {
    expect(layer().forward(zeros([0, 3])).shape).toEqual([0, 2]);
  });

  test('Linear requests inputs × outputs weights from the initializer', () => {
    expect(new Linear(5, 2, { random }).weight.shape).toEqual([2, 5]);
    let asked: number[] = [];
    const initializer: Initializer = (_, fanIn, fanOut) => {
      asked = [fanIn, fanOut];
      return new Float32Array(fanIn * fanOut);
    };
    new Linear(5, 2, { random, initializer });
    expect(asked).toEqual([5, 2]);
  });

  test('Linear copies the array that the initializer returns', () => {
    const saved = Float32Array.of(1, 2);
    const module = new Linear(2, 1, { random, initializer: () => saved });
    module.weight.data.fill(9);
    expect(saved).toEqual(Float32Array.of(1, 2));
  });

  test.each([0, -1, 1.5, Number.NaN, Infinity])('Linear throws a ValueError for a size of %d', (size) => {
    const rule = `must be an integer ≥ 1, got ${size}`;
    expectError(() => new Linear(size, 2, { random }), `inputs: ${rule}`);
    expectError(() => new Linear(2, size, { random }), `outputs: ${rule}`);
  });

  test('Linear throws an error if the initializer returns another number of weights or NaN', () => {
    const made =
      (...values: number[]) =>
      () =>
        new Linear(2, 1, { random, initializer: () => Float32Array.from(values) });
    expectError(made(1), 'tensor: shape must hold 1 numbers, got [1, 2]', ShapeError);
    expectError(made(1, Number.NaN), 'weight[1]: must be finite, got NaN', NonFiniteError);
  });

  test.each([[[2, 4]], [[3]], [[1, 2, 3]]])('Linear throws a ShapeError for inputs of shape %j', (shape) => {
    expect(() => layer().forward(zeros(shape))).toThrow(ShapeError);
  });
});

describe('activations', () => {
  test('ReLU, Tanh and Sigmoid compute max(x, 0), tanh x and 1 ÷ (1 + e⁻ˣ)', () => {
    expect(output(new ReLU(), [-1, -0, 0, 2])).toEqual([0, 0, 0, 2]);
    const rounded = (...values: number[]) => values.map(Math.fround);
    expect(output(new Tanh(), [-1, 0, 2])).toEqual(rounded(-0.7615941559557649, 0, 0.9640275800758169));
    expect(output(new Sigmoid(), [-1, 0, 2])).toEqual(rounded(0.2689414213699951, 0.5, 0.8807970779778823));
  });
});

describe('Flatten', () => {
  test.each([
    [
      [2, 3, 4],
      [2, 12],
    ],
    [[5], [5, 1]],
    [
      [2, 3],
      [2, 3],
    ],
    [
      [0, 28, 28],
      [0, 784],
    ],
    [
      [3, 0, 2],
      [3, 0],
    ],
  ])('Flatten reshapes %j to %j', (from, to) => {
    expect(new Flatten().forward(zeros(from)).shape).toEqual(to);
  });

  test('Flatten keeps the elements in row-major order', () => {
    expect(
      output(new Flatten(), [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ]),
    ).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
  });

  test('Flatten throws a ShapeError for a single number', () => {
    expectError(() => new Flatten().forward(1), 'Flatten: must have a batch axis, got []', ShapeError);
  });
});

describe('Sequential', () => {
  const double = new Linear(1, 1, { random, initializer: () => Float32Array.of(2) });
  const negate = new Linear(1, 1, { random, initializer: () => Float32Array.of(-1) });

  test('Sequential applies its layers in order', () => {
    expect(output(new Sequential([double, negate, new ReLU()]), [[3], [-3]])).toEqual([[0], [6]]);
    expect(output(new Sequential({ z: double, act: new ReLU(), a: negate }), [[3], [-3]])).toEqual([
      [-6],
      [0],
    ]);
  });

  test('Sequential applies a layer twice if it contains the layer twice', () => {
    expect(output(new Sequential([double, double]), [[3]])).toEqual([[12]]);
  });

  test('Sequential without layers is the identity', () => {
    expect(output(new Sequential([]), [[3]])).toEqual([[3]]);
  });

  test('Sequential applies a list of more than ten layers in order', () => {
    const add = (b: number) => {
      const layer = new Linear(1, 1, { random, initializer: () => Float32Array.of(2) });
      layer.bias?.data.set([b]);
      return layer;
    };
    const bits = [1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0];
    expect(output(new Sequential(bits.map(add)), [[0]])).toEqual([[0b101100101110]]);
  });
});
