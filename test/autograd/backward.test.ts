import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  backward,
  concat,
  div,
  gather,
  gradients,
  matmul,
  mul,
  neg,
  reshape,
  square,
  sub,
  sum,
  type Variable,
  variable,
} from '../../src/autograd/index.ts';
import { ShapeError } from '../../src/errors.ts';
import { tensor, zeros } from '../../src/tensor/index.ts';
import { expectBits, floats, number32 } from '../kernels/support.ts';

const gradient = (v: Variable) => v.grad?.toArray();

describe('gradients accumulate', () => {
  test('a second backward through the same graph doubles them exactly', () => {
    fc.assert(
      fc.property(floats(5), floats(5), (x, g) => {
        const a = variable(tensor(x));
        const y = mul(a, 3);
        backward(y, tensor(g));
        const once = a.grad!.values().slice();
        backward(y, tensor(g));
        expectBits(
          a.grad!.values(),
          once.map((value) => value + value),
        );
      }),
    );
  });

  test('until zeroGrad clears them', () => {
    const a = variable([1, 2]);
    backward(sum(mul(a, 3)));
    backward(sum(mul(a, 4)));
    expect(gradient(a)).toEqual([7, 7]);
    a.zeroGrad();
    expect(a.grad).toBeNull();
    backward(sum(a));
    expect(gradient(a)).toEqual([1, 1]);
  });

  test('a gradient stored elsewhere is not changed by the next backward', () => {
    const a = variable([1, 2]);
    const upstream = tensor([5, 6]);
    const y = reshape(a, [2]);
    backward(y, upstream);
    const kept = a.grad!;
    backward(y, upstream);
    expect([kept.toArray(), upstream.toArray(), gradient(a)]).toEqual([
      [5, 6],
      [5, 6],
      [10, 12],
    ]);
  });
});

describe('a variable used more than once gets the sum', () => {
  test('as both operands', () => {
    const a = variable([3, -2]);
    backward(sum(mul(a, a)));
    expect(gradient(a)).toEqual([6, -4]);
    const b = variable([3, -2]);
    backward(sum(sub(b, b)));
    expect(gradient(b)).toEqual([0, 0]);
  });

  test('through a diamond, each side once', () => {
    const a = variable(3);
    const shared = square(a); // 9
    const left = mul(shared, 2);
    const right = mul(shared, shared);
    backward(add(left, right)); // 2a² + a⁴
    expect(gradient(a)).toBe(4 * 3 + 4 * 27);
  });

  test('through a ladder of diamonds, where there are 2⁶⁰ paths', () => {
    const a = variable(1);
    let y: Variable = a;
    for (let i = 0; i < 60; i++) y = add(y, y);
    backward(y);
    expect(gradient(a)).toBe(2 ** 60);
  });

  test('through broadcasting, for every element it was stretched to', () => {
    const [row, column] = [variable([[1, 2, 3]]), variable([[10], [20]])];
    backward(sum(mul(row, column)));
    expect(gradient(row)).toEqual([[30, 30, 30]]);
    expect(gradient(column)).toEqual([[6], [6]]);
  });

  test('on a long way and a short way to the output', () => {
    const a = variable(2);
    let long: Variable = a;
    for (let i = 0; i < 10; i++) long = neg(long);
    backward(add(mul(long, a), a)); // a² + a
    expect(gradient(a)).toBe(5);
  });
});

describe('a constant', () => {
  test('has no gradient and does not block other gradients', () => {
    const [a, constant] = [variable([1, 2]), tensor([3, 4])];
    const held = variable([5, 6]);
    backward(sum(add(mul(a, constant), mul([7, 8], a))), undefined);
    expect(gradient(a)).toEqual([10, 12]);
    expect(held.grad).toBeNull();
  });

  test('is the result of an operation on constants only', () => {
    const y = matmul([[1, 2]], tensor([[3], [4]]));
    expect([y.requiresGrad, y.operation, y.value.toArray()]).toEqual([false, null, [[11]]]);
    expect(() => backward(y)).not.toThrow();
    expect(y.grad).toBeNull();
  });

  test('intermediate results have no grad', () => {
    const a = variable(2);
    const y = square(a);
    backward(mul(y, 3));
    expect([y.grad, gradient(a)]).toEqual([null, 12]);
  });

  test('a variable that is its own output gets the upstream gradient', () => {
    const a = variable([1, 2]);
    backward(a, tensor([3, 4]));
    expect(gradient(a)).toEqual([3, 4]);
  });
});

