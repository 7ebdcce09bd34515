// The products of a Linear layer whose weight W [rows, columns] has few surviving values: w lists them row by row, and a
// pattern (rowStart, column) says where each belongs. Letters: x [batch, columns] is the input, y [batch, rows] the output;
// dx and dy are their gradients.
// Four lanes need four neighboring values to work on. Surviving weights are scattered, so the neighbors are four examples
// of the batch: the kernels work on activations that are transposed into strips of 16 examples (batch.ts), strip by strip.
// An input that is 0 in the whole batch, or an output whose gradient is, costs nothing.

import { STRIP, strips } from './batch';
import { BLOCK, MAX_UNBLOCKED } from './blocks';
import { stackBytes } from './tree';

/** The size of `work`: both activations and a strip more, a list of entries, flags and addresses, and a stack of block sums. */
export function sparseBytes(rows: i32, columns: i32, batch: i32, entries: i32): i32 {
  const stack = stackBytes(
    rows > MAX_UNBLOCKED ? columns << 6 : STRIP,
    max(rows, max(columns, batch)) / BLOCK + 1,
  );
  return (
    ((strips(batch) + 1) << 6) * (rows + columns) +
    8 * (entries + batch) +
    5 * (rows + columns) +
    stack +
    1024
  );
}
