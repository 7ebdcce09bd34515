// Generators of differentiable operations with their formulas, for inputs at which the derivatives are bounded.

import type { Arbitrary } from 'fast-check';
import { exp64 } from '../../numeric/exp.ts';
import { log64 } from '../../numeric/index.ts';
import { fc } from '../fast-check.ts';
import { floats } from '../generators/index.ts';
import type { OperationCall, OperationName, PlainTensor } from '../interfaces/gradient.ts';
import { type Array64, map, map2, product, total } from './float64.ts';

/** One operation with generated inputs. */
export interface Case<Call = OperationCall> {
  readonly call: Call;
  readonly inputs: readonly PlainTensor[];
  /** The formula of the operation in float64. */
  readonly formula: (...inputs: Array64[]) => Array64;
  /**
   * Upper bound of every factor that the upstream gradient is multiplied with. No fifth derivative exceeds 2¹³ times this bound.
   */
  readonly magnitude: number;
  /** Number of roundings between an input and the gradient, not counting those of sums. */
  readonly depth: number;
}

const STEP = 2 ** -20;
const between = (low: number, high: number) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(low, high) },
    { weight: 4, arbitrary: fc.integer({ min: low / STEP, max: high / STEP }).map((n) => n * STEP) },
  );
const signed = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1) },
  { weight: 4, arbitrary: between(-2, 2) },
);
const positive = between(1, 2);
/** Generates numbers far from the kink of ReLU at 0. */
const kinkless = fc.tuple(between(0.25, 2), fc.constantFrom(1, -1)).map(([x, sign]) => x * sign);

const tensorOf = (shape: readonly number[], of: Arbitrary<number> = signed): Arbitrary<PlainTensor> =>
  floats(
    shape.reduce((size, n) => size * n, 1),
    of,
  ).map((data) => ({ shape, data }));

/** Generates shapes of matrices, including empty ones and single rows and columns. */
const shapes = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }));
const full = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }));

type Formula = Case['formula'];

const unary = (
  operation: OperationName,
  f: (x: number) => number,
  { of = signed, magnitude = 4, depth = 6 } = {},
): Arbitrary<Case> =>
  shapes
    .chain((shape) => tensorOf(shape, of))
    .map((a) => ({ call: { operation }, inputs: [a], formula: map(f), magnitude, depth }));

/**
 * Generates a binary operation on two arrays of the same shape, or on an array and a row that is broadcast over its rows.
 */
const binary = (
  operation: OperationName,
  f: (x: number, y: number) => number,
  right = signed,
): Arbitrary<Case> =>
  fc
    .tuple(full, fc.boolean())
    .chain(([[rows, columns], isRow]) =>
      fc.tuple(tensorOf([rows, columns]), tensorOf(isRow ? [columns] : [rows, columns], right)),
    )
    .map((inputs) => ({ call: { operation }, inputs, formula: map2(f), magnitude: 4, depth: 8 }));

const matrixProduct = (
  operation: OperationName,
  transposedA: boolean,
  transposedB: boolean,
): Arbitrary<Case> =>
  fc
    .tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 }))
    .chain(([m, k, n]) =>
      fc.tuple(tensorOf(transposedA ? [k, m] : [m, k]), tensorOf(transposedB ? [n, k] : [k, n])),
    )
    .map((inputs) => ({
      call: { operation },
      inputs,
      formula: product(transposedA, transposedB),
      magnitude: 2,
      depth: 4,
    }));

const toNumber = (operation: OperationName, fold: (data: readonly number[]) => number): Arbitrary<Case> =>
  full
    .chain((shape) => tensorOf(shape))
    .map((a) => ({
      call: { operation },
      inputs: [a],
      formula: ({ data }) => ({ shape: [], data: [fold(data)] }),
      magnitude: 1,
      depth: 4,
    }));

const logSoftmax: Formula = ({ shape, data }) => {
  const columns = shape[1];
  const logTotals = Array.from(
    { length: shape[0] },
    (_, i) => log64(total(data.slice(i * columns, (i + 1) * columns).map(exp64))), // exp(120) overflows binary32, but not float64.
  );
  return { shape, data: data.map((z, at) => z - logTotals[Math.floor(at / columns)]) };
};

/** Generates small logits, and some so large that their exponential overflows binary32. */
const logits = full.chain((shape) =>
  tensorOf(shape, fc.oneof({ weight: 3, arbitrary: signed }, { weight: 1, arbitrary: between(-120, 120) })),
);

const crossEntropy: Arbitrary<Case> = logits.chain((z) => {
  const [batch, classes] = z.shape;
  return fc.array(fc.nat({ max: classes - 1 }), { minLength: batch, maxLength: batch }).map((labels) => ({
    call: { operation: 'crossEntropy' as const, labels },
    inputs: [z],
    formula: (x) => ({
      shape: [],
      data: [-total(labels.map((label, i) => logSoftmax(x).data[i * classes + label])) / batch],
    }),
    magnitude: 2,
    depth: 16,
  }));
});

const mse: Arbitrary<Case> = full
  .chain((shape) => fc.tuple(tensorOf(shape), tensorOf(shape)))
  .map((inputs) => ({
    call: { operation: 'mse' as const },
    inputs,
    formula: (a, b) => {
      const squares = map2((x, y) => (x - y) * (x - y))(a, b).data;
      return { shape: [], data: [total(squares) / squares.length] };
    },
    magnitude: 8,
    depth: 8,
  }));

const sigmoid64 = (x: number) => 1 / (1 + exp64(-x));

/** Generates any supported operation with inputs. */
export const cases: Arbitrary<Case> = fc.oneof(
  binary('add', (x, y) => x + y),
  binary('sub', (x, y) => x - y),
  binary('mul', (x, y) => x * y),
  binary('div', (x, y) => x / y, positive),
  unary('neg', (x) => -x),
  unary('square', (x) => x * x),
  unary('sqrt', Math.sqrt, { of: positive, magnitude: 1 }),
  unary('exp', exp64, { magnitude: 8 }),
  unary('log', log64, { of: positive, magnitude: 1 }),
  unary('sigmoid', sigmoid64, { magnitude: 1, depth: 12 }),
  unary('tanh', (x) => 2 * sigmoid64(2 * x) - 1, { magnitude: 2, depth: 12 }),
  unary('relu', (x) => Math.max(x, 0), { of: kinkless }),
  matrixProduct('matmul', false, false),
  matrixProduct('matmulNT', false, true),
  matrixProduct('matmulTN', true, false),
  toNumber('sum', total),
  toNumber('mean', (data) => total(data) / data.length),
  logits.map((z) => ({
    call: { operation: 'logSoftmax' as const },
    inputs: [z],
    formula: logSoftmax,
    magnitude: 2,
    depth: 16,
  })),
  crossEntropy,
  mse,
);
