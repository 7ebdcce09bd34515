// Three matrix products, and each one's gradients are the other two. Letters: g is the upstream gradient, the shape
// of the result.

import * as tensors from '../tensor/index.ts';
import { sumTo } from './arithmetic.ts';
import { Parameter } from './parameter.ts';
import { asVariable, type Operand, record, Variable } from './variable.ts';

/** A·B. A [m, k], B [k, n] → [m, n]. ∂/∂A = g·Bᵀ, ∂/∂B = Aᵀ·g. */
export function matmul(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.matmul(a.value, b.value), {
    name: 'matmul',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmulNT(g, b) : null, b.requiresGrad ? gradientOf(b, a, g) : null],
  });
}

/** A·Bᵀ. A [m, k], B [n, k] → [m, n]. ∂/∂A = g·B, ∂/∂B = gᵀ·A. */
export function matmulNT(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.matmulNT(a.value, b.value), {
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
  const value = tensors.matmulNT(x.value, w.value);
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

/** Aᵀ·B as the gradient of `leaf`: into a parameter's own array where that is free, which saves a copy. */
function gradientOf(leaf: Variable, a: Variable, b: Variable): Variable {
  const into = leaf instanceof Parameter ? leaf.takeGradientArray() : undefined;
  return into === undefined ? matmulTN(a, b) : new Variable(tensors.matmulTN(a.value, b.value, into));
}
