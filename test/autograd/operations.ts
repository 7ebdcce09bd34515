// Every differentiable operation beside its formula, with generators for its inputs.

import fc from 'fast-check';
import type { Variable } from '../../src/autograd/index.ts';
import * as autograd from '../../src/autograd/index.ts';
import { sizeOf, type Tensor, tensor } from '../../src/tensor/index.ts';
import { arrangements, broadcastable, fullShapes, shapes, tensorOf } from '../tensor/support.ts';
import type { Array64 } from './float64.ts';
import * as f64 from './float64.ts';

/** One operation on drawn inputs. */
export interface Drawn {
  readonly inputs: readonly Tensor[];
  readonly apply: (...inputs: Variable[]) => Variable;
  readonly formula: (...inputs: Array64[]) => Array64;
}

/** One operation. */
export interface Case {
  readonly drawn: fc.Arbitrary<Drawn>;
  /** Bounds every factor that meets the upstream gradient, in the first and the second derivative. */
  readonly magnitude: number;
  /** How many roundings a term passes on its way to the gradient, sums aside. */
  readonly depth: number;
}

const step = 2 ** -20;
const between = (low: number, high: number) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(low, high) },
    { weight: 4, arbitrary: fc.integer({ min: low / step, max: high / step }).map((n) => n * step) },
  );
/** [−2, 2], zeros of both signs and ties among them. */
const signed = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1) },
  { weight: 4, arbitrary: between(-2, 2) },
);
/** [1, 2]. */
const positive = between(1, 2);
/** [−2, −¼] and [¼, 2]: far from the kink at 0. */
const kinkless = fc.tuple(between(0.25, 2), fc.constantFrom(1, -1)).map(([x, sign]) => x * sign);

const small = shapes(3);

const unary = (
  apply: (a: Variable) => Variable,
  formula: (x: number) => number,
  { of = signed, magnitude = 4, depth = 6 } = {},
): Case => ({
  magnitude,
  depth,
  drawn: small
    .chain((shape) => tensorOf(shape, of))
    .map((a) => ({ inputs: [a], apply, formula: f64.map(formula) })),
});

const binary = (
  apply: (a: Variable, b: Variable) => Variable,
  formula: (x: number, y: number) => number,
  right = signed,
): Case => ({
  magnitude: 4,
  depth: 8,
  drawn: broadcastable
    .chain(({ a, b }) => fc.tuple(tensorOf(a), tensorOf(b, right)))
    .map((inputs) => ({ inputs, apply, formula: f64.map2(formula) })),
});

const product = (
  apply: (a: Variable, b: Variable) => Variable,
  transposedA: boolean,
  transposedB: boolean,
): Case => ({
  magnitude: 2,
  depth: 4,
  drawn: fc
    .tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }))
    .chain(([m, k, n]) =>
      fc.tuple(
        tensorOf(transposedA ? [k, m] : [m, k], signed),
        tensorOf(transposedB ? [n, k] : [k, n], signed),
      ),
    )
    .map((inputs) => ({ inputs, apply, formula: f64.product(transposedA, transposedB) })),
});

const reduction = (
  apply: (a: Variable, axes: readonly number[] | undefined, keepDims: boolean) => Variable,
  fold: (elements: number[]) => number,
  from: fc.Arbitrary<number[]>,
  fill: (shape: number[]) => fc.Arbitrary<Tensor> = (shape) => tensorOf(shape, signed),
): Case => ({
  magnitude: 1,
  depth: 4,
  drawn: from
    .chain((shape) =>
      fc.record({
        a: fill(shape),
        over: fc.shuffledSubarray(shape.map((_, axis) => axis)),
        keepDims: fc.boolean(),
        fromEnd: fc.boolean(),
      }),
    )
    .map(({ a, over, keepDims, fromEnd }) => {
      const axes = over.length === a.rank ? undefined : over.map((axis) => (fromEnd ? axis - a.rank : axis));
      return {
        inputs: [a],
        apply: (x) => apply(x, axes, keepDims),
        formula: f64.reduce(fold, [...over].sort(), keepDims),
      };
    }),
});

/** Distinct numbers, an eighth apart, in random order. */
const distinct = (shape: number[]): fc.Arbitrary<Tensor> => {
  const eighths = Array.from({ length: sizeOf(shape) }, (_, i) => (i - 8) / 8);
  return fc
    .tuple(fc.shuffledSubarray(eighths, { minLength: eighths.length }), arrangements)
    .map(([numbers, arrange]) => arrange(tensor(numbers, shape)));
};

