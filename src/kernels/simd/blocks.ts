// The order of addition in long sums, as in reference/blocks.ts: blocks of BLOCK terms, whose sums are added pairwise.

/** Maximum number of terms that are added without splitting them into blocks. */
export const MAX_UNBLOCKED: i32 = 1024;

/** Number of terms per block of a longer sum. */
export const BLOCK: i32 = 64;

/** Returns the number of terms in the left half of `terms` > BLOCK terms: the largest BLOCK · 2ⁱ below `terms`. */
export function leftTerms(terms: i32): i32 {
  return BLOCK << (31 - clz((terms - 1) / BLOCK));
}

/** Returns the number of levels at which the block sums of `terms` terms are added. */
export function levels(terms: i32): i32 {
  return 32 - clz((terms - 1) / BLOCK);
}
