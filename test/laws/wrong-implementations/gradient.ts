import {
  type GradientImpl,
  gradientLaws,
  type OperationName,
  ours,
  type Recorded,
} from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

type Change = (right: Recorded, inputs: Parameters<GradientImpl['record']>[1]) => Partial<Recorded>;

/** Right but for what is changed, in the named operations or in all. */
const by = (change: Change, ...operations: OperationName[]): GradientImpl => ({
  record(call, inputs) {
    const right = ours.gradient.record(call, inputs) as Recorded;
    const isWrong = operations.length === 0 || operations.includes(call.operation);
    return isWrong ? { ...right, ...change(right, inputs) } : right;
  },
});

/** Gradients as they are, changed on their way out. */
const outgoing = (change: (gradient: Float32Array, which: number) => Float32Array): Change => {
  return (right) => ({ gradients: () => right.gradients().map(change) });
};

const transposed = (values: Float32Array, [rows, columns]: readonly number[]) =>
  values.map((_, at) => values[(at % columns) * rows + Math.floor(at / columns)] ?? 0);

/** Known wrong gradients. */
export const gradientWrong: WrongImplementations<GradientImpl> = {
  set: gradientLaws,
  rejects: {
    'values agree with the formula in float64': ['a mean that is a sum'],
    'gradients agree with difference quotients of the formula': [
      'a loss’s gradient that is not divided by the batch',
      'forgets a transpose',
      'multiplies by y where y·(1 − y) belongs',
      'takes the upstream gradient for 1',
      'gives a stretched operand the gradient of one row',
      'clips gradients on the way',
      'rounds gradients to eleven bits',
    ],
    'gradients are homogeneous: powers of two factor out exactly': [
      'takes the upstream gradient for 1',
      'clips gradients on the way',
      'rounds gradients to eleven bits',
    ],
    'gradients accumulate until they are cleared': [
      'clips gradients on the way',
      'rounds gradients to eleven bits',
      'replaces where it should add',
      'never forgets',
    ],
    'operations on tensors of more than 65,536 entries compute every entry correctly': [
      'a loss’s gradient that is not divided by the batch',
      'forgets a transpose',
      'takes the upstream gradient for 1',
      'clips gradients on the way',
      'adds at most 65,536 terms',
    ],
    'operations are accurate for very large and very small numbers': [
      'multiplies by y where y·(1 − y) belongs',
      'clips gradients on the way',
      'rounds gradients to eleven bits',
      'computes the sigmoid as e^x ÷ (1 + e^x)',
    ],
    'gradients of a broadcast column are summed over the columns': [
      'takes the upstream gradient for 1',
      'clips gradients on the way',
      'sums the gradient of a broadcast column over the rows',
    ],
  },
  implementations: [
    {
      name: 'a mean that is a sum',
      from: 'losses differ in their reduction: PyTorch’s `mean` and `sum`',
      impl: by(({ value }) => ({ value: { shape: [], data: value.data.map((x) => x * 2) } }), 'mean'),
    },
    {
      name: 'a loss’s gradient that is not divided by the batch',
      from: 'the same confusion in the backward pass alone: the learning rate grows with the batch',
      impl: by(
        (right, [z]) => ({ gradients: () => right.gradients().map((g) => g.map((x) => x * z.shape[0])) }),
        'crossEntropy',
      ),
    },
    {
      name: 'forgets a transpose',
      from: 'easily made: it goes unseen on square matrices that are symmetric',
      impl: by(
        (right, inputs) => ({
          gradients: () => right.gradients().map((g, which) => transposed(g, inputs[which].shape)),
        }),
        'matmul',
        'matmulNT',
      ),
    },
    {
      name: 'multiplies by y where y·(1 − y) belongs',
      from: 'easily made: the slope of the sigmoid cut short',
      impl: by(
        ({ value, backward, gradients, ...rest }) => ({
          ...rest,
          backward,
          gradients: () => gradients().map((g) => g.map((x, i) => x / (1 - value.data[i]))),
        }),
        'sigmoid',
      ),
    },
    {
      name: 'takes the upstream gradient for 1',
      from: 'a backward pass that was only ever called on a loss',
      impl: by((right) => ({ backward: (upstream) => right.backward(upstream.map(() => 1)) })),
    },
    {
      name: 'gives a stretched operand the gradient of one row',
      from: 'broadcasting undone by taking, not by adding',
      impl: by(
        (right, [a, b]) => ({
          backward(upstream) {
            const isRow = b.shape.length < a.shape.length;
            right.backward(isRow ? upstream.map((g, i) => (i < b.data.length ? g : 0)) : upstream);
          },
        }),
        'add',
        'mul',
      ),
    },
    {
      name: 'clips gradients on the way',
      from: 'gradient clipping inside the operation: then it is linear no more',
      impl: by(outgoing((g) => g.map((x) => Math.max(-0.5, Math.min(0.5, x))))),
    },
    {
      name: 'rounds gradients to eleven bits',
      from: 'half precision, whose subnormals are not scaled along',
      impl: by(outgoing((g) => g.map((x) => Math.round(x * 2 ** 11) / 2 ** 11))),
    },
    {
      name: 'replaces where it should add',
      from: 'gradients that are set: a weight used twice learns from one use',
      impl: by((right) => ({
        backward(upstream) {
          right.zeroGrad();
          right.backward(upstream);
        },
      })),
    },
    {
      name: 'never forgets',
      from: 'a training loop whose zero_grad does nothing: every step follows the sum of all before',
      impl: by(() => ({ zeroGrad: () => {} })),
    },
    {
      name: 'adds at most 65,536 terms',
      from: 'an inner dimension of 16 bits',
      impl: by(
        ({ value }, [a]) => ({
          value: a.data.length > 65_536 ? { ...value, data: value.data.map((x) => x + 1) } : value,
        }),
        'matmul',
        'matmulNT',
        'matmulTN',
        'sum',
      ),
    },
    {
      name: 'computes the sigmoid as e^x ÷ (1 + e^x)',
      from: 'the formula taken literally: for x > 88, ∞ ÷ ∞ is NaN',
      impl: by(
        ({ value }, [x]) => ({
          value: {
            ...value,
            data: value.data.map((y, i) => (x.data[i] > 88 ? Number.NaN : y)),
          },
        }),
        'sigmoid',
      ),
    },
    {
      name: 'sums the gradient of a broadcast column over the rows',
      from: 'a sum over the first axis for every broadcast operand',
      impl: by(
        (right, [a, b]) => ({
          gradients: () => {
            const [first, second] = right.gradients();
            const isColumn = b.shape.length === 2 && b.shape[1] === 1 && a.shape[1] > 1;
            return [first, isColumn ? second.toReversed() : second];
          },
        }),
        'add',
        'sub',
        'mul',
      ),
    },
  ],
};
