// Memory on the kernel heap: training takes no more of it, and models that are dropped give theirs back.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { backward, crossEntropy } from '../../src/autograd/index.ts';
import { heap } from '../../src/kernels/index.ts';
import { type Module, mlp } from '../../src/nn/index.ts';
import { Adam } from '../../src/optim/index.ts';
import { Random } from '../../src/random.ts';
import { zeros } from '../../src/tensor/index.ts';

const MIB = 2 ** 20;

/** One update of a new model that keeps each weight with about this probability. */
function trained(sizes: readonly number[], density: number): () => void {
  const random = new Random(1);
  const initializer = (_: Random, inputs: number, outputs: number) =>
    new Float32Array(inputs * outputs).fill(0.01);
  const model: Module = mlp(sizes, { random, initializer });
  const optimizer = new Adam(model.namedParameters(), { learningRate: 0.01 });
  const masks = [...model.prunableWeights()].map(([name, weight]) => {
    const mask = new Uint8Array(weight.length).fill(1);
    for (let i = 0; i < mask.length; i++) if ((i * 7) % 10 >= 10 * density) mask[i] = 0;
    return [name, mask] as const;
  });
  if (density < 1) model.setMask(new Map(masks));
  return () => {
    model.zeroGrad();
    backward(crossEntropy(model.forward(zeros([6, sizes[0]])), [0, 1, 2, 3, 4, 5]));
    optimizer.step();
  };
}

const reached = (): number => heap?.frontier ?? 0;

test.each([1, 0.2])(
  'the heap has the same size after 500 updates at density %d as after the first one',
  (density) => {
    const update = trained([20, 16, 8], density);
    update();
    const before = reached();
    for (let i = 0; i < 500; i++) update();
    expect(reached()).toBe(before);
  },
);

test('24 models of 3 to 4 MiB that are trained and dropped need the memory of a few', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  const before = reached();
  for (let i = 0; i < 24; i++) {
    trained([784, 300, 10], i % 2 === 0 ? 1 : 0.3)();
    await new Promise((done) => setTimeout(done, 1));
    if (i % 4 === 0) gc();
  }
  expect(reached() - before).toBeLessThan(50 * MIB);
});
