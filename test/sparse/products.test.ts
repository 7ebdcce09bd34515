// Compares sparse with dense products bit for bit: values, gradients, and gradients of gradients.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  asVariable,
  gradients,
  linear,
  matmul,
  matmulNT,
  matmulTN,
  mul,
  sum,
  type Variable,
  variable,
} from '../../src/autograd/index.ts';
import { ShapeError } from '../../src/errors.ts';
import { type Pattern, sparseLinear, sparseNN, sparseNT, sparseTN } from '../../src/sparse/index.ts';
import { Tensor, tensor, zeros } from '../../src/tensor/index.ts';
import { expectBits, floats, masks, ordinary } from '../kernels/support.ts';
import { patternOfBits } from './patterns.ts';

type Product = (a: Variable, b: Variable) => Variable;

const cases = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([batch, rows, columns]) =>
    fc.record({
      x: floats(batch * columns, ordinary).map((data) => new Tensor(data, [batch, columns])),
      y: floats(batch * rows, ordinary).map((data) => new Tensor(data, [batch, rows])),
      w: floats(rows * columns, ordinary).map((data) => new Tensor(data, [rows, columns])),
      bits: masks(rows * columns),
    }),
  );

/** Returns a factor that ignores pruned entries: the mask for a tensor of the weight's shape, 1 for any other. */
const kept = ({ shape }: Variable, bits: Uint8Array, { rows, columns }: Pattern): Tensor =>
  shape[0] === rows && shape[1] === columns && shape[0] * shape[1] === bits.length
    ? new Tensor(Float32Array.from(bits), shape)
    : tensor(1);

/** Returns a product, its gradients, and the gradients of the sum of their squares; pruned entries are ignored. */
function derivatives(
  product: Product,
  leaves: [Tensor, Tensor],
  keep: (v: Variable) => Tensor,
): Float32Array[] {
  const [a, b] = leaves.map(variable);
  const value = mul(product(a, b), 1);
  const counted = (v: Variable) => mul(v, keep(v));
  const first = gradients(sum(mul(counted(value), counted(value))), [a, b]).map(counted);
  const squares = first.map((g) => sum(mul(g, g))).reduce((p, q) => add(p, q));
  const second = gradients(squares, [a, b]).map(counted);
  return [counted(value), ...first, ...second].map((v) => v.value.values().map((number) => number + 0));
}

const masked = (w: Tensor, bits: Uint8Array): Tensor =>
  new Tensor(
    w.values().map((value, i) => (bits[i] === 1 ? value : 0)),
    w.shape,
  );

describe.each<
  [string, (pattern: Pattern) => Product, Product, (c: Record<'x' | 'y' | 'w', Tensor>) => [Tensor, Tensor]]
>([
  ['sparseNT', (pattern) => (x, w) => sparseNT(x, w, pattern), matmulNT, ({ x, w }) => [x, w]],
  ['sparseNN', (pattern) => (y, w) => sparseNN(y, w, pattern), matmul, ({ y, w }) => [y, w]],
  ['sparseTN', (pattern) => (y, x) => sparseTN(y, x, pattern), matmulTN, ({ y, x }) => [y, x]],
])('%s', (name, sparse, dense, operands) => {
  test('equals the dense product with pruned weights of 0, and so do its first and second derivatives', () => {
    fc.assert(
      fc.property(cases, ({ x, y, w, bits }) => {
        const pattern = patternOfBits(bits, w.shape[0], w.shape[1]);
        const leaves = operands({ x, y, w: masked(w, bits) });
        const keep = (v: Variable) => kept(v, bits, pattern);
        const expected = derivatives(dense, leaves, keep);
        derivatives(sparse(pattern), leaves, keep).forEach((values, i) => {
          expectBits(values, expected[i]);
        });
      }),
    );
  });

  test('records an operation with its name', () => {
    const leaf = variable(tensor([[3]]));
    expect(sparse(patternOfBits([1], 1, 1))(leaf, leaf).operation?.name).toBe(name);
  });

  test('computes gradients only for inputs that require one', () => {
    const pattern = patternOfBits([1, 0, 1, 1], 2, 2);
    const constant = tensor([
      [1, 2],
      [3, 4],
    ]);
    for (const which of [0, 1]) {
      const leaf = variable(constant);
      const inputs = [0, 1].map((i) => (i === which ? leaf : asVariable(constant)));
      const { operation } = sparse(pattern)(inputs[0], inputs[1]);
      const found = operation?.gradient(variable(constant)) ?? [];
      expect(found.map((g) => g === null)).toEqual(which === 0 ? [false, true] : [true, false]);
    }
  });
});

test('sparseLinear equals linear with pruned weights of 0, with and without a bias', () => {
  fc.assert(
    fc.property(cases, ({ x, w, bits }) => {
      const [rows, columns] = w.shape;
      const weight = masked(w, bits);
      const bias = new Tensor(w.values().slice(0, rows), [rows]);
      for (const b of [bias, null]) {
        const sparse = sparseLinear(x, weight, b, patternOfBits(bits, rows, columns));
        expectBits(sparse.value.values(), linear(x, weight, b).value.values());
      }
    }),
  );
});

test('values of pruned weights are not read', () => {
  const pattern = patternOfBits([1, 0], 1, 2);
  const weight = tensor([[2, Number.NaN]]);
  expect(sparseNT([[3, 4]], weight, pattern).value.toArray()).toEqual([[6]]);
  expect(sparseNN([[3]], weight, pattern).value.toArray()).toEqual([[6, 0]]);
});

test.each<[string, () => unknown, string]>([
  ['sparseNT: x', () => sparseNT(zeros([4, 2]), zeros([2, 3]), SIX), 'x: must be [batch, 3], got [4, 2]'],
  ['sparseNT: W', () => sparseNT(zeros([4, 3]), zeros([3, 2]), SIX), 'W: must be [2, 3], got [3, 2]'],
  ['sparseNT: W, rows', () => sparseNT(zeros([4, 3]), zeros([4, 3]), SIX), 'W: must be [2, 3], got [4, 3]'],
  ['sparseNT: rank', () => sparseNT(zeros([3]), zeros([2, 3]), SIX), 'x: must be [batch, 3], got [3]'],
  [
    'sparseNT: x of rank 3',
    () => sparseNT(zeros([4, 3, 1]), zeros([2, 3]), SIX),
    'x: must be [batch, 3], got [4, 3, 1]',
  ],
  ['sparseNN: y', () => sparseNN(zeros([4, 3]), zeros([2, 3]), SIX), 'y: must be [batch, 2], got [4, 3]'],
  ['sparseNN: W', () => sparseNN(zeros([4, 2]), zeros([6]), SIX), 'W: must be [2, 3], got [6]'],
  ['sparseTN: batch', () => sparseTN(zeros([4, 2]), zeros([5, 3]), SIX), 'x: must be [4, 3], got [5, 3]'],
  ['sparseTN: y', () => sparseTN(zeros([4, 3]), zeros([4, 3]), SIX), 'y: must be [batch, 2], got [4, 3]'],
  ['sparseTN: x', () => sparseTN(zeros([4, 2]), zeros([4, 2]), SIX), 'x: must be [batch, 3], got [4, 2]'],
])('%s of another shape throws a ShapeError', (_, call, message) => {
  expect(call).toThrow(ShapeError);
  expect(call).toThrow(message);
});

const SIX = patternOfBits([1, 0, 0, 1, 1, 0], 2, 3);
