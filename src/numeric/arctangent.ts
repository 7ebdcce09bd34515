/**
 * Returns arctan x in float64 for x ≥ 0, including ∞, with a relative error < 2⁻⁵⁰ (for subnormal x, an absolute error of
 * 2⁻¹⁰⁶⁸). It applies arctan x = 2 arctan(x ÷ (1 + √(1 + x²))) three times, which leaves |x| < 0.2, and then the series x − x³/3
 * + x⁵/5 − …, whose first omitted term is below 2⁻⁶⁰ · x.
 */
export function arctangent(x: number): number {
  let y = x;
  for (let i = 0; i < 3; i++) y = y > 1e8 ? 1 - 1 / y : y / (1 + Math.sqrt(1 + y * y));
  const z = y * y;
  let p = 0;
  for (let k = 23; k >= 1; k -= 2) p = 1 / k - p * z;
  return 8 * y * p;
}
