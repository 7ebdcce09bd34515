// The products of a Linear layer whose weight W [rows, columns] has few survivors, listed row by row in a pattern
// (rowStart, column). Letters: x [batch, columns] the input, y [batch, rows] the output; dx, dy their gradients.
// Four lanes need four neighbours to work on. Survivors are scattered, so the neighbours are four examples of the
// batch: the kernels work on activations turned into strips of 16 examples (batch.ts), strip by strip.
// An input that is 0 in the whole batch, or an output without a gradient, costs nothing.

import { clearRest, dotFours, flagLive, listFours, strips, turn } from './batch';
import { padded, putColumns, transpose } from './pack';
import { sumStrip } from './terms';

/** The size of `work`: activations, both and a strip more; a list of all entries or of a row; a flag and an address a row. */
export function sparseBytes(rows: i32, columns: i32, batch: i32, entries: i32): i32 {
  return ((strips(batch) + 1) << 6) * (rows + columns) + 8 * (entries + batch) + 5 * (rows + columns) + 1024;
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
  const four = work; // four rows of a strip of y
  const xT = four + 256;
  const ends = xT + ((strips(batch) * columns) << 6);
  const live = ends + (rows << 2);
  const list = (live + columns + 15) & ~15;
  turn(xT, x, batch, columns);
  flagLive(live, xT, batch, columns);
  let next = list;
  for (let i = 0; i < rows; i++) {
    const end = load<u32>(rowStart + (i << 2), 4);
    const weights = w + ((i * columns) << 2);
    for (let e = load<u32>(rowStart + (i << 2)); e < end; e++) {
      const c = load<u32>(column + (e << 2));
      store<f32>(next, load<f32>(weights + (c << 2)));
      store<u32>(next, <u32>xT + (c << 6), 4);
      next += <usize>load<u8>(live + c);
    }
    store<u32>(ends + (i << 2), next);
  }
  for (let b = 0; b < batch; b += 16) {
    const to = y + ((b * rows) << 2);
    let from = list;
    for (let i = 0; i < rows; i += 4) {
      const height = min(4, rows - i);
      for (let t = 0; t < height; t++) {
        const end = <usize>load<u32>(ends + ((i + t) << 2));
        sumStrip(four + (t << 6), from, end, (b * columns) << 2, true);
        from = end;
      }
      putColumns(to + (i << 2), rows << 2, four, 64, min(16, batch - b), height);
    }
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
  const dxT = work; // one strip
  const dyT = dxT + (columns << 6);
  const live = dyT + ((strips(batch) * rows) << 6);
  const ends = (live + rows + 15) & ~15;
  const list = ends + ((rows + 3) << 2);
  turn(dyT, dy, batch, rows);
  flagLive(live, dyT, batch, rows);
  let next = list;
  for (let i = 0; i < rows; i++) {
    const end = load<u8>(live + i) ? load<u32>(rowStart + (i << 2), 4) : 0;
    const weights = w + ((i * columns) << 2);
    for (let e = load<u32>(rowStart + (i << 2)); e < end; e++) {
      const c = load<u32>(column + (e << 2));
      store<f32>(next, load<f32>(weights + (c << 2)));
      store<u32>(next, <u32>dxT + (c << 6), 4);
      next += 8;
    }
    store<u32>(ends + (i << 2), next);
  }
  for (let b = 0; b < batch; b += 16) {
    memory.fill(dxT, 0, columns << 6);
    let from = list;
    for (let i = 0; i < rows; i++) {
      const end = <usize>load<u32>(ends + (i << 2));
      addScaled(from, end, dyT + ((b * rows + (i << 4)) << 2));
      from = end;
    }
    const to = dx + ((b * columns) << 2);
    for (let j = 0; j < columns; j += 4) {
      putColumns(to + (j << 2), columns << 2, dxT + (j << 6), 64, min(16, batch - b), min(4, columns - j));
    }
  }
}

/** For each entry of the list: row[entry] += factor[entry] · d, over the 16 examples of a strip. */
function addScaled(list: usize, end: usize, d: usize): void {
  const d0 = v128.load(d);
  const d1 = v128.load(d, 16);
  const d2 = v128.load(d, 32);
  const d3 = v128.load(d, 48);
  for (; list < end; list += 8) {
    const x = v128.load32_splat(list);
    const row = <usize>load<u32>(list, 4);
    v128.store(row, f32x4.add(v128.load(row), f32x4.mul(x, d0)));
    v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(x, d1)), 16);
    v128.store(row, f32x4.add(v128.load(row, 32), f32x4.mul(x, d2)), 32);
    v128.store(row, f32x4.add(v128.load(row, 48), f32x4.mul(x, d3)), 48);
  }
}

/**
 * g[entry] = (dyᵀ·x)[row, column] for each entry, summed over the batch in lane order. The entries come column by column,
 * place[e] being row and entry: four examples of a column that are all 0 are left out, once for all its entries.
 */
export function sparseTN(
  g: usize,
  dy: usize,
  x: usize,
  rows: i32,
  columns: i32,
  columnStart: usize,
  place: usize,
  batch: i32,
  work: usize,
): void {
  const step = padded(batch) << 2;
  const xT = work;
  const dyT = xT + columns * step;
  const rowAt = dyT + rows * step; // where each row of dyT is
  const terms = rowAt + (rows << 2);
  for (let i = 0; i < rows; i++) store<u32>(rowAt + (i << 2), <u32>dyT + i * step);
  transpose(xT, step, x, batch, columns);
  transpose(dyT, step, dy, batch, rows);
  clearRest(xT, step, columns, batch);
  clearRest(dyT, step, rows, batch);
  for (let c = 0; c < columns; c++) {
    const end = listFours(terms, xT + c * step, batch);
    const stop = load<u32>(columnStart + (c << 2), 4);
    if (end === terms) {
      for (let e = load<u32>(columnStart + (c << 2)); e < stop; e++) {
        store<f32>(g + (load<u32>(place + (e << 3), 4) << 2), 0);
      }
      continue;
    }
    for (let e = load<u32>(columnStart + (c << 2)); e < stop; e += 4) {
      const e1 = min(e + 1, stop - 1); // of the last few, the last is computed again
      const e2 = min(e + 2, stop - 1);
      const e3 = min(e + 3, stop - 1);
      const sums = dotFours(
        terms,
        end,
        load<u32>(rowAt + (load<u32>(place + (e << 3)) << 2)),
        load<u32>(rowAt + (load<u32>(place + (e1 << 3)) << 2)),
        load<u32>(rowAt + (load<u32>(place + (e2 << 3)) << 2)),
        load<u32>(rowAt + (load<u32>(place + (e3 << 3)) << 2)),
      );
      store<f32>(g + (load<u32>(place + (e << 3), 4) << 2), f32x4.extract_lane(sums, 0));
      store<f32>(g + (load<u32>(place + (e1 << 3), 4) << 2), f32x4.extract_lane(sums, 1));
      store<f32>(g + (load<u32>(place + (e2 << 3), 4) << 2), f32x4.extract_lane(sums, 2));
      store<f32>(g + (load<u32>(place + (e3 << 3), 4) << 2), f32x4.extract_lane(sums, 3));
    }
  }
}
