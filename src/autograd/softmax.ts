import { ShapeError } from '../errors.ts';
import * as tensors from '../tensor/index.ts';
import { mul, sub } from './arithmetic.ts';
import { square } from './elementwise.ts';
import { mean, sum } from './reduce.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/** pⱼ = e^zⱼ ÷ Σ eᶻ along the last axis. ∂: p ⊙ (g − Σ g⊙p). */
export function softmax(operand: Operand): Variable {
  const z = asVariable(operand);
  const p: Variable = record(tensors.softmax(z.value), {
    name: 'softmax',
    inputs: [z],
    gradient: (g) => [mul(p, sub(g, sum(mul(g, p), -1, true)))],
  });
  return p;
}

/** z − ln Σ eᶻ along the last axis. ∂: g − softmax(z) · Σ g. */
export function logSoftmax(operand: Operand): Variable {
  const z = asVariable(operand);
  return record(tensors.logSoftmax(z.value), {
    name: 'logSoftmax',
    inputs: [z],
    gradient: (g) => [sub(g, mul(softmax(z), sum(g, -1, true)))],
  });
}

/**
 * −(1/B) Σᵢ logSoftmax(zᵢ)[labelᵢ]: the mean cross-entropy of a batch. Logits [B ≥ 1, classes]; B labels, whole
 * numbers in [0, classes). ∂: (softmax(z) − onehot) ÷ B.
 */
export function crossEntropy(operand: Operand, labels: tensors.Indices): Variable {
  const z = asVariable(operand);
  if (z.shape.length !== 2 || z.shape[0] !== labels.length || labels.length === 0) {
    throw new ShapeError('crossEntropy', `logits must be [${labels.length} labels ≥ 1, classes]`, [
      ...z.shape,
    ]);
  }
  const classes = z.shape[1];
  tensors.checkIndices('label', labels, classes);
  const target = tensors.oneHot(labels, classes);
  const logProbabilities = tensors.logSoftmax(z.value).values();
  const perRow = Float32Array.from(labels, (label, i) => -logProbabilities[i * classes + label]);
  return record(mean(tensors.tensor(perRow)).value, {
    name: 'crossEntropy',
    inputs: [z],
    gradient: (g) => [mul(sub(softmax(z), target), mul(g, 1 / labels.length))],
  });
}

/** (1/n) Σ (a − b)²: the mean squared error. */
export function mse(prediction: Operand, target: Operand): Variable {
  return mean(square(sub(prediction, target)));
}
