import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as kernels from '../../src/kernels/reference/index.ts';
import {
  logSoftmax,
  matmul,
  matmulNT,
  matmulTN,
  reshape,
  softmax,
  tensor,
  transpose,
  zeros,
} from '../../src/tensor/index.ts';
import { expectBits } from '../kernels/support.ts';
import { fullShapes, tensorOf } from './support.ts';

const matrices = fc
  .tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 }), fc.nat({ max: 5 }))
  .chain(([m, k, n]) => fc.tuple(tensorOf([m, k]), tensorOf([k, n])));

describe('matrix products', () => {
  test('matmul, matmulNT and matmulTN return the known products of small matrices', () => {
    const a = tensor([
      [1, 2],
      [3, 4],
    ]);
    const b = tensor([
      [5, 6],
      [7, 8],
    ]);
    expect(matmul(a, b).toArray()).toEqual([
      [19, 22],
      [43, 50],
    ]);
    expect(matmulNT(a, b).toArray()).toEqual([
      [17, 23],
      [39, 53],
    ]);
    expect(matmulTN(a, b).toArray()).toEqual([
      [26, 30],
      [38, 44],
    ]);
  });

  test('each matrix product passes row-major operands to its kernel, also for views', () => {
    fc.assert(
      fc.property(matrices, ([a, b]) => {
        const [m, k, n] = [a.shape[0], a.shape[1], b.shape[1]];
        const out = new Float32Array(m * n);
        kernels.matmulNN(out, a.values(), b.values(), m, k, n);
        expectBits(matmul(a, b).values(), out);
        expectBits(matmulNT(a, transpose(b)).values(), out);
        kernels.matmulTN(out, transpose(a).values(), b.values(), m, k, n);
        expectBits(matmulTN(transpose(a), b).values(), out);
        expect(matmul(a, b).shape).toEqual([m, n]);
      }),
    );
  });

  test('matrix products throw a ShapeError for operands that are not matrices or do not fit', () => {
    const rule = 'both must be matrices that agree in k, got';
    expect(() => matmul(zeros([2, 3]), zeros([2, 3]))).toThrow(
      `matmul: A [m, k] · B [k, n]: ${rule} [[2, 3], [2, 3]]`,
    );
    expect(() => matmulNT(zeros([2, 3]), zeros([3, 2]))).toThrow(
      `matmulNT: A [m, k] · B [n, k]ᵀ: ${rule} [[2, 3], [3, 2]]`,
    );
    expect(() => matmulTN(zeros([2, 3]), zeros([3, 2]))).toThrow(
      `matmulTN: A [k, m]ᵀ · B [k, n]: ${rule} [[2, 3], [3, 2]]`,
    );
    expect(() => matmul(zeros([3]), zeros([3, 2]))).toThrow(`${rule} [[3], [3, 2]]`);
    expect(() => matmul(zeros([2, 3]), zeros([3, 2, 1]))).toThrow(`${rule} [[2, 3], [3, 2, 1]]`);
  });
});

describe.each([
  ['softmax', softmax, kernels.softmax],
  ['logSoftmax', logSoftmax, kernels.logSoftmax],
] as const)('%s', (name, operation, kernel) => {
  test('is computed along the last axis for any number of axes', () => {
    fc.assert(
      fc.property(
        fullShapes(3).chain((shape) => tensorOf([...shape, 3])),
        (a) => {
          const out = new Float32Array(a.size);
          kernel(out, a.values(), a.size / 3, 3);
          expect(operation(a).shape).toEqual(a.shape);
          expectBits(operation(a).values(), out);
          expectBits(operation(reshape(a, [-1, 3])).values(), out);
        },
      ),
    );
  });

  test('throws a ShapeError if the last axis is empty or missing, but accepts an empty batch', () => {
    expect(() => operation(zeros([2, 0]))).toThrow(
      `${name}: last axis must have at least one element, got [2, 0]`,
    );
    expect(() => operation(tensor(1))).toThrow(`${name}: last axis must have at least one element, got []`);
    expect(operation(zeros([0, 2])).shape).toEqual([0, 2]);
  });
});
