import { expect, test } from 'vitest';
import { backward, crossEntropy, mul, sum, variable } from '../../src/autograd/index.ts';
import { ShapeError } from '../../src/errors.ts';
import { mlp } from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';

test('loss.backward() gives every parameter the same gradient as backward(loss)', () => {
  const [method, call] = [1, 1].map((seed) => mlp([2, 5, 3], { random: new Random(seed) }));
  const [a, b] = [method, call].map((model) => crossEntropy(model.forward([[1, -2], [0.5, 3]]), [0, 2])); // biome-ignore format: one line
  a.backward();
  backward(b);
  const expected = [...call.namedParameters().values()].map(({ grad }) => grad?.values());
  expect(expected.every((grad) => grad?.some((value) => value !== 0))).toBe(true);
  expect([...method.namedParameters().values()].map(({ grad }) => grad?.values())).toEqual(expected);
});

test('backward with an upstream gradient multiplies by it', () => {
  const x = variable([1, 2]);
  mul(x, x).backward(tensor([10, 100]));
  expect(x.grad?.toArray()).toEqual([20, 400]);
});

test('a second backward adds the gradients again', () => {
  const x = variable([1, 2]);
  const y = sum(mul(x, x));
  y.backward();
  y.backward();
  expect(x.grad?.toArray()).toEqual([4, 8]);
});

test('backward throws a ShapeError for an output of several elements without an upstream gradient', () => {
  const y = mul(variable([1, 2]), 3);
  expect(() => y.backward()).toThrow(ShapeError);
  expect(() => y.backward(tensor([1, 2, 3]))).toThrow('backward: upstream must have shape [2], got [3]');
});
