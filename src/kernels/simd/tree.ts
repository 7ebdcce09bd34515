// Adds the block sums of a long sum pairwise (reference/blocks.ts), for many sums at the same time. A stack holds the partial
// sums: each entry is `width` bytes of sums, followed by the index of one of their blocks. The sums of blocks t < u are added at
// level 32 − clz(t ^ u) of the tree. Blocks without a nonzero term may be omitted, because they would add +0.

import { BLOCK } from './blocks';

/** Returns the size of an entry in bytes: the sums, an index and padding. */
export function entryBytes(width: i32): i32 {
  return width + 16;
}

/** Returns the maximum number of partial sums on the stack for a sum of `terms` terms. */
export function depth(terms: i32): i32 {
  return 34 - clz(terms / BLOCK + 1);
}

/** Returns the size of the stack in bytes for a sum of `terms` terms. */
export function stackBytes(width: i32, terms: i32): i32 {
  return depth(terms) * entryBytes(width);
}

/**
 * Pushes an entry for `block`, whose index must be larger than all previous ones. Before that, adds entries at
 * the top of the stack as long as the tree adds them at a lower level than `block`.
 *
 * @returns the address of the new entry. The caller must write its sums.
 */
export function push(stack: usize, end: usize, block: i32, width: i32): usize {
  const size = entryBytes(width);
  while (end - stack >= 2 * <usize>size) {
    const last = load<i32>(end - 16);
    if (level(load<i32>(end - size - 16), last) > level(last, block)) break;
    end = addLastTwo(end, width);
  }
  store<i32>(end + width, block);
  return end;
}

/** Adds all entries up to `end` to the first one. Returns false if there are no entries. */
export function total(stack: usize, end: usize, width: i32): bool {
  if (end === stack) return false;
  while (end - stack >= 2 * <usize>entryBytes(width)) end = addLastTwo(end, width);
  return true;
}

/** Returns the level of the tree at which the sums of two blocks are added. */
export function level(t: i32, u: i32): i32 {
  return 32 - clz(t ^ u);
}

function addLastTwo(end: usize, width: i32): usize {
  const size = entryBytes(width);
  const last = end - size;
  const into = last - size;
  for (let at = 0; at < width; at += 16) {
    v128.store(into + at, f32x4.add(v128.load(into + at), v128.load(last + at)));
  }
  store<i32>(into + width, load<i32>(last + width));
  return last;
}
