// Divides the list of a row's terms into segments, one per block of columns that contains terms. A segment stores where its
// terms end and how many pairs of block sums are added after it (tree.ts). Segments are listed once and used for each strip
// of the batch.

import { STRIP } from './batch';
import { BLOCK } from './blocks';
import { sumStrip } from './terms';
import { level } from './tree';

/** Size of a segment in bytes. */
export const SEGMENT: i32 = 8;

/** Lists the segments of the terms from `term` to `end`, whose addresses begin at `first`. Returns the end of the list. */
export function listSegments(segment: usize, term: usize, end: usize, first: usize, blocks: usize): usize {
  let top = blocks; // End of the list of blocks whose sums have not been added yet.
  while (term < end) {
    const block = blockOf(term, first);
    let pairs = 0;
    while (
      top - blocks > 4 &&
      level(load<i32>(top - 8), load<i32>(top - 4)) < level(load<i32>(top - 4), block)
    ) {
      store<i32>(top - 8, load<i32>(top - 4));
      top -= 4;
      pairs++;
    }
    if (top > blocks) store<i32>(segment - SEGMENT, pairs, 4);
    store<i32>(top, block);
    top += 4;
    do term += 8;
    while (term < end && blockOf(term, first) === block);
    store<u32>(segment, term);
    segment += SEGMENT;
  }
  if (top > blocks) store<i32>(segment - SEGMENT, (<i32>(top - blocks) >> 2) - 1, 4);
  return segment;
}

/**
 * Computes out[0 … 15], the sum of all segments' terms, starting at `term`. The rows are `shift` bytes after the listed
 * addresses.
 */
export function sumSegments(
  out: usize,
  stack: usize,
  term: usize,
  segment: usize,
  end: usize,
  shift: i32,
): void {
  let top = stack;
  memory.fill(stack, 0, STRIP); // The result if there are no terms.
  for (; segment < end; segment += SEGMENT) {
    const next = <usize>load<u32>(segment);
    sumStrip(top, term, next, shift, true);
    term = next;
    for (let pairs = load<i32>(segment, 4); pairs > 0; pairs--) {
      top -= STRIP;
      addStrip(top, top + STRIP);
    }
    top += STRIP;
  }
  memory.copy(out, stack, STRIP);
}

function addStrip(out: usize, x: usize): void {
  v128.store(out, f32x4.add(v128.load(out), v128.load(x)));
  v128.store(out, f32x4.add(v128.load(out, 16), v128.load(x, 16)), 16);
  v128.store(out, f32x4.add(v128.load(out, 32), v128.load(x, 32)), 32);
  v128.store(out, f32x4.add(v128.load(out, 48), v128.load(x, 48)), 48);
}

function blockOf(term: usize, first: usize): i32 {
  return (<i32>(load<u32>(term, 4) - <u32>first) >> 6) / BLOCK;
}
