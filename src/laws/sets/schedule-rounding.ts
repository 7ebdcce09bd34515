/**
 * Whether count = round(x) for x = total · (1 − s)^(k/n), by n-th powers of whole numbers; 1 stands for all below. The
 * float64 computation of x is off by less than 2k + 3 ≤ 43 roundings of 2⁻⁵³ for k ≤ 20. A half that is nearer than a relative
 * 2⁻⁴² may be rounded either way: some implementations treat such a number as a half. s must have at most 60 binary places.
 */
export function isRounded(total: number, s: number, n: number, k: number, count: number): boolean {
  const [top, bottom] = keptAsRatio(s);
  const x = power(2n * BigInt(total), n) * power(top, k); // (2x · bottom^(k/n))ⁿ
  const bound = (twice: number) => power(BigInt(twice), n) * power(bottom, k);
  const [one, more] = [power(2n ** 42n, n), power(2n ** 42n + 1n, n)];
  const notBelow = count === 1 || bound(2 * count - 1) * one <= x * more;
  return notBelow && x * one <= bound(2 * count + 1) * more;
}

/** 1 − s as a ratio of whole numbers, exactly. */
function keptAsRatio(s: number): [bigint, bigint] {
  const places = 2n ** 60n;
  return [places - BigInt(s * 2 ** 60), places];
}

function power(x: bigint, n: number): bigint {
  let result = 1n;
  for (let i = 0; i < n; i++) result *= x;
  return result;
}

/** Returns 2ⁿ, exactly. */
export const twoTo = (n: number): number => Number(1n << BigInt(n));
