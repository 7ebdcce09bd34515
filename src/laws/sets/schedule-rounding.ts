/**
 * Returns whether count = max(1, round(x)) for x = total · (1 − s)^(k/n), decided by comparing n-th powers of integers. In
 * float64, x has a relative error of less than 2k + 3 ≤ 43 roundings of 2⁻⁵³ for k ≤ 20. If x is within a relative 2⁻⁴² of a
 * half, both neighbors are accepted, because some implementations treat such a number as a half. s must be a multiple of 2⁻⁶⁰.
 */
export function isRounded(total: number, s: number, n: number, k: number, count: number): boolean {
  const [top, bottom] = keptAsRatio(s);
  const x = power(2n * BigInt(total), n) * power(top, k); // The n-th power of 2x · bottom^(k/n).
  const bound = (twice: number) => power(BigInt(twice), n) * power(bottom, k);
  const [one, more] = [power(2n ** 42n, n), power(2n ** 42n + 1n, n)];
  const notBelow = count === 1 || bound(2 * count - 1) * one <= x * more;
  return notBelow && x * one <= bound(2 * count + 1) * more;
}

/** Returns 1 − s as an exact ratio of integers. */
function keptAsRatio(s: number): [bigint, bigint] {
  const places = 2n ** 60n;
  return [places - BigInt(s * 2 ** 60), places];
}

function power(x: bigint, n: number): bigint {
  let result = 1n;
  for (let i = 0; i < n; i++) result *= x;
  return result;
}

/** Returns the exact power 2ⁿ. */
export const twoTo = (n: number): number => Number(1n << BigInt(n));
