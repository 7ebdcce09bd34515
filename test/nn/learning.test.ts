import { expect, test } from 'vitest';
import { backward, crossEntropy, mse, type Variable } from '../../src/autograd/index.ts';
import { kaimingNormal, Linear, type Module, mlp, Tanh } from '../../src/nn/index.ts';
import { Adam, cosine, type Optimizer, SGD } from '../../src/optim/index.ts';
import { Random } from '../../src/random.ts';
import { argmax, tensor } from '../../src/tensor/index.ts';

/** Trains on the whole data at each step and returns the last loss. */
function train(module: Module, optimizer: Optimizer, steps: number, loss: () => Variable): number {
  for (let step = 0; step < steps; step++) {
    module.zeroGrad();
    backward(loss());
    optimizer.step();
  }
  return loss().item();
}

test('a linear layer fits the line y = 2x − 1', () => {
  const layer = new Linear(1, 1, { random: new Random(1) });
  const x = tensor([[-1], [-0.5], [0], [0.5], [1]]);
  const y = tensor([[-3], [-2], [-1], [0], [1]]);
  const optimizer = new SGD(layer.namedParameters(), { learningRate: 0.1, momentum: 0.9 });
  const loss = train(layer, optimizer, 300, () => mse(layer.forward(x), y));
  expect(loss).toBeLessThan(1e-10);
  expect(layer.weight.data[0]).toBeCloseTo(2, 5);
  expect(layer.bias?.data[0]).toBeCloseTo(-1, 5);
});

const inputs = tensor([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);
const labels = [0, 1, 1, 0];

test.each([1, 2, 3])('an MLP learns XOR with seed %d, which a linear layer cannot learn', (seed) => {
  const random = new Random(seed);
  const networks = {
    deep: mlp([2, 8, 2], { random, initializer: kaimingNormal, activation: () => new Tanh() }),
    flat: mlp([2, 2], { random }),
  };
  const [deep, flat] = Object.values(networks).map((network) => {
    const optimizer = new Adam(network.namedParameters(), { learningRate: 0.05 });
    const loss = train(network, optimizer, 300, () => crossEntropy(network.forward(inputs), labels));
    const right = argmax(network.forward(inputs).value).filter((label, i) => label === labels[i]).length;
    return { loss, right };
  });
  expect(deep.loss).toBeLessThan(0.01);
  expect(deep.right).toBe(4);
  expect(flat.loss).toBeGreaterThan(0.69); // ln 2 = 0.693: the best it can do is to guess
  expect(flat.right).toBeLessThan(4);
});

test('a pruned MLP learns XOR with pruned weights at +0 after every step, with the same bits in every run', () => {
  const run = () => {
    const network = mlp([2, 16, 2], { random: new Random(1), initializer: kaimingNormal });
    const mask = Uint8Array.from({ length: 32 }, (_, i) => (i % 3 === 0 ? 0 : 1));
    network.setMask(
      new Map([
        ['fc1.weight', mask],
        ['fc2.weight', mask],
      ]),
    );
    const optimizer = new SGD(network.namedParameters(), {
      learningRate: 0.5,
      momentum: 0.9,
      weightDecay: 1e-4,
    });
    const rate = cosine(0.5, 300);
    for (let i = 0; i < 300; i++) {
      optimizer.learningRate = rate(i);
      train(network, optimizer, 1, () => crossEntropy(network.forward(inputs), labels));
      for (const weights of network.prunableWeights().values()) {
        for (let w = 0; w < 32; w += 3) expect(weights[w]).toBe(0);
      }
    }
    const right = argmax(network.forward(inputs).value).filter((label, i) => label === labels[i]).length;
    return { right, state: network.state(), memory: optimizer.state() };
  };
  const [first, second] = [run(), run()];
  expect(first.right).toBe(4);
  expect(second).toEqual(first);
});
