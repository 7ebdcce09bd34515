import { clearRest, dotFours, listFours } from './batch';
import { BLOCK, MAX_UNBLOCKED } from './blocks';
import { padded, transpose } from './pack';
import { entryBytes, push, stackBytes, total } from './tree';

/**
 * Computes g[entry] = (dyᵀ·x)[row, column] for each entry, summed over the batch in lane order. The entries are listed column by
 * column, and place[e] contains the row and the index of entry e. Groups of four examples in which a column of x is 0 are
 * skipped for all entries of the column at once.
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
  const stack = work;
  const xT = stack + stackBytes(16, batch);
  const dyT = xT + columns * step;
  const rowAt = dyT + rows * step; // The address of each row of dyT.
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
      const e1 = min(e + 1, stop - 1); // If fewer than four entries are left, the last one is repeated.
      const e2 = min(e + 2, stop - 1);
      const e3 = min(e + 3, stop - 1);
      const sums = dot(
        terms,
        end,
        batch > MAX_UNBLOCKED ? stack : 0,
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

/** Calls `dotFours`, in blocks if there is a stack for block sums. */
function dot(list: usize, end: usize, stack: usize, d0: usize, d1: usize, d2: usize, d3: usize): v128 {
  if (stack === 0) return dotFours(list, end, d0, d1, d2, d3);
  let top = stack;
  while (list < end) {
    const block = load<u32>(list, 16) / (4 * BLOCK);
    let next = list + 20;
    while (next < end && load<u32>(next, 16) / (4 * BLOCK) === block) next += 20;
    top = push(stack, top, block, 16);
    v128.store(top, dotFours(list, next, d0, d1, d2, d3));
    top += entryBytes(16);
    list = next;
  }
  total(stack, top, 16);
  return v128.load(stack);
}
