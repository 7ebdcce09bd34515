// Three matrix products, and each one's gradients are the other two. Letters: g is the upstream gradient, the shape
// of the result.

import * as tensors from '../tensor/index.ts';
import { sumTo } from './arithmetic.ts';
import { Parameter } from './parameter.ts';
import { SurvivorsGradient } from './survivors-gradient.ts';
import { asVariable, type Operand, record, Variable } from './variable.ts';

/** A·B. A [m, k], B [k, n] → [m, n]. ∂/∂A = g·Bᵀ, ∂/∂B = Aᵀ·g. */
export function matmul(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(productNN(a, b), {
    name: 'matmul',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmulNT(g, b) : null, b.requiresGrad ? gradientOf(b, a, g) : null],
  });
}

/** A·Bᵀ. A [m, k], B [n, k] → [m, n]. ∂/∂A = g·B, ∂/∂B = gᵀ·A. */
export function matmulNT(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(productNT(a, b), {
    name: 'matmulNT',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmul(g, b) : null, b.requiresGrad ? gradientOf(b, g, a) : null],
  });
}

/** Aᵀ·B. A [k, m], B [k, n] → [m, n]. ∂/∂A = B·gᵀ, ∂/∂B = A·g. */
export function matmulTN(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.matmulTN(a.value, b.value), {
    name: 'matmulTN',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmulNT(b, g) : null, b.requiresGrad ? matmul(a, g) : null],
  });
}

/**
 * x·Wᵀ + b, the bias added to each row: a Linear layer. x [B, inputs], W [outputs, inputs], b [outputs] or none →
 * [B, outputs]. ∂/∂x = g·W, ∂/∂W = gᵀ·x, ∂/∂b = Σ g over the batch.
 */
export function linear(inputs: Operand, weight: Operand, bias: Operand | null): Variable {
  if (bias === null) return matmulNT(inputs, weight);
  const [x, w, b] = [asVariable(inputs), asVariable(weight), asVariable(bias)];
  const value = productNT(x, w);
  tensors.addBias(value, b.value);
  return record(value, {
    name: 'linear',
    inputs: [x, w, b],
    gradient: (g) => [
      x.requiresGrad ? matmul(g, w) : null,
      w.requiresGrad ? gradientOf(w, g, x) : null,
      b.requiresGrad ? sumTo(g, b.shape) : null,
    ],
  });
}

const patternOf = (weight: Variable) => (weight instanceof Parameter ? weight.pattern : null);

/** A·Bᵀ, over the survivors of B alone where it is pruned enough. */
function productNT(a: Variable, b: Variable): tensors.Tensor {
  const pattern = patternOf(b);
  return pattern ? tensors.sparseNT(a.value, b.value, pattern) : tensors.matmulNT(a.value, b.value);
}

/** A·B, over the survivors of B alone where it is pruned enough. */
function productNN(a: Variable, b: Variable): tensors.Tensor {
  const pattern = patternOf(b);
  return pattern ? tensors.sparseNN(a.value, b.value, pattern) : tensors.matmul(a.value, b.value);
}

/** Aᵀ·B as the gradient of `leaf`: at its survivors alone, and into a parameter's own array, where that can be. */
function gradientOf(leaf: Variable, a: Variable, b: Variable): Variable {
  const into = leaf instanceof Parameter ? leaf.takeGradientArray() : undefined;
  if (into === undefined) return matmulTN(a, b);
  const pattern = patternOf(leaf);
  if (pattern === null) return new Variable(tensors.matmulTN(a.value, b.value, into));
  tensors.sparseTN(a.value, b.value, pattern, into);
  return new Variable(new SurvivorsGradient(into, pattern));
}
