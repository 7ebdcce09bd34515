// Three matrix products, and each one's gradients are the other two. Letters: g is the upstream gradient, the shape
// of the result.

import * as tensors from '../tensor/index.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/** A·B. A [m, k], B [k, n] → [m, n]. ∂/∂A = g·Bᵀ, ∂/∂B = Aᵀ·g. */
export function matmul(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.matmul(a.value, b.value), {
    name: 'matmul',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmulNT(g, b) : null, b.requiresGrad ? matmulTN(a, g) : null],
  });
}

/** A·Bᵀ. A [m, k], B [n, k] → [m, n]. ∂/∂A = g·B, ∂/∂B = gᵀ·A. */
export function matmulNT(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.matmulNT(a.value, b.value), {
    name: 'matmulNT',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmul(g, b) : null, b.requiresGrad ? matmulTN(g, a) : null],
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
