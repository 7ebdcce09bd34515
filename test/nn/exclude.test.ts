import { describe, expect, test } from 'vitest';
import { Linear, mlp, Parameter, Sequential } from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';
import { expectError } from '../optim/expect-error.ts';

const random = new Random(1);
const network = () => mlp([2, 3, 3, 2], { random });
const WEIGHTS = 'fc1.weight, fc1.bias, fc2.weight, fc2.bias, fc3.weight, fc3.bias';

describe('exclude', () => {
  test.each([
    ['a layer', ['fc3'], ['fc1.weight', 'fc2.weight']],
    ['a parameter', ['fc3.weight'], ['fc1.weight', 'fc2.weight']],
    ['several layers', ['fc1', 'fc3'], ['fc2.weight']],
  ])('exclude moves %s from prunableWeights to otherWeights', (_, names, prunable) => {
    const model = network();
    expect(model.exclude(...names)).toBe(model);
    expect([...model.prunableWeights().keys()]).toEqual(prunable);
    const all = [...model.namedParameters().keys()];
    expect([...model.otherWeights().keys()]).toEqual(all.filter((name) => !prunable.includes(name)));
    expect(model.otherWeights().get('fc3.weight')).toBe(model.namedParameters().get('fc3.weight')?.data);
  });

  test('exclude accepts names relative to the network and to a nested layer', () => {
    const nested = () => new Sequential({ body: network(), head: new Linear(2, 2, { random }) });
    const [inside, outside] = [nested(), nested().exclude('body.fc2')];
    (inside.layers.get('body') as Sequential).exclude('fc2');
    for (const model of [inside, outside])
      expect([...model.prunableWeights().keys()]).toEqual([
        'body.fc1.weight',
        'body.fc3.weight',
        'head.weight',
      ]);
  });

  test.each(['fc4', 'fc', 'fc3.', '', 'weight'])(
    'exclude throws a ValueError for %o and excludes nothing',
    (name) => {
      const model = network();
      expectError(
        () => model.exclude('fc1', name),
        `exclude: names must be of [${WEIGHTS.split(', ').join(', ')}], got ${JSON.stringify(name)}`,
      );
      expect(model.prunableWeights().size).toBe(3);
    },
  );

  test('exclude throws a ValueError for a layer that is already pruned', () => {
    const model = network();
    model.setMask(new Map([['fc3.weight', Uint8Array.of(1, 1, 1, 1, 1, 0)]]));
    expectError(() => model.exclude('fc3'), 'exclude: must be called before the layer is pruned, got "fc3"');
    expect(model.prunableWeights().has('fc3.weight')).toBe(true);
  });
});

test('a parameter is prunable if it has at least two axes, unless it is set otherwise', () => {
  const shapes = [[], [4], [2, 2], [1, 2, 2]];
  const parameters = shapes.map(
    (shape) => new Parameter(tensor(new Float32Array(shape.length === 0 ? 1 : 4), shape)),
  );
  expect(parameters.map(({ prunable }) => prunable)).toEqual([false, false, true, true]);
  const layer = new Linear(2, 2, { random });
  layer.weight.prunable = false;
  expect(layer.prunableWeights().size).toBe(0);
  expect([...layer.otherWeights().keys()]).toEqual(['weight', 'bias']);
});

describe('otherWeights of a module that overrides prunableWeights', () => {
  class WithoutHead extends Sequential {
    override prunableWeights(): Map<string, Float32Array> {
      const weights = super.prunableWeights();
      weights.delete('head.weight');
      return weights;
    }
  }
  const make = () =>
    new WithoutHead({ body: new Linear(2, 3, { random }), head: new Linear(3, 2, { random }) });

  test('otherWeights contains the layers that an overridden prunableWeights omits', () => {
    expect([...make().otherWeights().keys()]).toEqual(['body.bias', 'head.weight', 'head.bias']);
  });

  test('otherWeights of a network contains the layers that a nested module omits from prunableWeights', () => {
    const model = new Sequential({ inner: make(), last: new Linear(2, 2, { random }) });
    expect([...model.prunableWeights().keys()]).toEqual(['inner.body.weight', 'last.weight']);
    expect([...model.otherWeights().keys()]).toEqual([
      ...['inner.body.bias', 'inner.head.weight', 'inner.head.bias', 'last.bias'],
    ]);
  });
});
