// The functions of src/numeric, operation for operation, so that they give the same bits. They are scalar and compute in
// float64.

const LN2_HIGH: f64 = 0.6931471803691238; // The leading 32 bits of ln 2, so that k · LN2_HIGH is exact.
const LN2_LOW: f64 = 1.9082149292705877e-10; // The rest, ln 2 − LN2_HIGH.
const LOG2E: f64 = Math.LOG2E;
const SQRT2: f64 = Math.SQRT2;
const ONE: f64 = 1;

/** Returns eˣ. */
export function exp(x: f32): f32 {
  return <f32>exp64(min<f64>(max<f64>(x, -110), 90));
}

/** Returns ln x. */
export function log(x: f32): f32 {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  const bits = reinterpret<u64>(<f64>x);
  let e = <f64>(<i32>(bits >> 52) - 1023);
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > SQRT2) {
    m = m * 0.5;
    e = e + 1;
  }
  return <f32>(e * LN2_HIGH + (e * LN2_LOW + logNear1(m)));
}

/** Returns tanh x, computed as E / (E + 2) with E = e²ᵃ − 1 and a = |x|. */
export function tanh(x: f32): f32 {
  if (x === 0) return x;
  const e = expMinusOne64(2 * min<f64>(abs<f64>(x), 10));
  const t = e / (e + 2);
  return <f32>(x < 0 ? -t : t);
}

/** Returns 1 / (1 + e⁻ˣ), computed as 1 / (1 + E) or, for x < 0, E / (1 + E), with E = e^−|x|. */
export function sigmoid(x: f32): f32 {
  const e = exp64(max<f64>(-abs<f64>(x), -110));
  return <f32>((x < 0 ? e : 1) / (1 + e));
}

function exp64(x: f64): f64 {
  const k = floor<f64>(x * LOG2E + 0.5);
  return (1 + expMinusOneNear0(x - k * LN2_HIGH - k * LN2_LOW)) * powerOfTwo(k);
}

function expMinusOne64(x: f64): f64 {
  const k = floor<f64>(x * LOG2E + 0.5);
  const scale = powerOfTwo(k);
  return scale * expMinusOneNear0(x - k * LN2_HIGH - k * LN2_LOW) + (scale - 1);
}

/** Returns 2ᵏ. The result for NaN is arbitrary, because it is multiplied by NaN. */
function powerOfTwo(k: f64): f64 {
  return reinterpret<f64>((<i64>(k + 1023)) << 52);
}

function expMinusOneNear0(r: f64): f64 {
  let p = ONE / 6227020800;
  p = p * r + ONE / 479001600;
  p = p * r + ONE / 39916800;
  p = p * r + ONE / 3628800;
  p = p * r + ONE / 362880;
  p = p * r + ONE / 40320;
  p = p * r + ONE / 5040;
  p = p * r + ONE / 720;
  p = p * r + ONE / 120;
  p = p * r + ONE / 24;
  p = p * r + ONE / 6;
  p = p * r + ONE / 2;
  return r + r * r * p;
}

function logNear1(m: f64): f64 {
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let p = ONE / 21;
  p = p * z + ONE / 19;
  p = p * z + ONE / 17;
  p = p * z + ONE / 15;
  p = p * z + ONE / 13;
  p = p * z + ONE / 11;
  p = p * z + ONE / 9;
  p = p * z + ONE / 7;
  p = p * z + ONE / 5;
  p = p * z + ONE / 3;
  return 2 * (s + s * z * p);
}
