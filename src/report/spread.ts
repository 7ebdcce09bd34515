/**
 * Moves positions apart until they are at least `gap` from each other, with the least sum of squared displacements, inside [low,
 * high] if they fit. Their order does not change; equal positions are ordered by index. The method is isotonic regression of
 * wishᵢ − i · gap, by pooling adjacent violators.
 */
export function spread(
  wishes: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = wishes.map((_, i) => i).sort((a, b) => wishes[a] - wishes[b] || a - b);
  const pools: { sum: number; size: number }[] = [];
  order.forEach((index, i) => {
    pools.push({ sum: wishes[index] - i * gap, size: 1 });
    while (pools.length > 1 && mean(pools[pools.length - 2]) >= mean(pools[pools.length - 1])) {
      const { sum, size } = pools.pop() as (typeof pools)[0];
      const last = pools[pools.length - 1];
      last.sum += sum;
      last.size += size;
    }
  });
  const highest = high - (wishes.length - 1) * gap;
  const places = pools.flatMap((pool) =>
    Array<number>(pool.size).fill(Math.max(low, Math.min(highest, mean(pool)))),
  );
  const result: number[] = [];
  order.forEach((index, i) => {
    result[index] = places[i] + i * gap;
  });
  return result;
}

const mean = ({ sum, size }: { sum: number; size: number }): number => sum / size;
