/**
 * arctan x in float64 for x ≥ 0, ∞ included, relative error < 2⁻⁵⁰ (where x is subnormal, absolute 2⁻¹⁰⁶⁸): three times
 * arctan x = 2 arctan(x ÷ (1 + √(1 + x²))), which leaves |x| < 0.2, then x − x³/3 + x⁵/5 − …, whose first term left out
 * is below 2⁻⁶⁰ · x.
 */
export function arctangent(x: number): number {
  let y = x;
  for (let i = 0; i < 3; i++) y = y > 1e8 ? 1 - 1 / y : y / (1 + Math.sqrt(1 + y * y));
  const z = y * y;
  let p = 0;
  for (let k = 23; k >= 1; k -= 2) p = 1 / k - p * z;
  return 8 * y * p;
}
