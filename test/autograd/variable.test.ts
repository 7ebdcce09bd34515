import { expect, test } from 'vitest';
import { asVariable, mul, variable } from '../../src/autograd/index.ts';
import { tensor } from '../../src/tensor/index.ts';

test('numbers and tensors become constants, and a variable is returned unchanged', () => {
  const a = variable([1, 2]);
  expect(asVariable(a)).toBe(a);
  expect([a.requiresGrad, asVariable(3).requiresGrad, asVariable(tensor([1])).requiresGrad]).toEqual([
    true,
    false,
    false,
  ]);
  expect([asVariable(3).item(), a.shape]).toEqual([3, [2]]);
});

test('a variable is younger than what it was computed from', () => {
  const a = variable(1);
  const y = mul(a, 2);
  expect(y.operation!.inputs.every((input) => input.age < y.age)).toBe(true);
});
