import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as tensors from '../../src/tensor/index.ts';
import { expectBits } from '../kernels/support.ts';
import { at, broadcastable, build, shapes, tensorOf } from './support.ts';

const { fround } = Math;
const { tensor } = tensors;

type Binary = [string, typeof tensors.add, (x: number, y: number) => number];
const binary: Binary[] = [
  ['add', tensors.add, (x, y) => x + y],
  ['sub', tensors.sub, (x, y) => x - y],
  ['mul', tensors.mul, (x, y) => x * y],
  ['div', tensors.div, (x, y) => x / y],
  ['reluGradient', tensors.reluGradient, (g, x) => (x > 0 ? g : 0)],
];

describe.each(binary)('%s', (name, operation, f) => {
  test('equals the rounded formula at every index, with NumPy broadcasting', () => {
    fc.assert(
      fc.property(
        broadcastable.chain(({ a, b, both }) => fc.tuple(tensorOf(a), tensorOf(b), fc.constant(both))),
        ([a, b, both]) => {
          const c = operation(a, b);
          expect(c.shape).toEqual(both);
          expectBits(
            c.values(),
            build(both, (index) => fround(f(at(a, index), at(b, index)))),
          );
        },
      ),
    );
  });

  test('throws a ShapeError for shapes that do not broadcast', () => {
    expect(() => operation(tensor([1, 2]), tensor([1, 2, 3]))).toThrow(
      `${name}: must broadcast with [2], got [3]`,
    );
  });
});

const unary = {
  neg: tensors.neg,
  abs: tensors.abs,
  sign: tensors.sign,
  sqrt: tensors.sqrt,
  exp: tensors.exp,
  log: tensors.log,
  sigmoid: tensors.sigmoid,
  tanh: tensors.tanh,
  relu: tensors.relu,
};

describe.each(Object.entries(unary))('%s', (_, operation) => {
  test('is computed elementwise for views and contiguous tensors, and preserves the shape', () => {
    fc.assert(
      fc.property(
        shapes().chain((shape) => tensorOf(shape)),
        (a) => {
          const before = [...a.data];
          const y = operation(a);
          expect(y.shape).toEqual(a.shape);
          expectBits(
            y.values(),
            [...a.values()].map((x) => operation(tensor(x)).item()),
          );
          expectBits(a.data, before);
        },
      ),
    );
  });
});

test('each unary operation computes the function with its name', () => {
  const x = [-2, 0.25, 4];
  const [e, σ, t] = [0.25, 0.25, 0.25].map((v, i) => [Math.exp(v), 1 / (1 + Math.exp(-v)), Math.tanh(v)][i]);
  const at1 = (operation: (a: tensors.Tensor) => tensors.Tensor) => operation(tensor(x)).values()[1];
  expect(tensors.neg(tensor(x)).toArray()).toEqual([2, -0.25, -4]);
  expect(tensors.abs(tensor(x)).toArray()).toEqual([2, 0.25, 4]);
  expect(tensors.sign(tensor(x)).toArray()).toEqual([-1, 1, 1]);
  expect(tensors.relu(tensor(x)).toArray()).toEqual([0, 0.25, 4]);
  expect(at1(tensors.sqrt)).toBe(0.5);
  expect(Math.abs(at1(tensors.exp) - e)).toBeLessThan(2 ** -22);
  expect(Math.abs(at1(tensors.sigmoid) - σ)).toBeLessThan(2 ** -22);
  expect(Math.abs(at1(tensors.tanh) - t)).toBeLessThan(2 ** -22);
  expect(Math.abs(at1(tensors.log) + 2 * Math.LN2)).toBeLessThan(2 ** -22);
});

test('equal returns 1 where two elements are equal, and −0 equals +0', () => {
  const a = tensor([
    [1, -0],
    [3, 4],
  ]);
  const b = tensors.transpose(
    tensor([
      [1, 2],
      [0, 4],
    ]),
  );
  expect(tensors.equal(a, b).toArray()).toEqual([
    [1, 1],
    [0, 1],
  ]);
});
