// Three matrix products; the gradients of each use the other two. Letters: g is the upstream gradient and has the shape of
// the result.

import * as tensors from '../tensor/index.ts';
import { sumTo } from './arithmetic.ts';
import { asVariable, type Operand, record, type Variable } from './variable.ts';

/**
 * Returns the matrix product A·B. A [m, k], B [k, n] → [m, n]. ∂/∂A = g·Bᵀ, ∂/∂B = Aᵀ·g.
 *
 * @throws {ShapeError} if an operand is not a matrix, or the lengths k differ.
 *
 * @example
 * matmul([[1, 2], [3, 4]], [[1], [10]]).value.toArray(); // → [ [ 21 ], [ 43 ] ]
 */
export function matmul(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.matmul(a.value, b.value), {
    name: 'matmul',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmulNT(g, b) : null, b.requiresGrad ? matmulTN(a, g) : null],
  });
}

/**
 * Returns A·Bᵀ without computing the transpose. A [m, k], B [n, k] → [m, n]. ∂/∂A = g·B, ∂/∂B = gᵀ·A.
 *
 * @throws {ShapeError} if an operand is not a matrix, or the lengths k differ.
 *
 * @example
 * matmulNT([[1, 2]], [[3, 4], [5, 6]]).value.toArray(); // → [ [ 11, 17 ] ]
 */
export function matmulNT(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.matmulNT(a.value, b.value), {
    name: 'matmulNT',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmul(g, b) : null, b.requiresGrad ? matmulTN(g, a) : null],
  });
}

/** Returns the matrix product Aᵀ·B. A [k, m], B [k, n] → [m, n]. ∂/∂A = B·gᵀ, ∂/∂B = A·g. */
export function matmulTN(left: Operand, right: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(right)];
  return record(tensors.matmulTN(a.value, b.value), {
    name: 'matmulTN',
    inputs: [a, b],
    gradient: (g) => [a.requiresGrad ? matmulNT(b, g) : null, b.requiresGrad ? matmul(a, g) : null],
  });
}

/** Returns A + b, where b is added to each row. A [rows, columns], b [columns]. ∂/∂A = g, ∂/∂b = Σ g over the rows. */
export function addBias(left: Operand, bias: Operand): Variable {
  const [a, b] = [asVariable(left), asVariable(bias)];
  return record(tensors.addBias(a.value, b.value), {
    name: 'addBias',
    inputs: [a, b],
    gradient: (g) => [g, b.requiresGrad ? sumTo(g, b.shape) : null],
  });
}

/**
 * Returns x·Wᵀ + b, the output of a `Linear` layer. x [batch, inputs], W [outputs, inputs], b [outputs] or null →
 * [batch, outputs].
 *
 * @throws {ShapeError} if the shapes do not fit.
 *
 * @example
 * linear([[1, 2]], [[3, 4], [5, 6]], [100, 200]).value.toArray(); // → [ [ 111, 217 ] ]
 */
export function linear(inputs: Operand, weight: Operand, bias: Operand | null): Variable {
  const product = matmulNT(inputs, weight);
  return bias === null ? product : addBias(product, bias);
}
