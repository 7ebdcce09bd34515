const { fround } = Math;
export function addInBlocks<T = number>(
  length: number,
  sumOf: (from: number, to: number) => T,
  add: (a: T, b: T) => T = ((a: number, b: number) => fround(a + b)) as never,
): T {
  if (length <= 1024) return sumOf(0, length);
  let sums: T[] = [];
  for (let from = 0; from < length; from += 64) sums.push(sumOf(from, Math.min(from + 64, length)));
  while (sums.length > 1) {
    const next: T[] = [];
    for (let i = 0; i < sums.length; i += 2)
      next.push(i + 1 < sums.length ? add(sums[i], sums[i + 1]) : sums[i]);
    sums = next;
  }
  return sums[0];
}
export const addArrays = (a: Float32Array, b: Float32Array): Float32Array => a.map((x, i) => x + b[i]);
