// Differentiable operations with the surviving weights of a matrix W [rows, columns]. w is the vector of their values, in
// the order of a pattern. Gathering w from W and spreading it out are each other's gradients; the gradients of each of the
// three products are the other two. Letters: x [batch, columns] is the input, g the upstream gradient.

import { addBias, asVariable, type Operand, record, type Variable } from '../autograd/index.ts';
import { ShapeError } from '../errors.ts';
import { kernels } from '../kernels/index.ts';
import { emptyResult, type Tensor } from '../tensor/index.ts';
import { SparseGradient } from './gradient.ts';
import type { Pattern } from './pattern.ts';

/** w: the surviving values of W, a vector. ∂/∂W is g spread out. */
export function survivors(weight: Operand, pattern: Pattern): Variable {
  const W = asVariable(weight);
  checkShape('W', W.value, [pattern.rows, pattern.columns]);
  const w = emptyResult([pattern.positions.length]);
  kernels.gather(w.data, W.value.values(), pattern.positions);
  return record(w, { name: 'survivors', inputs: [W], gradient: (g) => [spread(g, pattern)] });
}

/** W [rows, columns] with the values w at the positions of the pattern and +0 elsewhere. ∂/∂w = g at these positions. */
export function spread(values: Operand, pattern: Pattern): Variable {
  const w = asVariable(values);
  checkShape('w', w.value, [pattern.positions.length]);
  return record(new SparseGradient(w.value, pattern), {
    name: 'spread',
    inputs: [w],
    gradient: (g) => [survivors(g, pattern)],
  });
}

/** x·Wᵀ → [batch, rows]. ∂/∂x = g·W, ∂/∂w = gᵀ·x at the positions of w. */
export function sparseNT(inputs: Operand, values: Operand, pattern: Pattern): Variable {
  const [x, w] = [asVariable(inputs), asVariable(values)];
  const batch = batchOf('x', x.value, pattern.columns);
  const y = emptyResult([batch, pattern.rows]);
  kernels.sparseNT(y.data, x.value.values(), w.value.values(), pattern, batch);
  return record(y, {
    name: 'sparseNT',
    inputs: [x, w],
    gradient: (g) => [
      x.requiresGrad ? sparseNN(g, w, pattern) : null,
      w.requiresGrad ? sparseTN(g, x, pattern) : null,
    ],
  });
}

/** dy·W [batch, columns] for dy [batch, rows]. ∂/∂dy = g·Wᵀ, ∂/∂w = dyᵀ·g at the positions of w. */
export function sparseNN(upstream: Operand, values: Operand, pattern: Pattern): Variable {
  const [dy, w] = [asVariable(upstream), asVariable(values)];
  const batch = batchOf('dy', dy.value, pattern.rows);
  const dx = emptyResult([batch, pattern.columns]);
  kernels.sparseNN(dx.data, dy.value.values(), w.value.values(), pattern, batch);
  return record(dx, {
    name: 'sparseNN',
    inputs: [dy, w],
    gradient: (g) => [
      dy.requiresGrad ? sparseNT(g, w, pattern) : null,
      w.requiresGrad ? sparseTN(dy, g, pattern) : null,
    ],
  });
}

/** dyᵀ·x at the positions of the pattern, a vector. dy [batch, rows]. ∂/∂dy = x·Gᵀ, ∂/∂x = dy·G, where G is g spread out. */
export function sparseTN(upstream: Operand, inputs: Operand, pattern: Pattern): Variable {
  const [dy, x] = [asVariable(upstream), asVariable(inputs)];
  const batch = batchOf('dy', dy.value, pattern.rows);
  checkShape('x', x.value, [batch, pattern.columns]);
  const dw = emptyResult([pattern.positions.length]);
  kernels.sparseTN(dw.data, dy.value.values(), x.value.values(), pattern, batch);
  return record(dw, {
    name: 'sparseTN',
    inputs: [dy, x],
    gradient: (g) => [
      dy.requiresGrad ? sparseNT(x, g, pattern) : null,
      x.requiresGrad ? sparseNN(dy, g, pattern) : null,
    ],
  });
}

/**
 * x·Wᵀ + b, computed with the surviving weights of W only: the bits of `linear`. x [batch, columns], W [rows, columns],
 * b [rows] or null → [batch, rows].
 */
export function sparseLinear(
  inputs: Operand,
  weight: Operand,
  bias: Operand | null,
  pattern: Pattern,
): Variable {
  const product = sparseNT(inputs, survivors(weight, pattern), pattern);
  return bias === null ? product : addBias(product, bias);
}

function batchOf(what: string, { rank, shape }: Tensor, width: number): number {
  if (rank === 2 && shape[1] === width) return shape[0];
  throw new ShapeError(what, `must be [batch, ${width}]`, [...shape]);
}

function checkShape(what: string, { shape }: Tensor, wanted: readonly number[]): void {
  if (shape.length === wanted.length && shape.every((length, axis) => length === wanted[axis])) return;
  throw new ShapeError(what, `must be [${wanted.join(', ')}]`, [...shape]);
}
