// The three matrix products (autograd/products.ts) with a weight W [rows, columns] of which only the entries at the
// positions of a pattern are used: the others are taken to be 0 and get a gradient of +0. As in the dense products, the
// gradients of each product use the other two. The graph of operations is the same too, so that even sums of several
// gradients have the same bits as in dense execution. Letters: x [batch, columns] is the input, y [batch, rows] the output;
// g is the upstream gradient.

import { addBias, asVariable, type Operand, record, type Variable } from '../autograd/index.ts';
import { ShapeError } from '../errors.ts';
import { kernels } from '../kernels/index.ts';
import { emptyResult, sameShape, type Tensor } from '../tensor/index.ts';
import { SparseGradient } from './gradient.ts';
import type { Pattern } from './pattern.ts';

/** Returns x·Wᵀ, [batch, rows]. ∂/∂x = g·W, ∂/∂W = gᵀ·x at the positions of the pattern. */
export function sparseNT(inputs: Operand, weight: Operand, pattern: Pattern): Variable {
  const [x, w] = [asVariable(inputs), asVariable(weight)];
  const batch = batchOf('x', x.value, pattern.columns);
  const y = emptyResult([batch, pattern.rows]);
  kernels.sparseNT(y.data, x.value.values(), entriesOf(w.value, pattern), pattern, batch);
  return record(y, {
    name: 'sparseNT',
    inputs: [x, w],
    gradient: (g) => [
      x.requiresGrad ? sparseNN(g, w, pattern) : null,
      w.requiresGrad ? sparseTN(g, x, pattern) : null,
    ],
  });
}

/** Returns y·W, [batch, columns]. ∂/∂y = g·Wᵀ, ∂/∂W = yᵀ·g at the positions of the pattern. */
export function sparseNN(outputs: Operand, weight: Operand, pattern: Pattern): Variable {
  const [y, w] = [asVariable(outputs), asVariable(weight)];
  const batch = batchOf('y', y.value, pattern.rows);
  const x = emptyResult([batch, pattern.columns]);
  kernels.sparseNN(x.data, y.value.values(), entriesOf(w.value, pattern), pattern, batch);
  return record(x, {
    name: 'sparseNN',
    inputs: [y, w],
    gradient: (g) => [
      y.requiresGrad ? sparseNT(g, w, pattern) : null,
      w.requiresGrad ? sparseTN(y, g, pattern) : null,
    ],
  });
}

/** Returns yᵀ·x at the positions of the pattern and +0 elsewhere, [rows, columns]. ∂/∂y = x·gᵀ, ∂/∂x = y·g. */
export function sparseTN(outputs: Operand, inputs: Operand, pattern: Pattern): Variable {
  const [y, x] = [asVariable(outputs), asVariable(inputs)];
  const batch = batchOf('y', y.value, pattern.rows);
  if (batchOf('x', x.value, pattern.columns) !== batch)
    throw new ShapeError('x', `must be [${batch}, ${pattern.columns}]`, [...x.shape]);
  const entries = emptyResult([pattern.positions.length]);
  kernels.sparseTN(entries.data, y.value.values(), x.value.values(), pattern, batch);
  return record(new SparseGradient(entries, pattern), {
    name: 'sparseTN',
    inputs: [y, x],
    gradient: (g) => [
      y.requiresGrad ? sparseNT(x, g, pattern) : null,
      x.requiresGrad ? sparseNN(y, g, pattern) : null,
    ],
  });
}

/**
 * Returns x·Wᵀ + b, computed with the surviving weights only and with the same bits as `linear`. x [batch, columns], W [rows,
 * columns], b [rows] or null → [batch, rows].
 */
export function sparseLinear(
  inputs: Operand,
  weight: Operand,
  bias: Operand | null,
  pattern: Pattern,
): Variable {
  const product = sparseNT(inputs, weight, pattern);
  return bias === null ? product : addBias(product, bias);
}

/** Returns the entries of a [rows, columns] tensor at the positions of the pattern. */
function entriesOf(weight: Tensor, pattern: Pattern): Float32Array {
  const { rows, columns } = pattern;
  if (!sameShape(weight.shape, [rows, columns]))
    throw new ShapeError('W', `must be [${rows}, ${columns}]`, [...weight.shape]);
  return SparseGradient.entriesOf(weight, pattern);
}

function batchOf(what: string, { rank, shape }: Tensor, width: number): number {
  if (rank === 2 && shape[1] === width) return shape[0];
  throw new ShapeError(what, `must be [batch, ${width}]`, [...shape]);
}
