// Products of a Linear layer whose weight W [rows, columns] has few surviving values: w lists them row by row, and a pattern
// (rowStart, column) gives the position of each. x [batch, columns] is the input, y [batch, rows] the output; dx and dy are
// their gradients. Four lanes need four neighboring values. Surviving weights are scattered, so the neighbors are four examples
// of the batch: the kernels work on activations that are transposed into strips of 16 examples (batch.ts), strip by strip.
// Inputs that are 0 in the whole batch are skipped, and so are outputs whose gradient is 0 in the whole batch.

import { STRIP, strips } from './batch';
import { MAX_UNBLOCKED } from './blocks';
import { SEGMENT } from './segments';
import { stackBytes } from './tree';

/**
 * Returns the size of `work` in bytes: both activations plus a strip, lists of entries and segments, flags, addresses, block
 * sums.
 */
export function sparseBytes(rows: i32, columns: i32, batch: i32, entries: i32): i32 {
  const activations = ((strips(batch) + 1) << 6) * (rows + columns);
  const lists = 8 * (entries + batch) + (columns > MAX_UNBLOCKED ? SEGMENT * entries : 0);
  const width = rows > MAX_UNBLOCKED ? columns << 6 : STRIP;
  return (
    activations + lists + 9 * (rows + columns) + stackBytes(width, max(rows, max(columns, batch))) + 1024
  );
}
