import type { Variable } from '../../autograd/index.ts';
import * as autograd from '../../autograd/index.ts';
import { Tensor } from '../../tensor/index.ts';
import type { GradientImpl, OperationCall, Recorded } from '../interfaces/gradient.ts';

/** This package's automatic differentiation. */
export const gradient: GradientImpl = {
  record: ({ operation, labels }, inputs) => {
    const leaves = inputs.map(({ shape, data }) => autograd.variable(new Tensor(data, [...shape])));
    return recordedOf(leaves, apply({ operation, labels: labels ?? [] }, leaves));
  },
};

/** Returns a recorded operation with its output and its leaves in the form that the laws expect. */
export const recordedOf = (leaves: readonly Variable[], output: Variable): Recorded => ({
  value: { shape: output.shape, data: output.value.values() },
  backward: (upstream) => autograd.backward(output, new Tensor(upstream, [...output.shape])),
  gradients: () => leaves.map(({ grad, value }) => grad?.values() ?? new Float32Array(value.size)),
  zeroGrad: () => {
    for (const leaf of leaves) leaf.zeroGrad();
  },
});

const { add, sub, mul, div, neg, square, sqrt, exp, log, sigmoid, tanh, relu } = autograd;
const { matmul, matmulNT, matmulTN, logSoftmax, mse } = autograd;
const sum = (a: Variable) => autograd.sum(a);
const mean = (a: Variable) => autograd.mean(a);
const operations = {
  ...{ add, sub, mul, div, neg, square, sqrt, exp, log, sigmoid, tanh, relu },
  ...{ matmul, matmulNT, matmulTN, sum, mean, logSoftmax, mse },
};

function apply({ operation, labels }: Required<OperationCall>, [a, b]: readonly Variable[]): Variable {
  if (operation === 'crossEntropy') return autograd.crossEntropy(a, labels);
  const f: (a: Variable, b: Variable) => Variable = operations[operation];
  return f(a, b);
}