/** A tensor, an axis of it, and how long that axis is. */
const alongAxis = fc.tuple(shapes(2), fc.nat({ max: 3 }), shapes(1)).chain(([before, length, after]) =>
  fc.record({
    a: tensorOf([...before, length, ...after], signed),
    axis: fc.constant(before.length),
    length: fc.constant(length),
  }),
);
const withAxis = (index: readonly number[], axis: number, i: number) =>
  index.map((own, d) => (d === axis ? i : own));

const views: Record<string, Case> = {
  reshape: {
    magnitude: 1,
    depth: 0,
    drawn: small
      .chain((shape) => tensorOf(shape, signed))
      .map((a) => ({
        inputs: [a],
        apply: (x) => autograd.reshape(x, [a.size, 1]),
        formula: (x) => ({ shape: [a.size, 1], data: x.data }),
      })),
  },
  transpose: {
    magnitude: 1,
    depth: 0,
    drawn: fc
      .tuple(fc.nat({ max: 3 }), small)
      .chain(([first, rest]) =>
        fc.tuple(
          tensorOf([first, ...rest], signed),
          fc.nat({ max: rest.length }),
          fc.nat({ max: rest.length }),
        ),
      )
      .map(([a, i, j]) => {
        const swapped = (list: readonly number[]) =>
          list.map((x, axis) => (axis === i ? list[j] : axis === j ? list[i] : x));
        return {
          inputs: [a],
          apply: (x) => autograd.transpose(x, i, j - a.rank),
          formula: f64.rearrange(swapped(a.shape), swapped),
        };
      }),
  },
  slice: {
    magnitude: 1,
    depth: 0,
    drawn: fc.tuple(alongAxis, fc.nat({ max: 3 }), fc.nat({ max: 3 })).map(([{ a, axis, length }, p, q]) => {
      const [start, end] = [p, q].map((x) => Math.min(x, length)).sort();
      return {
        inputs: [a],
        apply: (x) => autograd.slice(x, axis - a.rank, start, end),
        formula: f64.rearrange(withAxis(a.shape, axis, end - start), (index) =>
          withAxis(index, axis, index[axis] + start),
        ),
      };
    }),
  },
  gather: {
    magnitude: 1,
    depth: 0,
    drawn: fc
      .tuple(alongAxis, fc.array(fc.nat({ max: 11 }), { maxLength: 5 }))
      .map(([{ a, axis, length }, numbers]) => {
        const indices = length === 0 ? [] : numbers.map((n) => n % length);
        return {
          inputs: [a],
          apply: (x) => autograd.gather(x, indices, axis - a.rank),
          formula: f64.rearrange(withAxis(a.shape, axis, indices.length), (index) =>
            withAxis(index, axis, indices[index[axis]]),
          ),
        };
      }),
  },
  concat: {
    magnitude: 1,
    depth: 0,
    drawn: fc
      .tuple(alongAxis, fc.array(fc.nat({ max: 2 }), { maxLength: 3 }))
      .chain(([{ a, axis }, lengths]) =>
        fc.tuple(
          fc.tuple(fc.constant(a), ...lengths.map((n) => tensorOf(withAxis(a.shape, axis, n), signed))),
          fc.constant(axis),
        ),
      )
      .map(([inputs, axis]) => ({
        inputs,
        apply: (...xs) => autograd.concat(xs, axis - inputs[0].rank),
        formula: f64.join(axis),
      })),
  },
  broadcastTo: {
    magnitude: 1,
    depth: 0,
    drawn: broadcastable
      .chain(({ a, both }) => fc.tuple(tensorOf(a, signed), fc.constant(both)))
      .map(([a, both]) => ({
        inputs: [a],
        apply: (x) => autograd.broadcastTo(x, both),
        formula: f64.rearrange(both, (index) => index),
      })),
  },
  sumTo: {
    magnitude: 1,
    depth: 0,
    drawn: broadcastable
      .chain(({ a, both }) => fc.tuple(tensorOf(both, signed), fc.constant(a)))
      .map(([wide, to]) => {
        const missing = wide.rank - to.length;
        const over = wide.shape
          .map((_, axis) => axis)
          .filter((axis) => axis < missing || to[axis - missing] === 1);
        return {
          inputs: [wide],
          apply: (x) => autograd.sumTo(x, to),
          formula: (x) => ({ shape: to, data: f64.reduce(f64.total, over)(x).data }),
        };
      }),
  },
};

/** Logits whose last axis is not empty. */
const logits = fc
  .tuple(shapes(2), fc.integer({ min: 1, max: 4 }))
  .chain(([batch, classes]) => tensorOf([...batch, classes], signed));

