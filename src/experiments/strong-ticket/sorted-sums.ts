// Computes the sums of all subsets in increasing order without sorting. With one more item a, the sums without a and the sums
// with a are both in order already, so that they can be merged. O(2ⁿ) for n items.

/** All 2ⁿ subset sums of some items. */
export interface SortedSums {
  /** Number of sums, 2ⁿ. */
  count: number;
  /** The sums in increasing order. */
  sums: Float64Array;
  /** The items of each sum: bit i is set if the sum contains item i. */
  subsets: Uint32Array;
}

/** Allocates memory for the sums of up to `items` items. */
export const roomFor = (items: number): SortedSums => ({
  count: 0,
  sums: new Float64Array(1 << items),
  subsets: new Uint32Array(1 << items),
});

/**
 * Computes the sums of items `from` … `to` − 1 in `into` and `spare`, which have the same size. Returns the one that contains
 * the result.
 */
export function sortedSums(
  items: Float64Array,
  from: number,
  to: number,
  into: SortedSums,
  spare: SortedSums,
): SortedSums {
  let [done, next] = [into, spare];
  done.count = 1;
  done.sums[0] = done.subsets[0] = 0;
  for (let i = from; i < to; i++) {
    merge(done, items[i], 1 << (i - from), next);
    [done, next] = [next, done];
  }
  return done;
}

/** Merges the sums without an item with the sums that contain it. */
function merge(without: SortedSums, item: number, bit: number, out: SortedSums): void {
  const { count, sums, subsets } = without;
  let [a, b] = [0, 0]; // Indices of the next sum without the item and of the next sum with it.
  for (let i = 0; i < 2 * count; i++) {
    if (b === count || (a < count && sums[a] <= sums[b] + item)) {
      out.sums[i] = sums[a];
      out.subsets[i] = subsets[a++];
    } else {
      out.sums[i] = sums[b] + item;
      out.subsets[i] = subsets[b++] + bit;
    }
  }
  out.count = 2 * count;
}
