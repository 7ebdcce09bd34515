// The optimizer of a SupervisedTrainer must update the parameters of its model.

import { expect, test } from 'vitest';
import { SGD } from '../../src/optim/index.ts';
import { tensor } from '../../src/tensor/index.ts';
import { trainStep } from '../../src/training/index.ts';
import { network, OPTIMIZERS, trainerOf } from './small.ts';

const message = 'optimizer: must be made with the parameters of this model, got';

test('the optimizer of another model is rejected, with the names of its parameters', () => {
  const [model, other] = [network(1), network(1)];
  for (const make of Object.values(OPTIMIZERS))
    expect(() => trainerOf(model, { optimizer: make(other) })).toThrow(
      `${message} ["fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"]`,
    );
});

test('trainStep rejects the optimizer of another model, and changes neither', () => {
  const [model, other] = [network(1), network(2)];
  const batch = { inputs: tensor([[0.5, -1]]), labels: Uint8Array.of(0) };
  const before = [model.state(), other.state()];
  for (const make of Object.values(OPTIMIZERS))
    expect(() => trainStep(model, make(other), batch)).toThrow(message);
  expect([model.state(), other.state()]).toEqual(before);
  const optimizer = OPTIMIZERS.adam(model);
  trainStep(model, optimizer, batch);
  expect(() => trainStep(other, optimizer, batch)).toThrow(message);
});

test('an optimizer with one parameter of another model is rejected', () => {
  const [model, other] = [network(), network()];
  const [theirs] = other.namedParameters().values();
  const optimizer = new SGD(model.namedParameters().set('theirs', theirs), { learningRate: 0.1 });
  expect(() => trainerOf(model, { optimizer })).toThrow(`${message} ["theirs"]`);
});

test("an optimizer of some of the model's parameters is accepted", async () => {
  const model = network();
  const [weight] = model.namedParameters();
  const optimizer = new SGD(new Map([weight]), { learningRate: 0.1 });
  const trainer = trainerOf(model, { optimizer });
  const before = model.state();
  await trainer.train({ from: 0, to: 1 });
  const changed = [...model.state()].filter(([name, values]) =>
    values.some((x, i) => x !== before.get(name)?.[i]),
  );
  expect(changed.map(([name]) => name)).toEqual(['fc1.weight']);
  expect(trainer.trainedWeights()).toEqual([weight[1].data]);
});

test('the optimizer lists its parameters by name', () => {
  const model = network();
  const { parameters } = OPTIMIZERS.adam(model);
  expect([...parameters]).toEqual([...model.namedParameters()]);
});

test('steps is the number of updates of the optimizer', async () => {
  const trainer = trainerOf(network());
  expect(trainer.steps).toBe(0);
  await trainer.train({ from: 0, to: 3 });
  expect(trainer.steps).toBe(3);
});
