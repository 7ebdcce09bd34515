import { flagLive, STRIP, strips, turn } from './batch';
import { BLOCK, MAX_UNBLOCKED } from './blocks';
import { putColumns } from './pack';
import { entryBytes, push, stackBytes, total } from './tree';

/** Computes dx = dy·W, each element summed over the rows in increasing order. */
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
  const width = columns << 6;
  const stack = work; // Each entry is one strip of dx.
  const dxT = stack;
  const dyT = stack + (rows > MAX_UNBLOCKED ? stackBytes(width, rows) : entryBytes(width));
  const live = dyT + ((strips(batch) * rows) << 6);
  const ends = (live + rows + 15) & ~15;
  const list = ends + ((rows + 3) << 2);
  turn(dyT, dy, batch, rows);
  flagLive(live, dyT, batch, rows);
  let next = list;
  for (let i = 0; i < rows; i++) {
    const end = load<u8>(live + i) ? load<u32>(rowStart + (i << 2), 4) : 0;
    for (let e = load<u32>(rowStart + (i << 2)); e < end; e++) {
      store<f32>(next, load<f32>(w + (e << 2)));
      store<u32>(next, load<u32>(column + (e << 2)) << 6, 4);
      next += 8;
    }
    store<u32>(ends + (i << 2), next);
  }
  const step = rows > MAX_UNBLOCKED ? BLOCK : rows;
  for (let b = 0; b < batch; b += 16) {
    let top = stack;
    let from = list;
    for (let i = 0; i < rows; i += step) {
      const last = min(i + step, rows) - 1;
      if (from === <usize>load<u32>(ends + (last << 2))) continue; // There is no entry in this block yet.
      top = push(stack, top, i / BLOCK, width);
      memory.fill(top, 0, width);
      for (let r = i; r <= last; r++) {
        const end = <usize>load<u32>(ends + (r << 2));
        addScaled(top, from, end, dyT + ((b * rows + (r << 4)) << 2));
        from = end;
      }
      top += entryBytes(width);
    }
    if (!total(stack, top, width)) memory.fill(dxT, 0, width);
    const to = dx + ((b * columns) << 2);
    for (let j = 0; j < columns; j += 4) {
      putColumns(to + (j << 2), columns << 2, dxT + (j << 6), STRIP, min(16, batch - b), min(4, columns - j));
    }
  }
}

/** Adds factor · d to the row of each entry in the list, over the 16 examples of a strip. Rows begin at `first`. */
function addScaled(first: usize, list: usize, end: usize, d: usize): void {
  const d0 = v128.load(d);
  const d1 = v128.load(d, 16);
  const d2 = v128.load(d, 32);
  const d3 = v128.load(d, 48);
  for (; list < end; list += 8) {
    const x = v128.load32_splat(list);
    const row = first + <usize>load<u32>(list, 4);
    v128.store(row, f32x4.add(v128.load(row), f32x4.mul(x, d0)));
    v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(x, d1)), 16);
    v128.store(row, f32x4.add(v128.load(row, 32), f32x4.mul(x, d2)), 32);
    v128.store(row, f32x4.add(v128.load(row, 48), f32x4.mul(x, d3)), 48);
  }
}
