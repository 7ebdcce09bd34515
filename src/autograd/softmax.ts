import { ShapeError } from '../errors.ts';
import * as tensors from '../tensor/index.ts';
import { mul, sub } from './arithmetic.ts';
import { square } from './elementwise.ts';
import { mean, sum } from './reduce.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/**
 * Returns probabilities pⱼ = e^zⱼ ÷ Σ eᶻ along the last axis. ∂: p ⊙ (g − Σ g⊙p).
 *
 * @throws {ShapeError} if there is no axis, or the last one is empty.
 *
 * @example
 * softmax([[5, 5], [0, 200]]).value.toArray(); // → [ [ 0.5, 0.5 ], [ 0, 1 ] ]
 */
export function softmax(operand: Operand): Variable {
  const z = asVariable(operand);
  const p: Variable = record(tensors.softmax(z.value), {
    name: 'softmax',
    inputs: [z],
    gradient: (g) => [mul(p, sub(g, sum(mul(g, p), -1, true)))],
  });
  return p;
}

/**
 * Returns z − ln Σ eᶻ along the last axis: the logarithm of `softmax`, computed without overflow. ∂: g − softmax(z) · Σ g.
 *
 * @throws {ShapeError} if there is no axis, or the last one is empty.
 *
 * @example
 * logSoftmax([1000, 0]).value.toArray(); // → [ 0, -1000 ]
 */
export function logSoftmax(operand: Operand): Variable {
  const z = asVariable(operand);
  return record(tensors.logSoftmax(z.value), {
    name: 'logSoftmax',
    inputs: [z],
    gradient: (g) => [sub(g, mul(softmax(z), sum(g, -1, true)))],
  });
}

/**
 * Returns the mean cross-entropy of a batch, −(1/B) Σᵢ logSoftmax(zᵢ)[labelᵢ]. ∂: (softmax(z) − onehot) ÷ B.
 *
 * @param operand logits z [B, classes], with B ≥ 1.
 * @param labels B integers in [0, classes).
 * @throws {ShapeError} if the logits do not have such a shape.
 * @throws {ValueError} if a label is not an integer in [0, classes).
 *
 * @example
 * const logits = variable([[0, 0]]); // both classes are equally likely
 * crossEntropy(logits, [1]).backward();
 * logits.grad.toArray(); // → [ [ 0.5, -0.5 ] ]
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

/**
 * Returns the mean squared error (1/n) Σ (a − b)².
 *
 * @throws {ShapeError} if the shapes cannot be broadcast together.
 *
 * @example
 * mse([1, 2], [1, 4]).item(); // → 2
 */
export function mse(prediction: Operand, target: Operand): Variable {
  return mean(square(sub(prediction, target)));
}
