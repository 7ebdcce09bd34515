import { describe, expect, test } from 'vitest';
import { Adam, AdamW, SGD } from '../../src/optim/index.ts';
import { expectError } from './expect-error.ts';
import { parameterOf, stepWith } from './optimizers.ts';

const parameters = new Map([['w', parameterOf([1])]]);
const [notFraction, notAmount] = [
  [-0.1, 1, 1.5, Number.NaN, Infinity, -Infinity],
  [-1e-9, Number.NaN, Infinity, -Infinity],
];

describe('SGD refuses', () => {
  test.each(notAmount)('learning rate and weight decay %d', (value) => {
    const rule = `must be finite and ≥ 0, got ${value}`;
    expectError(() => new SGD(parameters, { learningRate: value }), `learningRate: ${rule}`);
    expectError(() => new SGD(parameters, { learningRate: 1, weightDecay: value }), `weightDecay: ${rule}`);
  });

  test.each(notFraction)('momentum %d', (value) => {
    expectError(
      () => new SGD(parameters, { learningRate: 1, momentum: value }),
      `momentum: must be in [0, 1), got ${value}`,
    );
  });

  test('SGD throws a ValueError for Nesterov momentum without momentum', () => {
    expectError(
      () => new SGD(parameters, { learningRate: 1, nesterov: true }),
      'nesterov: needs a momentum in (0, 1), got 0',
    );
  });
});

describe.each([Adam, AdamW])('%o throws a ValueError', (Kind) => {
  test.each(notAmount)('learning rate and weight decay %d', (value) => {
    const rule = `must be finite and ≥ 0, got ${value}`;
    expectError(() => new Kind(parameters, { learningRate: value }), `learningRate: ${rule}`);
    expectError(() => new Kind(parameters, { learningRate: 1, weightDecay: value }), `weightDecay: ${rule}`);
  });

  test.each(notFraction)('either beta %d', (value) => {
    const rule = `must be in [0, 1), got ${value}`;
    expectError(() => new Kind(parameters, { learningRate: 1, betas: [value, 0.9] }), `betas[0]: ${rule}`);
    expectError(() => new Kind(parameters, { learningRate: 1, betas: [0.9, value] }), `betas[1]: ${rule}`);
  });

  test.each([0, -1e-8, Number.NaN, Infinity, 1e-50, 1e39])(
    'Adam throws a ValueError for epsilon %d, which is 0 in binary32',
    (value) => {
      expectError(
        () => new Kind(parameters, { learningRate: 1, epsilon: value }),
        `epsilon: must be finite and > 0 in binary32, got ${value}`,
      );
    },
  );
});

test('optimizers accept the smallest allowed options', () => {
  const w = parameterOf([1]);
  const parameters = new Map([['w', w]]);
  stepWith(new SGD(parameters, { learningRate: 0, momentum: 0, weightDecay: 0 }), w, [1]);
  stepWith(new Adam(parameters, { learningRate: 0, betas: [0, 0], epsilon: 2 ** -149 }), w, [0]);
  expect(w.data[0]).toBe(1);
});

test.each(notAmount)(
  'a learning rate set to %d is refused by the next step, which changes nothing',
  (value) => {
    const w = parameterOf([1, 2]);
    const optimizer = new SGD(new Map([['w', w]]), { learningRate: 0.1, momentum: 0.9 });
    stepWith(optimizer, w, [1, 1]);
    const before = { weights: w.data.slice(), state: optimizer.state() };
    optimizer.learningRate = value;
    expectError(() => optimizer.step(), `learningRate: must be finite and ≥ 0, got ${value}`);
    optimizer.learningRate = 0.1;
    expect({ weights: w.data, state: optimizer.state() }).toEqual(before);
  },
);

test('the next step uses a learning rate that was set between steps', () => {
  const w = parameterOf([1]);
  const optimizer = new SGD(new Map([['w', w]]), { learningRate: 0.5 });
  stepWith(optimizer, w, [1]);
  optimizer.learningRate = 0.25;
  stepWith(optimizer, w, [1]);
  expect(w.data[0]).toBe(0.25);
});

test('the default weight decay is 0.01 for AdamW and 0 for Adam', () => {
  const decayed = (Kind: typeof Adam, weightDecay?: number) => {
    const w = parameterOf([2]);
    const options = { learningRate: 0.5, ...(weightDecay !== undefined && { weightDecay }) };
    stepWith(new Kind(new Map([['w', w]]), options), w, [0]);
    return w.data[0];
  };
  expect(decayed(AdamW)).toBe(Math.fround(2 * Math.fround(1 - 0.5 * 0.01)));
  expect(decayed(AdamW, 0)).toBe(2);
  expect(decayed(Adam)).toBe(2);
});

test.each([SGD, Adam, AdamW])('%o throws a ValueError for no parameters', (Kind) => {
  expectError(
    () => new Kind(new Map(), { learningRate: 0.1 }),
    'parameters: must not be empty: see Module for where parameters are found, got 0',
  );
});

test.each([
  [SGD, 'weightdecay', 'weightDecay'],
  [SGD, 'Nesterov', 'nesterov'],
  [Adam, 'beta', 'betas'],
  [AdamW, 'eps', 'epsilon'],
] as const)('%o throws a ValueError for the unknown option %s and suggests %s', (Kind, unknown, similar) => {
  expectError(
    () => new Kind(parameters, { learningRate: 1, [unknown]: 0.5 }),
    `${unknown}: must be an option of ${Kind.name} (did you mean ${similar}?), got 0.5`,
  );
});
