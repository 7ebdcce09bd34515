import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NonFiniteError, ShapeError, ValueError } from '../../src/errors.ts';
import { Parameter } from '../../src/nn/index.ts';
import { Adam, type OptimizerState, SGD } from '../../src/optim/index.ts';
import { tensor } from '../../src/tensor/index.ts';
import { expectError } from './expect-error.ts';
import { names, number, optimizers, parameterOf, stepWith } from './optimizers.ts';

const run = fc.array(fc.array(number, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 });

describe.each(names)('the memory of %s', (name) => {
  test('an optimizer that is restored in the middle of a run continues with the same bits', () => {
    fc.assert(
      fc.property(run, fc.nat({ max: 7 }), (gradients, cut) => {
        const straight = parameterOf([0.5, -0.25, 0]);
        const optimizer = optimizers[name](new Map([['w', straight]]));
        let saved = { weights: straight.data.slice(), state: optimizer.state() };
        gradients.forEach((gradient, step) => {
          if (step === cut) saved = { weights: straight.data.slice(), state: optimizer.state() };
          stepWith(optimizer, straight, gradient);
        });

        const resumed = parameterOf(saved.weights);
        const other = optimizers[name](new Map([['w', resumed]]));
        other.load(saved.state);
        for (const gradient of gradients.slice(saved.state.steps)) stepWith(other, resumed, gradient);
        expect(resumed.data).toEqual(straight.data);
        expect(other.state()).toEqual(optimizer.state());
      }),
    );
  });

  test('state and load of an optimizer copy the arrays', () => {
    const w = parameterOf([1, 2]);
    const optimizer = optimizers[name](new Map([['w', w]]));
    stepWith(optimizer, w, [1, -1]);
    const saved = optimizer.state();
    const before = structuredClone(saved);
    stepWith(optimizer, w, [3, 3]);
    expect(saved).toEqual(before);
    optimizer.load(saved);
    stepWith(optimizer, w, [3, 3]);
    expect(saved).toEqual(before);
  });

  test('the state of an optimizer includes the learning rate, so that load undoes a manual change', () => {
    const w = parameterOf([1, 2]);
    const optimizer = optimizers[name](new Map([['w', w]]));
    optimizer.learningRate = 0.75;
    const saved = optimizer.state();
    expect(saved.learningRate).toBe(0.75);
    optimizer.learningRate = 0.25;
    expect(saved.learningRate).toBe(0.75);
    optimizer.load(saved);
    expect(optimizer.learningRate).toBe(0.75);
  });

  test('load of an optimizer throws an error for a state that does not fit, and changes nothing', () => {
    const w = parameterOf([1, 2]);
    const optimizer = optimizers[name](new Map([['w', w]]));
    stepWith(optimizer, w, [1, -1]);
    const before = optimizer.state();
    const slot = Object.keys(before.slots).at(-1) as string;
    const put = (values: Float32Array): OptimizerState => ({
      steps: 9,
      learningRate: 0.3,
      slots: {
        ...Object.fromEntries(Object.keys(before.slots).map((key) => [key, Float32Array.of(7, 7)])),
        [slot]: values,
      },
    });
    const refusals: [OptimizerState, new (...args: never[]) => Error, string][] = [
      [
        { steps: 9, learningRate: 0.3, slots: {} },
        ShapeError,
        `state.slots "${Object.keys(before.slots)[0]}": must have 2 numbers, got undefined`,
      ],
      [put(Float32Array.of(1, 2, 3)), ShapeError, `state.slots "${slot}": must have 2 numbers, got 3`],
      [put(Float32Array.of(1)), ShapeError, `state.slots "${slot}": must have 2 numbers, got 1`],
      [put(Float32Array.of(1, Number.NaN)), NonFiniteError, `${slot}[1]: must be finite, got NaN`],
      [put(Float32Array.of(-Infinity, 0)), NonFiniteError, `${slot}[0]: must be finite, got -Infinity`],
      [
        {
          ...put(Float32Array.of(1, 2)),
          slots: { ...put(Float32Array.of(1, 2)).slots, 'v.x': Float32Array.of(1) },
        },
        ValueError,
        `state.slots: names must be of [${Object.keys(before.slots).join(', ')}], got "v.x"`,
      ],
      ...[-1, 0.5, Number.NaN, Infinity].map((steps): [OptimizerState, typeof ValueError, string] => [
        { ...before, steps },
        ValueError,
        `state.steps: must be an integer ≥ 0, got ${steps}`,
      ]),
      ...[-1, Number.NaN, Infinity, undefined].map((rate): [OptimizerState, typeof ValueError, string] => [
        { ...put(Float32Array.of(1, 2)), learningRate: rate as number },
        ValueError,
        `state.learningRate: must be finite and ≥ 0, got ${rate}`,
      ]),
    ];
    for (const [state, type, message] of refusals) {
      expectError(() => optimizer.load(state), message, type);
      expect(optimizer.state()).toEqual(before);
    }
  });
});

test('the state of an optimizer has one name per parameter and kind of state', () => {
  const parameters = new Map(['fc1.weight', 'fc1.bias'].map((name) => [name, new Parameter(tensor([1, 2]))]));
  const slots = (optimizer: { state(): OptimizerState }) => Object.keys(optimizer.state().slots);
  expect(slots(new SGD(parameters, { learningRate: 1 }))).toEqual([
    'fc1.weight.momentum',
    'fc1.bias.momentum',
  ]);
  expect(slots(new Adam(parameters, { learningRate: 1 }))).toEqual([
    'fc1.weight.firstMoment',
    'fc1.weight.secondMoment',
    'fc1.bias.firstMoment',
    'fc1.bias.secondMoment',
  ]);
});

test.each(names)('%s leaves a parameter without a gradient alone, its memory too', (name) => {
  const [moved, still] = [parameterOf([1]), parameterOf([1])];
  const optimizer = optimizers[name](new Map(Object.entries({ moved, still })));
  stepWith(optimizer, still, [1]);
  expect([moved.data[0], still.data[0] < 1]).toEqual([1, true]);
  still.grad = null;
  const before = { weight: still.data.slice(), slots: optimizer.state().slots };
  stepWith(optimizer, moved, [1]);
  expect(still.data).toEqual(before.weight);
  for (const [slot, values] of Object.entries(before.slots)) {
    if (slot.startsWith('still')) expect(optimizer.state().slots[slot]).toEqual(values);
  }
  expect(moved.data[0]).toBeLessThan(1);
  expect(optimizer.steps).toBe(2);
});
