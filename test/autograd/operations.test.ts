import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as autograd from '../../src/autograd/index.ts';
import {
  abs,
  backward,
  crossEntropy,
  detach,
  gradients,
  max,
  mean,
  mul,
  noGrad,
  relu,
  sqrt,
  square,
  straightThrough,
  sum,
  type Variable,
  variable,
} from '../../src/autograd/index.ts';
import { ShapeError } from '../../src/errors.ts';
import { tensor, zeros } from '../../src/tensor/index.ts';
import { expectBits, floats, number32 } from '../kernels/support.ts';

const gradient = (v: Variable) => v.grad?.toArray();

describe('at a kink', () => {
  test('relu and abs have derivative 0', () => {
    const a = variable([-1, -0, 0, 1]);
    backward(sum(relu(a)));
    expect(gradient(a)).toEqual([0, 0, 0, 1]);
    const b = variable([-1, -0, 0, 1]);
    backward(abs(b), tensor([1, 1, 1, 1]));
    expect(gradient(b)).toEqual([-1, 0, 0, 1]);
  });

  test('max divides its gradient equally among ties, including +0 and −0', () => {
    const a = variable([
      [5, 1],
      [5, -0],
      [0, 0],
    ]);
    backward(max(a, 1), tensor([8, 8, 8]));
    expect(gradient(a)).toEqual([
      [8, 0],
      [8, 0],
      [4, 4],
    ]);
    const b = variable([7, 7, 7, 7]);
    backward(max(b));
    expect(gradient(b)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  test('sqrt has an infinite derivative at 0', () => {
    const a = variable(0);
    backward(sqrt(a));
    expect(gradient(a)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('detach', () => {
  test('returns the value as a constant', () => {
    const a = variable([2, 3]);
    const d = detach(square(a));
    expect([d.value.toArray(), d.requiresGrad, d.operation]).toEqual([[4, 9], false, null]);
    backward(sum(mul(a, d))); // d does not count: ∂ = d, not 3a²
    expect(gradient(a)).toEqual([4, 9]);
  });
});

describe('straightThrough', () => {
  test('returns the first value and passes the gradient to the second unchanged', () => {
    fc.assert(
      fc.property(floats(3, number32), floats(3, number32), floats(3, number32), (shown, x, g) => {
        const [forward, a] = [variable(tensor(shown)), variable(tensor(x))];
        const y = straightThrough(forward, mul(a, 1));
        expectBits(y.value.values(), shown);
        backward(y, tensor(g));
        expectBits(a.grad!.values(), g);
        expect(forward.grad).toBeNull();
      }),
    );
  });

  test('stretches the value to what it stands in for, and refuses what does not stretch', () => {
    const a = variable([1, 2, 3]);
    expect(straightThrough(7, a).value.toArray()).toEqual([7, 7, 7]);
    expect(() => straightThrough([1, 2], a)).toThrow(ShapeError);
  });

  test('has a second derivative of 0', () => {
    const a = variable([1, 2]);
    const [first] = gradients(sum(straightThrough([0, 1], a)), [a]);
    expect(gradients(sum(mul(first, 3)), [a])[0].value.toArray()).toEqual([0, 0]);
  });
});

describe('noGrad', () => {
  test('records no operations, also nested, and records again after an error', () => {
    const a = variable([1, 2]);
    const inside = noGrad(() => {
      noGrad(() => square(a));
      return square(a);
    });
    expect([inside.requiresGrad, inside.operation, inside.value.toArray()]).toEqual([false, null, [1, 4]]);
    const fail = () => {
      throw new Error('from within');
    };
    expect(() => noGrad(fail)).toThrow('from within');
    expect(square(a).requiresGrad).toBe(true);
  });

  test('does not prevent backward through a graph that was recorded before', () => {
    const a = variable(3);
    const y = square(a);
    noGrad(() => backward(y));
    expect(gradient(a)).toBe(6);
  });

  test('backward records no operations, but gradients does', () => {
    const a = variable(3);
    const recorded: boolean[] = [];
    const watched = autograd.record(tensor(3), {
      name: 'watched',
      inputs: [a],
      gradient: (g) => {
        recorded.push(mul(g, a).requiresGrad);
        return [g];
      },
    });
    backward(watched);
    gradients(watched, [a]);
    expect(recorded).toEqual([false, true]);
  });
});

test('mean over no elements is NaN, and of no means none', () => {
  expect(mean(zeros([0, 2]), 0).value.toArray()).toEqual([Number.NaN, Number.NaN]);
  expect(mean(zeros([0])).item()).toBeNaN();
  expect(mean(zeros([0, 2]), 1).shape).toEqual([0]);
});

describe('crossEntropy', () => {
  test('of equal logits is ln of the number of classes, with gradient (1 ÷ n − onehot) ÷ B', () => {
    const z = variable(zeros([2, 4]));
    const loss = crossEntropy(z, [1, 3]);
    expect(Math.abs(loss.item() - Math.log(4))).toBeLessThan(2 ** -22);
    backward(loss);
    expect(gradient(z)).toEqual([
      [0.125, -0.375, 0.125, 0.125],
      [0.125, 0.125, 0.125, -0.375],
    ]);
  });

  test('is finite if another class has a much higher logit', () => {
    const z = variable([[3e38, -3e38]]);
    const loss = crossEntropy(z, [0]);
    backward(loss);
    expectBits([loss.item(), ...z.grad!.values()], [0, 0, 0]);
  });

  test('keeps a copy of its labels', () => {
    const z = variable([[0, 0]]);
    const labels = [0];
    const loss = crossEntropy(z, labels);
    labels[0] = 1;
    backward(loss);
    expect(gradient(z)).toEqual([[-0.5, 0.5]]);
  });

  test('rejects logits without one row per label, and labels out of range', () => {
    expect(() => crossEntropy(zeros([2, 3]), [0])).toThrow(
      'crossEntropy: logits must be [1 labels ≥ 1, classes], got [2, 3]',
    );
    expect(() => crossEntropy(zeros([3]), [0, 0, 0])).toThrow(ShapeError);
    expect(() => crossEntropy(zeros([0, 3]), [])).toThrow(
      'crossEntropy: logits must be [0 labels ≥ 1, classes], got [0, 3]',
    );
    expect(() => crossEntropy(zeros([2, 3]), [0, 3])).toThrow(
      'label[1]: must be an integer in [0, 3), got 3',
    );
    expect(() => crossEntropy(zeros([1, 0]), [0])).toThrow('label[0]: must be an integer in [0, 0), got 0');
  });
});

test('errors for incompatible shapes name the operation', () => {
  const a = variable([1, 2]);
  expect(() => autograd.add(a, [1, 2, 3])).toThrow('add: must broadcast with [2], got [3]');
  expect(() => autograd.matmul(a, a)).toThrow('both must be matrices that agree in k, got [[2], [2]]');
  expect(() => autograd.broadcastTo(a, [3])).toThrow('broadcastTo: must broadcast to [3], got [2]');
  expect(() => autograd.sumTo(a, [3])).toThrow('sumTo: must broadcast to [2], got [3]');
  expect(() => autograd.slice(a, 0, 1, 3)).toThrow('slice: must satisfy 0 ≤ start ≤ end ≤ 2, got [1, 3]');
  expect(() => autograd.gather(a, [2])).toThrow('gather[0]: must be an integer in [0, 2), got 2');
  expect(() => autograd.concat([])).toThrow('concat: must be given at least one tensor, got []');
  expect(() => autograd.softmax(variable(1))).toThrow(
    'softmax: last axis must have at least one element, got []',
  );
});
