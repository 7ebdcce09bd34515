// Whatever a program does with a masked network, sparse execution gives the same bits as dense execution. Each random
// program is run twice: masks never get a pattern in the first run and always get one in the second. All values that the
// program can read are compared.

import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import {
  add,
  backward,
  crossEntropy,
  gradients,
  linear,
  mul,
  relu,
  sum,
  type Variable,
} from '../../src/autograd/index.ts';
import { inScratch } from '../../src/kernels/scratch.ts';
import { Linear, Module } from '../../src/nn/index.ts';
import { Adam, AdamW, type Optimizer, type OptimizerState, SGD } from '../../src/optim/index.ts';
import { CRITERIA, type CriterionName } from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { SPARSE_DENSITY, useSparseBelow } from '../../src/sparse/index.ts';
import { Tensor } from '../../src/tensor/index.ts';
import { flowGradients, hessianGradients, lossGradients } from '../../src/training/index.ts';
import { expectBits } from '../kernels/support.ts';

afterEach(() => useSparseBelow(SPARSE_DENSITY));

/** A network that uses its square layer twice. */
class Shared extends Module {
  readonly input: Linear;
  readonly square: Linear;
  readonly output: Linear;

  constructor(width: number, random: Random) {
    super();
    this.input = new Linear(3, width, { random });
    this.square = new Linear(width, width, { random });
    this.output = new Linear(width, 2, { random, bias: false });
  }

  override forward(x: Tensor): Variable {
    const h = relu(this.square.forward(relu(this.input.forward(x))));
    return this.output.forward(relu(this.square.forward(h)));
  }
}

const OPTIMIZERS = {
  sgd: (model: Module) => new SGD(model.namedParameters(), { learningRate: 0.1, weightDecay: 0.01 }),
  momentum: (model: Module) =>
    new SGD(model.namedParameters(), { learningRate: 0.1, momentum: 0.9, nesterov: true }),
  adam: (model: Module) => new Adam(model.namedParameters(), { learningRate: 0.01, weightDecay: 0.01 }),
  adamw: (model: Module) => new AdamW(model.namedParameters(), { learningRate: 0.01 }),
} as const;

const COMMANDS = [
  'mask',
  'unmask',
  'backward',
  'backward in scratch',
  'backward, dense and sparse',
  'zeroGrad',
  'clip',
  'set a gradient',
  'step',
  'write weights',
  'load weights',
  'save state',
  'load state',
  'double backward',
  'score',
] as const;

interface Program {
  readonly width: number;
  readonly batch: number;
  readonly seed: number;
  readonly optimizer: keyof typeof OPTIMIZERS;
  readonly commands: readonly (typeof COMMANDS)[number][];
}

const programs: fc.Arbitrary<Program> = fc.record({
  width: fc.integer({ min: 1, max: 9 }),
  batch: fc.constantFrom(1, 2, 5, 17),
  seed: fc.nat(),
  optimizer: fc.constantFrom(...(Object.keys(OPTIMIZERS) as (keyof typeof OPTIMIZERS)[])),
  commands: fc.array(fc.constantFrom(...COMMANDS), { minLength: 1, maxLength: 14 }),
});

/** Runs a program and returns everything that can be read after each command. */
function run({ width, batch, seed, optimizer: name, commands }: Program): Float32Array[] {
  const random = new Random(seed);
  const model = new Shared(width, random);
  const optimizer: Optimizer = OPTIMIZERS[name](model);
  const seen: Float32Array[] = [];
  let saved: OptimizerState = optimizer.state();
  const numbers = (length: number) => Float32Array.from({ length }, () => random.normal());
  const inputs = () => ({
    inputs: new Tensor(
      numbers(batch * 3).map((x) => Math.max(0, x)),
      [batch, 3],
    ),
    labels: Uint8Array.from({ length: batch }, () => random.integer(2)),
  });
  const loss = () => {
    const { inputs: x, labels } = inputs();
    return crossEntropy(model.forward(x), labels);
  };
  const parameters = () => [...model.namedParameters().values()];
  const actions: Record<(typeof COMMANDS)[number], () => void> = {
    mask() {
      const density = [0, 0.1, 0.3, 0.7, 1][random.integer(5)];
      const masks = [...model.prunableWeights()].map(
        ([layer, { length }]) =>
          [layer, Uint8Array.from({ length }, () => (random.uniform() < density ? 1 : 0))] as const,
      );
      model.setMask(new Map(masks.slice(0, 1 + random.integer(masks.length))));
    },
    unmask: () => model.setMask(new Map()),
    backward: () => backward(loss()),
    'backward in scratch': () => inScratch(() => backward(loss())),
    'backward, dense and sparse'() {
      const x = new Tensor(numbers(batch * width), [batch, width]);
      const { weight, bias } = model.square;
      backward(sum(mul(add(model.square.forward(x), linear(x, weight, bias)), numbers(width) as never)));
    },
    zeroGrad: () => model.zeroGrad(),
    clip() {
      for (const { grad } of parameters()) {
        const values = grad?.values() ?? new Float32Array();
        values.forEach((g, i) => {
          values[i] = Math.min(Math.max(g, -0.1), 0.1);
        });
      }
    },
    'set a gradient'() {
      const weight = model.input.weight;
      weight.grad = new Tensor(numbers(3 * width), [width, 3]);
    },
    step: () => optimizer.step(),
    'write weights'() {
      const values = numbers(width * width);
      const { data, mask } = model.square.weight;
      values.forEach((value, i) => {
        if (mask === null || mask[i] === 1) data[i] = value;
      });
    },
    'load weights'() {
      model.load(new Map([...model.state()].map(([layer, { length }]) => [layer, numbers(length)])));
    },
    'save state'() {
      saved = optimizer.state();
    },
    'load state': () => optimizer.load(saved),
    'double backward'() {
      const [g] = gradients(loss(), [model.input.bias as Variable]);
      backward(sum(mul(g, g)));
    },
    score() {
      const example = inputs();
      const derivatives = {
        gradients: () => lossGradients(model, example),
        hessianGradients: () => hessianGradients(model, example),
        flowGradients: () => flowGradients(model, 3),
      };
      const weights = model.prunableWeights();
      for (const criterion of ['magnitude', 'snip', 'grasp', 'synflow'] satisfies CriterionName[]) {
        for (const layer of weights.keys())
          seen.push(CRITERIA[criterion]({ trained: weights, initial: weights, layer, ...derivatives }));
      }
    },
  };
  for (const command of commands) {
    actions[command]();
    seen.push(...model.state().values(), ...Object.values(optimizer.state().slots));
    for (const { grad } of parameters()) {
      // Reading a gradient lays it out densely, so it is read after every second command only.
      if (seen.length % 2 === 0) seen.push(grad?.values().slice() ?? new Float32Array());
    }
  }
  for (const { grad } of parameters()) seen.push(grad?.values().slice() ?? new Float32Array());
  return seen;
}

test('sparse and dense execution of a random program agree bit for bit', () => {
  fc.assert(
    fc.property(programs, (program) => {
      useSparseBelow(0);
      const dense = run(program);
      useSparseBelow(1);
      const sparse = run(program);
      expect(sparse.length).toBe(dense.length);
      sparse.forEach((values, i) => {
        expectBits(values, dense[i]);
      });
    }),
    { numRuns: 300 },
  );
});
