// Exact results of a linear layer, by the plain loops. All inputs are small integers, whose sums are exact in any order. Shapes
// are W [rows, columns], x [batch, columns] and y [batch, rows].

import { matmulNN, matmulNT, matmulTN } from '../../kernels/reference/index.ts';

interface Sizes {
  readonly rows: number;
  readonly columns: number;
}

/** Returns the masked weights m ⊙ W. */
export const masked = (w: Float32Array, mask: Uint8Array): Float32Array =>
  w.map((value, at) => (mask[at] === 1 ? value : 0));

/** Returns the outputs y = x·Wᵀ. */
export function outputOf({ rows, columns }: Sizes, w: Float32Array, x: Float32Array): Float32Array {
  const batch = x.length / columns;
  const y = new Float32Array(batch * rows);
  matmulNT(y, x, w, batch, columns, rows);
  return y;
}

/** Returns the gradient of the inputs, ∂L/∂x = ∂L/∂y·W. */
export function inputGradient({ rows, columns }: Sizes, w: Float32Array, dy: Float32Array): Float32Array {
  const batch = dy.length / rows;
  const dx = new Float32Array(batch * columns);
  matmulNN(dx, dy, w, batch, rows, columns);
  return dx;
}

/** Returns the gradient of the weights, ∂L/∂W = (∂L/∂y)ᵀ·x. */
export function weightGradient({ rows, columns }: Sizes, x: Float32Array, dy: Float32Array): Float32Array {
  const g = new Float32Array(rows * columns);
  matmulTN(g, dy, x, rows, dy.length / rows, columns);
  return g;
}
