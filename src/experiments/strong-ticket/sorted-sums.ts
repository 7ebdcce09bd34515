// Every subset's sum, in increasing order, without sorting: with one more item a, the sums are those without it and those
// with it, both in order already, so they are merged. O(2ⁿ) for n items.

/** All 2ⁿ subset sums of some items. */
export interface SortedSums {
  /** How many: 2ⁿ. */
  count: number;
  /** In increasing order. */
  sums: Float64Array;
  /** Which items make each: bit i for item i. */
  subsets: Uint32Array;
}

/** Room for the sums of up to `items` items. */
export const roomFor = (items: number): SortedSums => ({
  count: 0,
  sums: new Float64Array(1 << items),
  subsets: new Uint32Array(1 << items),
});

/** Fills `into` with the sums of items `from` … `to` − 1; `spare` is room of the same size. → the one of the two that holds them. */
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

/** Merges the sums without the item and with it. */
function merge(without: SortedSums, item: number, bit: number, out: SortedSums): void {
  const { count, sums, subsets } = without;
  let [a, b] = [0, 0]; // the next sum without the item, the next one with it
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
