import { flagLive, STRIP, strips, turn } from './batch';
import { BLOCK, MAX_UNBLOCKED } from './blocks';
import { putColumns } from './pack';
import { sumStrip } from './terms';
import { entryBytes, push, stackBytes, total } from './tree';

/** y = x·Wᵀ, each element summed over the columns in increasing order. */
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
  const stack = four + 4 * STRIP;
  const xT = stack + stackBytes(STRIP, columns / BLOCK + 1);
  const ends = xT + ((strips(batch) * columns) << 6);
  const live = ends + (rows << 2);
  const list = (live + columns + 15) & ~15;
  turn(xT, x, batch, columns);
  flagLive(live, xT, batch, columns);
  let next = list;
  for (let i = 0; i < rows; i++) {
    const end = load<u32>(rowStart + (i << 2), 4);
    for (let e = load<u32>(rowStart + (i << 2)); e < end; e++) {
      const c = load<u32>(column + (e << 2));
      store<f32>(next, load<f32>(w + (e << 2)));
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
        if (columns <= MAX_UNBLOCKED) sumStrip(four + (t << 6), from, end, (b * columns) << 2, true);
        else sumBlocks(four + (t << 6), from, end, (b * columns) << 2, xT, stack);
        from = end;
      }
      putColumns(to + (i << 2), rows << 2, four, STRIP, min(16, batch - b), height);
    }
  }
}

/** `sumStrip` for a list whose rows, which begin at `first`, are added in blocks. */
function sumBlocks(out: usize, list: usize, end: usize, shift: i32, first: usize, stack: usize): void {
  let top = stack;
  while (list < end) {
    const block = blockOf(list, first);
    let next = list + 8;
    while (next < end && blockOf(next, first) === block) next += 8;
    top = push(stack, top, block, STRIP);
    sumStrip(top, list, next, shift, true);
    top += entryBytes(STRIP);
    list = next;
  }
  if (total(stack, top, STRIP)) memory.copy(out, stack, STRIP);
  else memory.fill(out, 0, STRIP);
}

function blockOf(term: usize, first: usize): i32 {
  return (<i32>(load<u32>(term, 4) - <u32>first) >> 6) / BLOCK;
}
