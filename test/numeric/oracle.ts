// The elementary functions in fixed point: a bigint v stands for the number v · 2^−P. Slow, plain, and right
// to far more bits than anything it judges: with P = 400 even the smallest subnormal, 2^−149, keeps 250 bits.

const P = 400n;
export const ONE = 1n << P;

const buffer = new DataView(new ArrayBuffer(8));

/** Converts a finite float64 whose last bit is at least 2^−348 to fixed point, exactly. */
export function fixed(x: number): bigint {
  buffer.setFloat64(0, x);
  const bits = buffer.getBigUint64(0);
  const field = (bits >> 52n) & 0x7ffn;
  const m = (bits & 0xfffffffffffffn) | (field === 0n ? 0n : 1n << 52n);
  const shift = P + (field === 0n ? 1n : field) - 1075n;
  if (shift < 0n && (m & ((1n << -shift) - 1n)) !== 0n) throw new Error(`${x} has bits below 2^-${P}`);
  const magnitude = shift < 0n ? m >> -shift : m << shift;
  return bits >> 63n ? -magnitude : magnitude;
}

const times = (a: bigint, b: bigint) => (a * b) >> P;
const over = (a: bigint, b: bigint) => (a << P) / b;
const abs = (a: bigint) => (a < 0n ? -a : a);
const roundedQuotient = (a: bigint, b: bigint) => {
  const q = (2n * a + b) / (2n * b);
  return 2n * a + b < 0n && (2n * a + b) % (2n * b) !== 0n ? q - 1n : q;
};

/** Returns the sum of a series up to the first term that is 0; each term is computed from the previous one and its index. */
function series(first: bigint, next: (term: bigint, i: bigint) => bigint): bigint {
  let sum = 0n;
  for (let term = first, i = 1n; term !== 0n && term !== -1n; term = next(term, i), i++) sum += term;
  return sum;
}

/** Returns artanh(1/n) or arctan(1/n) in fixed point; the constants are computed from these. */
const artanhOfInverse = (n: bigint) => inverseSeries(n, 1n);
const arctanOfInverse = (n: bigint) => inverseSeries(n, -1n);
function inverseSeries(n: bigint, sign: bigint): bigint {
  let sum = 0n;
  for (let power = (ONE << 64n) / n, i = 1n; power !== 0n && power !== -1n; i += 2n) {
    sum += power / i;
    power = (sign * power) / (n * n);
  }
  return sum >> 64n;
}

export const LN2 = 2n * artanhOfInverse(3n);
/** Machin 1706: π/4 = 4 arctan 1/5 − arctan 1/239. */
export const PI = 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));

export function expOf(x: bigint): bigint {
  const k = roundedQuotient(x, LN2);
  const r = x - k * LN2;
  const small = r >> 6n; // e^r = (e^(r/64))^64
  let y = series(ONE, (term, i) => times(term, small) / i);
  for (let i = 0; i < 6; i++) y = times(y, y);
  return k < 0n ? y >> -k : y << k;
}

export function logOf(x: bigint): bigint {
  const e = BigInt(x.toString(2).length) - 1n - P;
  const m = e < 0n ? x << -e : x >> e; // exact for inputs that have few bits
  const s = over(m - ONE, m + ONE);
  const z = times(s, s);
  let sum = 0n;
  for (let power = s, i = 1n; power !== 0n; power = times(power, z), i += 2n) sum += power / i;
  return e * LN2 + 2n * sum;
}

export function tanhOf(x: bigint): bigint {
  const e = expOf(2n * abs(x));
  const t = over(e - ONE, e + ONE);
  return x < 0n ? -t : t;
}

export const sigmoidOf = (x: bigint) => over(ONE, ONE + expOf(-x));

export function sinOf(x: bigint): bigint {
  const k = roundedQuotient(2n * x, PI);
  const r = x - (k * PI) / 2n;
  const z = times(r, r);
  const sine = (k & 1n) === 0n;
  const offset = sine ? 0n : -1n;
  const y = series(
    sine ? r : ONE,
    (term, i) => -times(term, z) / ((2n * i + offset) * (2n * i + 1n + offset)),
  );
  return (k & 2n) === 0n ? y : -y;
}

export const cosOf = (x: bigint) => sinOf(x + PI / 2n);

/**
 * Returns the distance of a finite result from the true value, in units in the last place of the true value's binade.
 */
export function ulps(got: number, truth: bigint, bits: 24 | 53): number {
  const e = BigInt(abs(truth).toString(2).length) - 1n - P;
  const lowest = bits === 24 ? -149n : -1074n;
  const lastPlace = e - BigInt(bits) + 1n;
  const ulp = lastPlace < lowest ? lowest : lastPlace;
  const scaled = ((fixed(got) - truth) << 64n) >> (P + ulp);
  return Number(abs(scaled)) / 2 ** 64;
}
