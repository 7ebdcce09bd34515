import { describe, expect, test } from 'vitest';
import { backward, crossEntropy } from '../../src/autograd/index.ts';
import { ShapeError } from '../../src/errors.ts';
import { mlp, type Parameter } from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';
import { expectError } from '../optim/expect-error.ts';

const network = () => mlp([2, 3, 2], { random: new Random(1) });
const parameter = (module: ReturnType<typeof network>, name: string) =>
  module.namedParameters().get(name) as Parameter;
const half = Uint8Array.of(1, 0, 1, 0, 1, 0);

describe('weights', () => {
  test('weight matrices are prunable, and biases are other weights', () => {
    const module = network();
    expect([...module.prunableWeights().keys()]).toEqual(['fc1.weight', 'fc2.weight']);
    expect([...module.otherWeights().keys()]).toEqual(['fc1.bias', 'fc2.bias']);
  });

  test('prunableWeights and otherWeights return the live arrays', () => {
    const module = network();
    expect(module.prunableWeights().get('fc1.weight')).toBe(parameter(module, 'fc1.weight').data);
    expect(module.otherWeights().get('fc2.bias')).toBe(parameter(module, 'fc2.bias').data);
  });
});

describe('a mask', () => {
  test('setMask sets pruned weights to +0 and leaves surviving weights unchanged', () => {
    const module = network();
    const before = module.state().get('fc1.weight') as Float32Array;
    module.setMask(new Map([['fc1.weight', half]]));
    expect(parameter(module, 'fc1.weight').data).toEqual(before.map((w, i) => (half[i] === 1 ? w : 0)));
    expect(parameter(module, 'fc1.weight').mask).toEqual(half);
  });

  test('setMask removes masks that it does not name, and pruned weights stay 0 until they are trained or loaded', () => {
    const module = network();
    module.setMask(new Map([['fc1.weight', half]]));
    module.setMask(new Map([['fc2.weight', half]]));
    expect(parameter(module, 'fc1.weight').mask).toBeNull();
    expect(parameter(module, 'fc2.weight').mask).toEqual(half);
    expect(parameter(module, 'fc1.weight').data[1]).toBe(0);
  });

  test('a mask sets the gradients of pruned weights to +0 and leaves the others unchanged', () => {
    const gradient = (masked: boolean) => {
      const module = network();
      if (masked) module.setMask(new Map([['fc2.weight', half]]));
      else
        half.forEach((bit, i) => {
          if (bit === 0) parameter(module, 'fc2.weight').data[i] = 0;
        });
      backward(
        crossEntropy(
          module.forward([
            [1, -2],
            [0.5, 3],
          ]),
          [0, 1],
        ),
      );
      return parameter(module, 'fc2.weight').grad?.values() as Float32Array;
    };
    const free = gradient(false);
    expect(free.some((g, i) => half[i] === 0 && g !== 0)).toBe(true);
    expect(gradient(true)).toEqual(free.map((g, i) => (half[i] === 1 ? g : 0)));
  });

  test('a mask of ones changes no output', () => {
    const [free, masked] = [network(), network()];
    masked.setMask(new Map([['fc1.weight', new Uint8Array(6).fill(1)]]));
    const x = tensor([
      [1, -2],
      [0.5, 3],
    ]);
    expect(masked.forward(x).value.values()).toEqual(free.forward(x).value.values());
  });

  test.each<[string, string, Uint8Array, string, (new (...args: never[]) => Error)?]>([
    [
      'unknown name',
      'fc3.weight',
      half,
      'mask: names must be of [fc1.weight, fc1.bias, fc2.weight, fc2.bias], got "fc3.weight"',
    ],
    [
      'wrong size',
      'fc2.weight',
      Uint8Array.of(0),
      'mask "fc2.weight": must have 6 entries, got 1',
      ShapeError,
    ],
    [
      'entry of 2',
      'fc2.weight',
      Uint8Array.of(0, 1, 0, 2, 0, 0),
      'mask "fc2.weight"[3]: must be 0 or 1, got 2',
    ],
  ])(
    'setMask throws an error for a mask with an %s and changes neither weights nor masks',
    (_, name, bits, message, kind) => {
      const module = network();
      module.setMask(new Map([['fc1.weight', half]]));
      const before = module.state();
      expectError(
        () =>
          module.setMask(
            new Map([
              ['fc1.weight', half.map((bit) => 1 - bit)],
              [name, bits],
            ]),
          ),
        message,
        kind,
      );
      expect(module.state()).toEqual(before);
      expect(parameter(module, 'fc1.weight').mask).toEqual(half);
    },
  );
});
