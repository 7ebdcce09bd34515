import { describe, expect, test } from 'vitest';
import type { Operand, Variable } from '../../src/autograd/index.ts';
import { Linear, Module, Parameter, ReLU, Sequential } from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';
import { expectError } from '../optim/expect-error.ts';

const random = new Random(1);
const layer = () => new Linear(2, 2, { random, bias: false });
const scale = () => new Parameter(tensor([1, 2]));

/** A module with one property, `held`, that holds its parts. */
class Holder extends Module {
  readonly held: unknown;
  constructor(held: unknown) {
    super();
    this.held = held;
  }
  override forward(inputs: Operand): Variable {
    return new ReLU().forward(inputs);
  }
}

const names = (module: Module) => [...module.namedParameters().keys()];

describe('namedParameters finds the parts', () => {
  test.each<[string, unknown, string[]]>([
    ['of an array', [layer(), new ReLU(), layer()], ['held.0.weight', 'held.2.weight']],
    [
      'of an array of arrays',
      [[layer()], [layer(), scale()]],
      ['held.0.0.weight', 'held.1.0.weight', 'held.1.1'],
    ],
    ['of a plain object', { in: layer(), scale: scale() }, ['held.in.weight', 'held.scale']],
    [
      'of an object without a prototype',
      Object.assign(Object.create(null), { a: layer() }),
      ['held.a.weight'],
    ],
    ['of a map', new Map<unknown, Module>([['a', layer()], [7, layer()]]), ['held.a.weight', 'held.7.weight']], // biome-ignore format: one line
    ['of a set', new Set([layer(), layer()]), ['held.0.weight', 'held.1.weight']],
    ['of nested containers', { blocks: [new Map([['fc', layer()]])] }, ['held.blocks.0.fc.weight']],
    ['of an array with holes and other values', [null, 1, 'a', undefined, layer()], ['held.4.weight']],
  ])('%s', (_, held, expected) => {
    expect(names(new Holder(held))).toEqual(expected);
  });

  test('namedParameters finds the parts of containers that contain each other', () => {
    const cycle: Record<string, unknown> = { first: layer() };
    cycle.self = cycle;
    cycle.list = [cycle, layer()];
    expect(names(new Holder(cycle))).toEqual(['held.first.weight', 'held.list.1.weight']);
  });

  test('namedParameters does not search objects of other classes', () => {
    class Box {
      readonly layer = layer();
    }
    expect(names(new Holder(new Box()))).toEqual([]);
  });

  test('namedParameters lists parts that a subclass of Sequential adds after its layers', () => {
    class Scaled extends Sequential {
      readonly scale = scale();
      readonly heads = [layer()];
    }
    expect(names(new Scaled({ fc1: layer() }))).toEqual(['fc1.weight', 'scale', 'heads.0.weight']);
  });
});

test('layers in an array are trained, saved, pruned and counted', () => {
  const module = new Holder([layer(), layer()]);
  expect([...module.state().keys()]).toEqual(['held.0.weight', 'held.1.weight']);
  expect([...module.prunableWeights().keys()]).toEqual(['held.0.weight', 'held.1.weight']);
  module.setMask(new Map([['held.1.weight', Uint8Array.of(0, 1, 0, 1)]]));
  expect([...(module.prunableWeights().get('held.1.weight') as Float32Array)].map((w) => w === 0)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('two parameters of the same name throw a ValueError that includes it', () => {
  const module = new Holder({ 'a.b': scale(), a: { b: scale() } });
  expectError(() => module.namedParameters(), 'parameter name: must be unique in the module, got "held.a.b"');
});

describe('a parameter that is used in two layers', () => {
  const tied = () => {
    const [first, second] = [layer(), layer()];
    Object.assign(second, { weight: first.weight });
    return { module: new Sequential({ first, act: new ReLU(), second }), weight: first.weight };
  };

  test('a parameter of two layers is listed once, under its first name', () => {
    const { module, weight } = tied();
    expect([...module.namedParameters()]).toEqual([['first.weight', weight]]);
    expect([...module.prunableWeights()]).toEqual([['first.weight', weight.data]]);
    expect(module.otherWeights().size).toBe(0);
  });

  test('a parameter of two layers accumulates both gradients, and its mask applies in both layers', () => {
    const { module, weight } = tied();
    weight.data.set([1, 2, 3, 4]);
    module.forward([[1, 1]]).backward(tensor([[1, 0]])); // h = (3, 7), y₀ = W₀·h
    // As the second layer's: (3, 7) in the first row. As the first layer's: ∂y₀/∂h = (1, 2), times x = (1, 1).
    expect(weight.grad?.toArray()).toEqual([
      [4, 8],
      [2, 2],
    ]);
    module.setMask(new Map([['first.weight', Uint8Array.of(1, 0, 1, 0)]]));
    expect(module.forward([[1, 1]]).value.toArray()).toEqual([[1, 3]]); // h = (1, 3)
  });
});
