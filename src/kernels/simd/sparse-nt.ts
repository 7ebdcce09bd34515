import { flagLive, STRIP, strips, turn } from './batch';
import { MAX_UNBLOCKED } from './blocks';
import { putColumns } from './pack';
import { listSegments, sumSegments } from './segments';
import { sumStrip } from './terms';
import { depth } from './tree';

/** Computes y = x·Wᵀ, each element summed over the columns in increasing order. */
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
  const isLong = columns > MAX_UNBLOCKED;
  const four = work; // Four rows of a strip of y.
  const stack = four + 4 * STRIP; // Block sums of one row.
  const xT = stack + depth(columns) * STRIP;
  const ends = xT + ((strips(batch) * columns) << 6); // For each row, the ends of its entries and of its segments.
  const live = ends + (rows << 3);
  const list = (live + columns + 15) & ~15;
  const entries = load<u32>(rowStart + (rows << 2)) - load<u32>(rowStart);
  const segments = list + (entries << 3);
  turn(xT, x, batch, columns);
  flagLive(live, xT, batch, columns);
  let next = list;
  let segment = segments;
  for (let i = 0; i < rows; i++) {
    const begin = next;
    const end = load<u32>(rowStart + (i << 2), 4);
    for (let e = load<u32>(rowStart + (i << 2)); e < end; e++) {
      const c = load<u32>(column + (e << 2));
      store<f32>(next, load<f32>(w + (e << 2)));
      store<u32>(next, <u32>xT + (c << 6), 4);
      next += <usize>load<u8>(live + c);
    }
    if (isLong) segment = listSegments(segment, begin, next, xT, stack);
    store<u32>(ends + (i << 3), next);
    store<u32>(ends + (i << 3), segment, 4);
  }
  for (let b = 0; b < batch; b += 16) {
    const to = y + ((b * rows) << 2);
    const shift = (b * columns) << 2;
    let from = list;
    segment = segments;
    for (let i = 0; i < rows; i += 4) {
      const height = min(4, rows - i);
      for (let t = 0; t < height; t++) {
        const end = <usize>load<u32>(ends + ((i + t) << 3));
        const segmentsEnd = <usize>load<u32>(ends + ((i + t) << 3), 4);
        if (isLong) sumSegments(four + (t << 6), stack, from, segment, segmentsEnd, shift);
        else sumStrip(four + (t << 6), from, end, shift, true);
        from = end;
        segment = segmentsEnd;
      }
      putColumns(to + (i << 2), rows << 2, four, STRIP, min(16, batch - b), height);
    }
  }
}
