// The products of a Linear layer whose weight W [rows, columns] has few survivors, listed row by row in a pattern
// (rowStart, column). Letters: x [batch, columns] the input, y [batch, rows] the output; dx, dy their gradients.
// Four lanes need four neighbours to work on. Survivors are scattered, so the neighbours are four examples of the
// batch: the kernels work on transposed activations, xᵀ [columns, batch], their rows padded to `width`.
// An input that is 0 in the whole batch, or an output without a gradient, costs nothing.

import { clearRest, dotLanes, flagLive } from './batch';
import { padded, putColumns, transpose } from './pack';
import { sumTerms } from './terms';

/** The size of `work`: both activations transposed, four rows of results, a list of one row's entries, one flag a row. */
export function sparseBytes(rows: i32, columns: i32, batch: i32): i32 {
  return 4 * padded(batch) * (rows + columns + 4) + 9 * max(rows, columns) + 1024;
}

/** y = x·Wᵀ, each element summed over the columns in increasing order from +0. */
export function sparseNT(
  y: usize,
  x: usize,
  w: usize,
  rows: i32,
  columns: i32,
  rowStart: usize,
  column: usize,
  batch: i32,
  work: usize,
): void {
  const step = padded(batch) << 2;
  const xT = work;
  const yT = xT + columns * step; // four rows
  const live = yT + 4 * step;
  const list = (live + columns + 3) & ~3;
  transpose(xT, step, x, batch, columns);
  flagLive(live, xT, step, columns, batch);
  for (let i = 0; i < rows; i += 4) {
    const height = min(4, rows - i);
    for (let t = 0; t < height; t++) {
      const end = load<u32>(rowStart + ((i + t) << 2), 4);
      const weights = w + (((i + t) * columns) << 2);
      let next = list;
      for (let e = load<u32>(rowStart + ((i + t) << 2)); e < end; e++) {
        const c = load<u32>(column + (e << 2));
        store<f32>(next, load<f32>(weights + (c << 2)));
        store<u32>(next, <u32>xT + c * step, 4);
        next += <usize>load<u8>(live + c);
      }
      sumTerms(yT + t * step, list, <i32>(next - list) >> 3, padded(batch));
    }
    putColumns(y + (i << 2), rows << 2, yT, step, batch, height);
  }
}

/** dx = dy·W, each element summed over the rows in increasing order from +0. */
export function sparseNN(
  dx: usize,
  dy: usize,
  w: usize,
  rows: i32,
  columns: i32,
  rowStart: usize,
  column: usize,
  batch: i32,
  work: usize,
): void {
  const step = padded(batch) << 2;
  const dxT = work;
  const dyT = dxT + columns * step;
  const live = dyT + rows * step;
  memory.fill(dxT, 0, columns * step);
  transpose(dyT, step, dy, batch, rows);
  flagLive(live, dyT, step, rows, batch);
  for (let i = 0; i < rows; i++) {
    if (load<u8>(live + i) === 0) continue;
    const weights = w + ((i * columns) << 2);
    const end = load<u32>(rowStart + (i << 2), 4);
    for (let e = load<u32>(rowStart + (i << 2)); e < end; e++) {
      const c = load<u32>(column + (e << 2));
      addScaled(dxT + c * step, v128.load32_splat(weights + (c << 2)), dyT + i * step, step);
    }
  }
  for (let j = 0; j < columns; j += 4) {
    putColumns(dx + (j << 2), columns << 2, dxT + j * step, step, batch, min(4, columns - j));
  }
}

/** out += x · row, over `size` bytes. */
function addScaled(out: usize, x: v128, row: usize, size: i32): void {
  for (const end = out + size; out < end; out += 64) {
    v128.store(out, f32x4.add(v128.load(out), f32x4.mul(x, v128.load(row))));
    v128.store(out, f32x4.add(v128.load(out, 16), f32x4.mul(x, v128.load(row, 16))), 16);
    v128.store(out, f32x4.add(v128.load(out, 32), f32x4.mul(x, v128.load(row, 32))), 32);
    v128.store(out, f32x4.add(v128.load(out, 48), f32x4.mul(x, v128.load(row, 48))), 48);
    row += 64;
  }
}

/** g[e] = (dyᵀ·x)[row of e, column of e] for each entry e, summed over the batch in lane order. */
export function sparseTN(
  g: usize,
  dy: usize,
  x: usize,
  rows: i32,
  columns: i32,
  rowStart: usize,
  column: usize,
  batch: i32,
  work: usize,
): void {
  const step = padded(batch) << 2;
  const xT = work;
  const dyT = xT + columns * step;
  const live = dyT + rows * step;
  const list = (live + columns + 3) & ~3;
  transpose(xT, step, x, batch, columns);
  transpose(dyT, step, dy, batch, rows);
  clearRest(dyT, step, rows, batch);
  clearRest(xT, step, columns, batch);
  flagLive(live, xT, step, columns, batch);
  for (let i = 0; i < rows; i++) {
    const end = load<u32>(rowStart + (i << 2), 4);
    let next = list;
    for (let e = load<u32>(rowStart + (i << 2)); e < end; e++) {
      const c = load<u32>(column + (e << 2));
      store<f32>(g + (e << 2), 0);
      store<u32>(next, <u32>g + (e << 2));
      store<u32>(next, <u32>xT + c * step, 4);
      next += <usize>load<u8>(live + c);
    }
    dotLanes(list, next, dyT + i * step, ((batch + 3) & ~3) << 2);
  }
}