const labelled = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
  .chain(([batch, classes]) =>
    fc.record({
      z: tensorOf([batch, classes], signed),
      labels: fc.array(fc.nat({ max: classes - 1 }), { minLength: batch, maxLength: batch }),
    }),
  );

const crossEntropy =
  (labels: readonly number[]) =>
  (z: Array64): Array64 => ({
    shape: [],
    data: [-f64.total(labels.map((label, i) => f64.read(f64.logSoftmax(z), [i, label]))) / labels.length],
  });

const losses: Record<string, Case> = {
  softmax: {
    magnitude: 2,
    depth: 16,
    drawn: logits.map((z) => ({
      inputs: [z],
      apply: autograd.softmax,
      formula: (x) => f64.map(Math.exp)(f64.logSoftmax(x)),
    })),
  },
  logSoftmax: {
    magnitude: 2,
    depth: 16,
    drawn: logits.map((z) => ({ inputs: [z], apply: autograd.logSoftmax, formula: f64.logSoftmax })),
  },
  crossEntropy: {
    magnitude: 2,
    depth: 16,
    drawn: labelled.map(({ z, labels }) => ({
      inputs: [z],
      apply: (x) => autograd.crossEntropy(x, labels),
      formula: crossEntropy(labels),
    })),
  },
  mse: {
    magnitude: 8,
    depth: 8,
    drawn: fullShapes(2)
      .chain((shape) => fc.tuple(tensorOf(shape, signed), tensorOf(shape, signed)))
      .map((inputs) => ({
        inputs,
        apply: autograd.mse,
        formula: (a, b) => {
          const squares = f64.subtract(a, b).data.map((x) => x * x);
          return { shape: [], data: [f64.total(squares) / squares.length] };
        },
      })),
  },
  'a network of two layers': {
    magnitude: 16,
    depth: 40,
    drawn: labelled
      .chain(({ z, labels }) =>
        fc.tuple(
          fc.constant(labels),
          fc.tuple(
            tensorOf([labels.length, 2], signed),
            tensorOf([3, 2], signed),
            tensorOf([3], signed),
            tensorOf([z.shape[1], 3], signed),
          ),
        ),
      )
      .map(([labels, inputs]) => ({
        inputs,
        apply: (x, w1, b1, w2) =>
          autograd.crossEntropy(
            autograd.matmulNT(autograd.tanh(autograd.add(autograd.matmulNT(x, w1), b1)), w2),
            labels,
          ),
        formula: (x, w1, b1, w2) => {
          const hidden = f64.map(Math.tanh)(f64.map2((a, b) => a + b)(f64.product(false, true)(x, w1), b1));
          return crossEntropy(labels)(f64.product(false, true)(hidden, w2));
        },
      })),
  },
};

export const cases: Record<string, Case> = {
  add: binary(autograd.add, (x, y) => x + y),
  sub: binary(autograd.sub, (x, y) => x - y),
  mul: binary(autograd.mul, (x, y) => x * y),
  div: binary(autograd.div, (x, y) => x / y, positive),
  neg: unary(autograd.neg, (x) => -x),
  abs: unary(autograd.abs, Math.abs, { of: kinkless }),
  square: unary(autograd.square, (x) => x * x),
  sqrt: unary(autograd.sqrt, Math.sqrt, { of: positive, magnitude: 1 }),
  exp: unary(autograd.exp, Math.exp, { magnitude: 8 }),
  log: unary(autograd.log, Math.log, { of: positive, magnitude: 1 }),
  sigmoid: unary(autograd.sigmoid, (x) => 1 / (1 + Math.exp(-x)), { magnitude: 1, depth: 12 }),
  tanh: unary(autograd.tanh, Math.tanh, { magnitude: 2, depth: 12 }),
  relu: unary(autograd.relu, (x) => Math.max(x, 0), { of: kinkless }),
  'an operand twice': unary(
    (x) => autograd.mul(x, autograd.mul(x, x)),
    (x) => x * x * x,
    { magnitude: 12, depth: 12 },
  ),
  'numbers on either side': unary(
    (x) => autograd.div(autograd.sub(1, autograd.mul(x, 3)), 2),
    (x) => (1 - 3 * x) / 2,
  ),
  matmul: product(autograd.matmul, false, false),
  matmulNT: product(autograd.matmulNT, false, true),
  matmulTN: product(autograd.matmulTN, true, false),
  ...views,
  sum: reduction(autograd.sum, f64.total, small),
  mean: reduction(autograd.mean, (list) => f64.total(list) / list.length, fullShapes(3)),
  max: reduction(autograd.max, (list) => Math.max(...list), fullShapes(3), distinct),
  ...losses,
};
