import { claim, NothingToCheck, sameValues } from '../expect.ts';
import type { GradientImpl, OperationCall } from '../interfaces/gradient.ts';
import { type Law, law } from '../law.ts';
import { integers } from './gradient-large.ts';

/** A function of one variable, and arguments at which its value and its derivative are known exactly or nearly so. */
interface Extreme {
  readonly operation: OperationCall['operation'];
  readonly x: readonly number[];
  readonly value: (x: number) => number;
  readonly slope: (x: number) => number;
}

const LN2 = Math.LN2;
const powers = [-100, -40, -3, 0, 3, 40, 100];

const extremes: readonly Extreme[] = [
  {
    operation: 'sigmoid',
    x: [-1000, -100, 0, 100, 1000],
    value: (x) => (x < 0 ? 0 : x === 0 ? 0.5 : 1),
    slope: (x) => (x === 0 ? 0.25 : 0),
  },
  { operation: 'tanh', x: [-1000, -50, 0, 50, 1000], value: Math.sign, slope: (x) => Number(x === 0) },
  {
    operation: 'relu',
    x: [-1e30, -(2 ** -100), 2 ** -100, 1e30],
    value: (x) => Math.max(0, x),
    slope: (x) => Number(x > 0),
  },
  { operation: 'log', x: powers.map(twoTo), value: (x) => LN2 * log2(x), slope: (x) => 1 / x },
  {
    operation: 'sqrt',
    x: powers.map((k) => twoTo(2 * Math.trunc(k / 2))),
    value: (x) => twoTo(log2(x) / 2),
    slope: (x) => twoTo(-log2(x) / 2 - 1),
  },
  { operation: 'square', x: [-30, -3, 3, 30].map(twoTo), value: (x) => x * x, slope: (x) => 2 * x },
];

/** Laws of operations on very large and very small numbers, and of broadcast columns. */
export const extremeGradientLaws: readonly Law<GradientImpl>[] = [
  law({
    name: 'operations are accurate for very large and very small numbers',
    formula:
      'σ(±100) = 0 or 1, tanh(±50) = ±1, ln 2ᵏ = k·ln 2, √4ᵏ = 2ᵏ, and their slopes, relatively within 2⁻²⁰, or within 2⁻⁶⁰ where they are 0',
    source: 'IEEE 754: eˣ overflows binary32 for x > 88.7, so that eˣ ÷ (1 + eˣ) is NaN',
    bound: 'At most four roundings of 2⁻²⁴ each. σ and its slope at −100 are below 2⁻¹⁴⁰.',
    runs: 1,
    given: [],
    holds: (impl: GradientImpl) => {
      let isChecked = false;
      for (const { operation, x, value, slope } of extremes) {
        const data = Float32Array.from(x);
        const recorded = impl.record({ operation }, [{ shape: [data.length], data }]);
        if (recorded === null) continue;
        isChecked = true;
        recorded.backward(new Float32Array(data.length).fill(1));
        const got = [recorded.value.data, recorded.gradients()[0]];
        [value, slope].forEach((expected, which) => {
          data.forEach((at, i) => {
            const wanted = expected(at);
            const most = wanted === 0 ? 2 ** -60 : Math.abs(wanted) * 2 ** -20;
            claim(
              Math.abs(got[which][i] - wanted) <= most,
              () =>
                `${which === 0 ? operation : `slope of ${operation}`} at ${at}: must be ${wanted}, got ${got[which][i]}`,
            );
          });
        });
      }
      if (!isChecked) throw new NothingToCheck();
    },
  }),
  law({
    name: 'gradients of a broadcast column are summed over the columns',
    formula: 'A + b for A [2, 3] and b [2, 1]: ∂L/∂bᵢ = Σⱼ gᵢⱼ, and likewise for − and ⊙',
    source: 'NumPy’s broadcasting rules; an implementation without them throws or returns null',
    runs: 1,
    given: [],
    holds: (impl: GradientImpl) => {
      const [a, b] = [integers([3, 3]), integers([3, 1], 1)];
      const g = integers([3, 3], 2).data;
      const factors = { add: () => 1, sub: () => -1, mul: (i: number) => a.data[i] } as const;
      for (const operation of ['add', 'sub', 'mul'] as const) {
        const recorded = recordedOrNull(impl, { operation }, [a, b]);
        if (recorded === null) throw new NothingToCheck();
        recorded.backward(g.slice());
        const expected = new Float32Array(3);
        g.forEach((upstream, i) => {
          expected[Math.floor(i / 3)] += upstream * factors[operation](i);
        });
        sameValues(`gradient of b in ${operation}`, recorded.gradients()[1], expected);
      }
    },
  }),
];

/** Returns the recorded operation, or null if the implementation does not support it. */
function recordedOrNull(impl: GradientImpl, ...call: Parameters<GradientImpl['record']>) {
  try {
    return impl.record(...call);
  } catch {
    return null;
  }
}

/** Returns the exact power 2ᵏ of an integer k. */
function twoTo(k: number): number {
  let power = 1;
  for (let i = 0; i < Math.abs(k); i++) power *= k > 0 ? 2 : 0.5;
  return power;
}

/** Returns the exponent k of a power 2ᵏ. */
function log2(power: number): number {
  let k = 0;
  for (let x = power; x > 1; x /= 2) k++;
  for (let x = power; x < 1; x *= 2) k--;
  return k;
}
