// Sparse training gives the same bits as dense training of a masked weight, with both sets of kernels.

import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { backward, crossEntropy, relu, variable } from '../../src/autograd/index.ts';
import { kernelsInfo, useKernels } from '../../src/kernels/index.ts';
import { type Linear, mlp, type Parameter } from '../../src/nn/index.ts';
import { Adam, AdamW, type Optimizer, SGD } from '../../src/optim/index.ts';
import { Random } from '../../src/random.ts';
import { SPARSE_DENSITY, useSparseBelow } from '../../src/sparse/index.ts';
import { Tensor } from '../../src/tensor/index.ts';
import { expectBits } from '../kernels/support.ts';

afterEach(() => {
  useSparseBelow(SPARSE_DENSITY);
  useKernels('simd');
});

const optimizers: Record<string, (p: ReadonlyMap<string, Parameter>) => Optimizer> = {
  SGD: (p) => new SGD(p, { learningRate: 0.1 }),
  'SGD with momentum, Nesterov and weight decay': (p) =>
    new SGD(p, { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
  Adam: (p) => new Adam(p, { learningRate: 0.01, weightDecay: 0.01 }),
  AdamW: (p) => new AdamW(p, { learningRate: 0.01 }),
};

interface Plan {
  readonly sizes: readonly number[];
  readonly batch: number;
  readonly seed: number;
  readonly densities: readonly number[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
  batch: fc.integer({ min: 1, max: 9 }),
  seed: fc.nat(),
  densities: fc.array(fc.constantFrom(0, 0.1, 0.3, 0.6, 1), { minLength: 1, maxLength: 3 }),
});

/** Trains with several masks in turn, and returns weights, gradients and optimizer state after each. */
function run({ sizes, batch, seed, densities }: Plan, make: (typeof optimizers)[string]): Float32Array[] {
  const random = new Random(seed);
  const model = mlp(sizes, { random });
  const optimizer = make(model.namedParameters());
  const found: Float32Array[] = [];
  const [inputs, classes] = [sizes[0], sizes[sizes.length - 1]];
  for (const density of densities) {
    const masks = [...model.prunableWeights()].map(([name, { length }]) => {
      const bits = Uint8Array.from({ length }, () => (random.uniform() < density ? 1 : 0));
      return [name, bits] as const;
    });
    model.setMask(new Map(masks));
    for (let step = 0; step < 3; step++) {
      const x = Float32Array.from({ length: batch * inputs }, () => Math.max(0, random.normal()));
      const labels = Uint8Array.from({ length: batch }, () => random.integer(classes));
      model.zeroGrad();
      backward(crossEntropy(model.forward(new Tensor(x, [batch, inputs])), labels));
      optimizer.step();
    }
    found.push(...model.state().values(), ...Object.values(optimizer.state().slots));
    for (const { grad } of model.namedParameters().values())
      found.push(grad?.values().slice() ?? new Float32Array());
  }
  return found;
}

describe.each(Object.entries(optimizers))('%s', (_, make) => {
  test.each(['reference', 'simd'] as const)(
    'dense and sparse training agree to the bit, %s kernels',
    (name) => {
      useKernels(name);
      expect(kernelsInfo().name).toBe(name);
      fc.assert(
        fc.property(plans, (plan) => {
          useSparseBelow(0);
          const dense = run(plan, make);
          useSparseBelow(1);
          run(plan, make).forEach((values, i) => {
            expectBits(values, [...dense[i]]);
          });
        }),
        { numRuns: 40 },
      );
    },
  );

  test('sparse training gives the same bits with reference and SIMD kernels', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        useKernels('reference');
        const plain = run(plan, make);
        useKernels('simd');
        run(plan, make).forEach((values, i) => {
          expectBits(values, [...plain[i]]);
        });
      }),
      { numRuns: 40 },
    );
  });
});

const prunedLayer = (): { weight: Parameter; optimizer: SGD } => {
  const model = mlp([4, 2], { random: new Random(1) });
  model.setMask(new Map([['fc1.weight', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1)]]));
  const layer = model.layers.get('fc1') as Linear;
  const { weight } = layer;
  model.zeroGrad();
  backward(crossEntropy(relu(layer.forward(variable([[1, 2, 3, 4]]))), [0]));
  return { weight, optimizer: new SGD(new Map([['weight', weight]]), { learningRate: 1 }) };
};

test('the optimizer uses a sparse gradient that was changed by hand, for example by clipping', () => {
  useSparseBelow(1);
  const { weight, optimizer } = prunedLayer();
  expect(weight.pattern).not.toBeNull();
  const before = weight.data.slice();
  weight.grad?.values().fill(0.5);
  optimizer.step();
  expect([...weight.data]).toEqual([...before].map((w) => (w === 0 ? 0 : Math.fround(w - 0.5))));
});

test('optimizer state loaded under another mask keeps the values of that mask’s surviving weights', () => {
  useSparseBelow(1);
  const { weight, optimizer } = prunedLayer();
  optimizer.step();
  weight.prune(Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0));
  const full = new Float32Array(8).fill(3);
  optimizer.load({ steps: 1, learningRate: 1, slots: { 'weight.momentum': full } });
  expect(optimizer.state().slots['weight.momentum']).toEqual(full);
});

test('optimizer state of a sparse weight is saved with one value per weight, +0 for pruned weights', () => {
  useSparseBelow(1);
  const { weight, optimizer } = prunedLayer();
  optimizer.step();
  const momentum = optimizer.state().slots['weight.momentum'];
  expect(Object.keys(momentum)).toEqual(Array.from({ length: 8 }, (_, i) => String(i)));
  expectBits(momentum, weight.grad?.values() ?? []);
});
