import { describe, expect, test } from 'vitest';
import type { Operand, Variable } from '../../src/autograd/index.ts';
import { NonFiniteError, ShapeError } from '../../src/errors.ts';
import { Linear, Module, mlp, Parameter, ReLU, Sequential } from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { ones, tensor } from '../../src/tensor/index.ts';
import { expectError } from '../optim/expect-error.ts';

const linear = (inputs: number, outputs: number, seed = 1) =>
  new Linear(inputs, outputs, { random: new Random(seed) });
const names = (module: Module) => [...module.namedParameters().keys()];

/** x ↦ decoder(scale · encoder(x)), the decoder's layers nested one deeper. */
class Nested extends Module {
  readonly encoder = linear(2, 3);
  readonly scale = new Parameter(tensor(2));
  readonly comment = 'neither a parameter nor a module';
  readonly decoder = new Sequential({ hidden: linear(3, 2), act: new ReLU(), out: linear(2, 1) });
  override forward(inputs: Operand): Variable {
    return this.decoder.forward(this.encoder.forward(inputs));
  }
}

describe('parameters are named', () => {
  test('namedParameters names parameters by property and nested ones by path, in the order of the properties', () => {
    expect(names(new Nested())).toEqual([
      'encoder.weight',
      'encoder.bias',
      'scale',
      'decoder.hidden.weight',
      'decoder.hidden.bias',
      'decoder.out.weight',
      'decoder.out.bias',
    ]);
  });

  test('namedParameters names the layers of a list by position', () => {
    const module = new Sequential([linear(2, 3), new ReLU(), new Sequential([linear(3, 1)])]);
    expect(names(module)).toEqual(['0.weight', '0.bias', '2.0.weight', '2.0.bias']);
  });

  test('namedParameters lists a shared parameter once, under its first name', () => {
    const shared = linear(2, 2);
    const module = new Sequential({ first: shared, act: new ReLU(), second: shared });
    expect(names(module)).toEqual(['first.weight', 'first.bias']);
    expect(module.namedParameters().get('first.weight')).toBe(shared.weight);
  });

  test('namedParameters is empty for a module without parameters', () => {
    expect(names(new ReLU())).toEqual([]);
    expect(new Sequential([]).state().size).toBe(0);
  });
});

test.each(['a.b', '', '0', '12', '1x', 'a b', '-'])(
  'Sequential throws a ValueError for a layer called %o',
  (name) => {
    expectError(
      () => new Sequential({ [name]: new ReLU() }),
      `layer name: must be a letter, then letters, digits or _, got ${JSON.stringify(name)}`,
    );
  },
);

test('zeroGrad clears every gradient', () => {
  const module = new Nested();
  for (const parameter of module.namedParameters().values()) parameter.grad = ones(parameter.shape);
  module.zeroGrad();
  for (const parameter of module.namedParameters().values()) expect(parameter.grad).toBeNull();
});

describe('state', () => {
  test('state returns a copy', () => {
    const module = linear(2, 2);
    const state = module.state();
    const before = structuredClone(state);
    module.weight.data.fill(7);
    expect(state).toEqual(before);
    module.load(state);
    module.weight.data.fill(7);
    expect(state).toEqual(before);
  });

  test('a state that is loaded into another network of the same architecture gives it the same numbers', () => {
    const [from, to] = [1, 2].map((seed) => mlp([3, 4, 2], { random: new Random(seed) }));
    from
      .namedParameters()
      .get('fc2.bias')
      ?.data.set([-0, 2 ** -149]);
    expect(to.state()).not.toEqual(from.state());
    to.load(from.state());
    expect(to.state()).toEqual(from.state());
  });

  test('load assigns values by name if the order of the names differs', () => {
    const [from, to] = [linear(2, 2, 1), linear(2, 2, 2)];
    to.load(new Map([...from.state()].reverse()));
    expect(to.state()).toEqual(from.state());
  });

  test('load leaves pruned weights at +0', () => {
    const module = linear(2, 1);
    module.setMask(new Map([['weight', Uint8Array.of(0, 1)]]));
    module.load(new Map(Object.entries({ weight: Float32Array.of(-3, 4), bias: Float32Array.of(5) })));
    expect(module.weight.data).toEqual(Float32Array.of(0, 4));
  });

  const [weight, bias] = [Float32Array.of(9, 9, 9, 9), Float32Array.of(9, 9)];
  const with5 = Float32Array.of(9, 9, 9, 9, 9);
  test.each<[string, Record<string, Float32Array>, string, (new (...args: never[]) => Error)?]>([
    ['a missing name', { weight }, 'state: must have "bias", got ["weight"]'],
    ['no names', {}, 'state: must have "weight", got []'],
    ['an unknown name', { weight, bias, extra: bias }, 'state: names must be of [weight, bias], got "extra"'],
    ['too many numbers', { bias, weight: with5 }, 'state "weight": must have 4 numbers, got 5', ShapeError],
    [
      'too few numbers',
      { weight, bias: Float32Array.of(9) },
      'state "bias": must have 2 numbers, got 1',
      ShapeError,
    ],
    ['NaN', { weight, bias: Float32Array.of(9, NaN) }, 'bias[1]: must be finite, got NaN', NonFiniteError],
    [
      'infinity',
      { weight, bias: Float32Array.of(-Infinity, 9) },
      'bias[0]: must be finite, got -Infinity',
      NonFiniteError,
    ],
  ])('load throws an error for a state with %s and changes nothing', (_, state, message, kind) => {
    const module = linear(2, 2);
    const before = module.state();
    expectError(() => module.load(new Map(Object.entries(state))), message, kind);
    expect(module.state()).toEqual(before);
  });
});