describe('the upstream gradient', () => {
  test('may be omitted only for an output of one element, of any shape', () => {
    const a = variable([[2]]);
    backward(square(a));
    expect(gradient(a)).toEqual([[4]]);
    expect(() => backward(variable([1, 2]))).toThrow(
      new ShapeError('backward', 'output must have one element unless an upstream gradient is given', [2]),
    );
    expect(() => backward(variable(zeros([0])))).toThrow(ShapeError);
    expect(() => gradients(square([1, 2] as never), [])).toThrow(ShapeError);
  });

  test('must have the shape of the output', () => {
    const a = variable([1, 2]);
    expect(() => backward(square(a), tensor([[1, 2]]))).toThrow(
      new ShapeError('backward', 'upstream must have shape [2]', [1, 2]),
    );
    expect(a.grad).toBeNull();
  });

  test('may be empty', () => {
    const a = variable(zeros([0, 3]));
    backward(square(a), zeros([0, 3]));
    expect(a.grad!.shape).toEqual([0, 3]);
  });
});

describe('gradients', () => {
  test('are returned for leaves and intermediate results, and do not change grad', () => {
    const a = variable(3);
    const y = square(a);
    const z = mul(y, mul(y, 2)); // 2a⁴
    const [da, dy, dz] = gradients(z, [a, y, z]);
    expect([da.item(), dy.item(), dz.item()]).toEqual([216, 36, 1]);
    expect(a.grad).toBeNull();
  });

  test('are zero for a constant and if the output does not depend on the input', () => {
    const [a, b] = [variable([1, 2]), variable([[3]])];
    const found = gradients(sum(a), [b, a]);
    expect(found.map((g) => g.value.toArray())).toEqual([[[0]], [1, 1]]);
    expect(gradients(tensorless(), [a])[0].value.toArray()).toEqual([0, 0]);
  });

  const tensorless = () => sum([1, 2]);

  test('can be differentiated repeatedly: the derivatives of x⁴', () => {
    const x = variable(2);
    const found: number[] = [];
    for (let y: Variable = square(square(x)), order = 0; order < 6; order++) {
      found.push(y.item());
      [y] = gradients(y, [x]);
    }
    expect(found).toEqual([16, 32, 48, 48, 24, 0]);
  });

  test('give the product of Hessian and vector: x ↦ Σ x³', () => {
    const x = variable([1, -2, 3]);
    const [first] = gradients(sum(mul(x, square(x))), [x]);
    backward(first, tensor([1, 10, 100]));
    expect(gradient(x)).toEqual([6, -120, 1800]);
  });
});

describe('graphs of any size', () => {
  const many = 100_000;

  test('a chain of 100,000 operations', () => {
    const a = variable(1);
    let y: Variable = a;
    for (let i = 0; i < many; i++) y = i % 2 === 0 ? neg(y) : add(y, 1);
    backward(y);
    expect(gradient(a)).toBe(1);
  });

  test('a variable with 100,000 consumers, added in turn', () => {
    const a = variable(1);
    let y: Variable = variable(0);
    for (let i = 0; i < many; i++) y = add(y, a);
    backward(y);
    expect([y.item(), gradient(a)]).toEqual([many, many]);
  });

  test('an operation with 150,000 operands', () => {
    const a = variable([2]);
    const pieces = Array.from({ length: 150_000 }, () => neg(a));
    backward(sum(concat(pieces)));
    expect(gradient(a)).toEqual([-150_000]);
  });

  test('a row gathered 100,000 times', () => {
    const a = variable([[1], [2]]);
    backward(sum(gather(a, new Uint32Array(many).fill(1))));
    expect(gradient(a)).toEqual([[0], [many]]);
  });
});

test('very large and very small divisors, as far as the quotient itself', () => {
  for (const b of [2 ** -80, 2 ** 80]) {
    const [top, bottom] = [variable(b), variable(b)];
    backward(div(top, bottom), tensor(b));
    expect([gradient(top), gradient(bottom)]).toEqual([1, -1]);
  }
});

test('the numbers themselves may be anything finite: ∂(a + b) is the upstream gradient to the bit', () => {
  fc.assert(
    fc.property(floats(4, number32), floats(4, number32), floats(4, number32), (x, y, g) => {
      const [a, b] = [variable(tensor(x)), variable(tensor(y))];
      backward(add(a, b), tensor(g));
      expectBits(a.grad!.values(), g);
      expectBits(b.grad!.values(), g);
    }),
  );
});
