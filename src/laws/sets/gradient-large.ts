import { NothingToCheck, sameList, sameValues } from '../expect.ts';
import type { GradientImpl, OperationCall, PlainTensor } from '../interfaces/gradient.ts';
import { type Law, law } from '../law.ts';

/** An operation on large inputs. Its value and gradients are integers, which are exact in any order of addition. */
interface LargeCase {
  readonly call: OperationCall;
  readonly inputs: readonly PlainTensor[];
  /** The upstream gradient ∂L/∂value. */
  readonly upstream: Float32Array;
  readonly value: Float32Array;
  readonly gradients: readonly Float32Array[];
}

/** Returns a tensor of integers from −2 to 2. */
export const integers = (shape: readonly number[], from = 0): PlainTensor => ({
  shape,
  data: Float32Array.from(
    { length: shape.reduce((size, n) => size * n, 1) },
    (_, i) => (((i + from) * 7) % 5) - 2,
  ),
});

/** Returns a matrix product [m, n] by the plain loops, for operands with the entries `a(i, k)` and `b(k, j)`. */
function product(
  [m, n, inner]: readonly number[],
  a: (i: number, k: number) => number,
  b: (k: number, j: number) => number,
): Float32Array {
  const result = new Float32Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a(i, k) * b(k, j);
      result[i * n + j] = sum;
    }
  return result;
}

/** Returns the matrix products of these sizes, with each operand transposed or not. */
function products(m: number, k: number, n: number): LargeCase[] {
  return (['matmul', 'matmulNT', 'matmulTN'] as const).map((operation): LargeCase => {
    const [isA, isB] = [operation === 'matmulTN', operation === 'matmulNT'];
    const [a, b] = [integers(isA ? [k, m] : [m, k]), integers(isB ? [n, k] : [k, n], 1)];
    const upstream = integers([m, n], 2).data;
    const entryA = (i: number, j: number) => a.data[isA ? j * m + i : i * k + j];
    const entryB = (i: number, j: number) => b.data[isB ? j * k + i : i * n + j];
    const g = (i: number, j: number) => upstream[i * n + j];
    return {
      ...{ call: { operation }, inputs: [a, b], upstream },
      value: product([m, n, k], entryA, entryB),
      gradients: [
        isA
          ? product([k, m, n], entryB, (j, i) => g(i, j)) //
          : product([m, k, n], g, (j, i) => entryB(i, j)),
        isB ? product([n, k, m], (j, i) => g(i, j), entryA) : product([k, n, m], (i, j) => entryA(j, i), g),
      ],
    };
  });
}

/** Returns elementwise operations and a sum of more than 65,536 entries. */
function entryByEntry(): LargeCase[] {
  const [a, b] = [integers([70_001]), integers([70_001], 3)];
  const upstream = integers([70_001], 1).data;
  const by = (factor: (i: number) => number) => upstream.map((g, i) => g * factor(i));
  const case1 = (
    operation: OperationCall['operation'],
    value: (x: number) => number,
    slope: (x: number) => number,
  ): LargeCase => ({
    ...{ call: { operation }, inputs: [a], upstream },
    value: a.data.map(value),
    gradients: [by((i) => slope(a.data[i]))],
  });
  const case2 = (
    operation: OperationCall['operation'],
    value: (x: number, y: number) => number,
    slopes: readonly ((i: number) => number)[],
  ): LargeCase => ({
    ...{ call: { operation }, inputs: [a, b], upstream },
    value: a.data.map((x, i) => value(x, b.data[i])),
    gradients: slopes.map(by),
  });
  return [
    case2('add', (x, y) => x + y, [() => 1, () => 1]),
    case2('sub', (x, y) => x - y, [() => 1, () => -1]),
    case2('mul', (x, y) => x * y, [(i) => b.data[i], (i) => a.data[i]]),
    case1(
      'neg',
      (x) => -x,
      () => -1,
    ),
    case1(
      'square',
      (x) => x * x,
      (x) => 2 * x,
    ),
    {
      ...{ call: { operation: 'sum' }, inputs: [a], upstream: Float32Array.of(2) },
      value: Float32Array.of(a.data.reduce((sum, x) => sum + x, 0)),
      gradients: [a.data.map(() => 2)],
    },
  ];
}

/**
 * Returns a cross-entropy over 512 classes and 256 examples whose logits are all equal, so that every probability is 2⁻⁹.
 */
function entropy(): LargeCase {
  const [batch, classes] = [256, 512];
  const labels = Array.from({ length: batch }, (_, i) => (i * 37 + 300) % classes);
  const gradient = new Float32Array(batch * classes).fill(2 ** -9);
  for (const [i, label] of labels.entries()) gradient[i * classes + label] -= 1;
  return {
    call: { operation: 'crossEntropy', labels },
    inputs: [{ shape: [batch, classes], data: new Float32Array(batch * classes).fill(1) }],
    upstream: Float32Array.of(batch),
    value: Float32Array.of(9 * Math.LN2),
    gradients: [gradient],
  };
}

const cases: readonly (() => LargeCase[])[] = [
  () => products(3, 300, 280),
  () => products(260, 5, 3),
  () => products(1, 70_001, 1),
  entryByEntry,
  () => [entropy()],
];

/** The law of operations on large tensors. */
export const largeGradientLaws: readonly Law<GradientImpl>[] = [
  law({
    name: 'operations on tensors of more than 65,536 entries compute every entry correctly',
    formula:
      'value and gradients for inner dimensions of 300 and 70,001, 260 rows, 70,001 entries and 512 classes',
    source: 'sums of small integers are exact in any order',
    bound: 'The cross-entropy and its gradient are rounded to multiples of 2⁻¹².',
    runs: 1,
    given: [],
    holds: (impl: GradientImpl) => {
      let isChecked = false;
      for (const { call, inputs, upstream, value, gradients } of cases.flatMap((make) => make())) {
        const recorded = impl.record(call, inputs);
        if (recorded === null) continue;
        isChecked = true;
        const rounded = (values: ArrayLike<number>) =>
          call.operation === 'crossEntropy'
            ? Float32Array.from(values, (x) => Math.round(x * 2 ** 12) / 2 ** 12)
            : values;
        sameValues(call.operation, rounded(recorded.value.data), rounded(value));
        recorded.backward(upstream);
        const got = recorded.gradients();
        sameList(
          `sizes of the gradients of ${call.operation}`,
          got.map((g) => g.length),
          gradients.map((g) => g.length),
        );
        gradients.forEach((gradient, i) => {
          sameValues(`gradient of input ${i + 1} of ${call.operation}`, rounded(got[i]), rounded(gradient));
        });
      }
      if (!isChecked) throw new NothingToCheck();
    },
  }),
];
