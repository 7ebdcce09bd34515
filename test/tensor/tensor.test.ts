import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { full, type Nested, ones, Tensor, tensor, zeros } from '../../src/tensor/index.ts';
import { expectBits } from '../kernels/support.ts';
import { at, build, shapes, tensorOf } from './support.ts';

const anyTensor = shapes().chain((shape) => tensorOf(shape));

describe('tensor', () => {
  test('tensor accepts nested lists, and toArray returns them', () => {
    const nested = [
      [1, 2, 3],
      [4, 5, -0],
    ];
    const a = tensor(nested);
    expect(a.shape).toEqual([2, 3]);
    expect(a.toArray()).toEqual(nested);
    expect([tensor(7).toArray(), tensor([]).toArray(), tensor([[], []]).shape]).toEqual([7, [], [2, 0]]);
  });

  test('tensor rounds numbers to binary32', () => {
    expect(tensor(0.1).item()).toBe(Math.fround(0.1));
  });

  test('tensor accepts flat numbers and a shape', () => {
    expect(tensor([1, 2, 3, 4], [2, 2]).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('tensor uses a Float32Array in place', () => {
    const data = Float32Array.of(1, 2);
    const a = tensor(data, [2, 1]);
    data[1] = 5;
    expect(a.toArray()).toEqual([[1], [5]]);
  });

  test('tensor copies the shape that it is given', () => {
    const shape = [2];
    const a = tensor([1, 2], shape);
    shape[0] = 9;
    expect(a.shape).toEqual([2]);
  });

  test('tensor throws a ShapeError for ragged lists', () => {
    const message = 'tensor: nested lists must all have shape [2], got [1]';
    expect(() => tensor([[1, 2], [3]])).toThrow(
      new ShapeError('tensor', 'nested lists must all have shape [2]', [1]),
    );
    expect(() => tensor([[1, 2], [3]])).toThrow(message);
    const ragged: Nested[] = [
      [1, [2]],
      [[], 1],
      [[[1]], [[]]],
    ];
    for (const nested of ragged) expect(() => tensor(nested)).toThrow(ShapeError);
  });

  test('tensor throws a ShapeError if the shape is invalid or has a different size', () => {
    expect(() => tensor([1, 2, 3], [2, 2])).toThrow('tensor: shape must hold 3 numbers, got [2, 2]');
    expect(() => tensor(new Float32Array(3), [])).toThrow('tensor: shape must hold 3 numbers, got []');
    expect(() => tensor([1], [-1, -1])).toThrow('tensor: every axis must be an integer ≥ 0, got [-1, -1]');
  });
});

test('full, ones and zeros create tensors of equal elements', () => {
  expect(full([2, 2], 7).toArray()).toEqual([
    [7, 7],
    [7, 7],
  ]);
  expectBits(zeros([3]).values(), [0, 0, 0]);
  expect([ones([]).item(), zeros([2, 0]).size]).toEqual([1, 0]);
  expect(() => zeros([2, -1])).toThrow('full: every axis must be an integer ≥ 0, got [2, -1]');
});

test('values returns the elements in row-major order for any strides', () => {
  fc.assert(
    fc.property(anyTensor, (a) =>
      expectBits(
        a.values(),
        build(a.shape, (index) => at(a, index)),
      ),
    ),
  );
});

test('values returns the data without a copy if and only if the tensor is contiguous', () => {
  fc.assert(
    fc.property(anyTensor, (a) => {
      const shares = a.values().buffer === a.data.buffer;
      expect(shares).toBe(a.isContiguous());
    }),
  );
});

test('tensor(toArray()) equals the original tensor', () => {
  fc.assert(
    fc.property(anyTensor, (a) => {
      const again = tensor(a.toArray(), a.shape);
      expectBits(again.values(), a.values());
    }),
  );
});

test('isContiguous ignores the strides of axes of length 1', () => {
  expect(new Tensor(Float32Array.of(1, 2), [1, 2], [99, 1]).isContiguous()).toBe(true);
  expect(new Tensor(Float32Array.of(1, 2), [2, 1], [0, 1]).isContiguous()).toBe(false);
});

test('item returns the number of a one-element tensor of any rank and offset', () => {
  expect(new Tensor(Float32Array.of(1, 2, 3), [1, 1], [7, 7], 2).item()).toBe(3);
  expect(() => tensor([1, 2]).item()).toThrow('item: must have exactly one element, got [2]');
  expect(() => zeros([0]).item()).toThrow(ShapeError);
});
