import { arctangent } from './arctangent.ts';

/**
 * Returns P(|T| ≤ t) for Student's t with ν degrees of freedom, in float64, with an error < 10⁻¹² for ν ≤ 1000. With θ =
 * arctan(t ÷ √ν), Abramowitz & Stegun 1964, 26.7.3 and 26.7.4:
 *   ν even: sin θ (1 + ½ cos² θ + (1·3)/(2·4) cos⁴ θ + … up to cos^(ν−2) θ)
 *   ν odd:  (2/π) (θ + sin θ (cos θ + ⅔ cos³ θ + (2·4)/(3·5) cos⁵ θ + … up to cos^(ν−2) θ))
 *
 * @param t t ≥ 0.
 * @param degrees degrees of freedom ν, an integer ≥ 1.
 * @throws {RangeError} for other values.
 */
export function studentWithin(t: number, degrees: number): number {
  if (!(t >= 0)) throw new RangeError(`t: must be ≥ 0, got ${t}`);
  if (!Number.isSafeInteger(degrees) || degrees < 1)
    throw new RangeError(`degrees: must be an integer ≥ 1, got ${degrees}`);
  if (t === Infinity) return 1;
  const hypotenuse = Math.sqrt(degrees + t * t);
  const sine = t / hypotenuse;
  const cosine = Math.sqrt(degrees) / hypotenuse;
  const isOdd = degrees % 2 === 1;
  let sum = 0;
  let term = isOdd ? cosine : 1;
  for (let power = isOdd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * cosine * cosine;
  }
  return isOdd ? (2 / Math.PI) * (arctangent(t / Math.sqrt(degrees)) + sine * sum) : sine * sum;
}

/**
 * Returns the t ≥ 0 with P(|T| ≤ t) = confidence, by bisection in float64: 12.706 for 0.95 and ν = 1, and about 1.960 for large
 * ν. It is accurate to at least 8 digits for a confidence in [0.01, 0.9999].
 *
 * @param confidence in (0, 1).
 * @param degrees degrees of freedom ν, an integer ≥ 1.
 * @throws {RangeError} for other values.
 */
export function studentQuantile(confidence: number, degrees: number): number {
  if (!(confidence > 0 && confidence < 1))
    throw new RangeError(`confidence: must be in (0, 1), got ${confidence}`);
  let low = 0;
  let high = 1;
  while (studentWithin(high, degrees) < confidence) high *= 2;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (studentWithin(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
}
