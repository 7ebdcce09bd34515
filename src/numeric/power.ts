/**
 * Returns xⁿ in float64 by repeated squaring. It goes through the bits of n from the lowest up, multiplying the result first and
 * squaring second. The relative error is below n · 2⁻⁵³; the result is exact whenever every intermediate power is.
 *
 * @param n a nonnegative integer; x⁰ = 1 for every x, including NaN.
 * @throws {RangeError} for any other n.
 */
export function integerPower(x: number, n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n: must be an integer ≥ 0, got ${n}`);
  let result = 1;
  let square = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = result * square;
    square = square * square;
  }
  return result;
}
