import type { Arbitrary } from 'fast-check';
import { claim, NothingToCheck, sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { ordinary } from '../generators/index.ts';
import { type Array64, alone, array64, moved, slope, total } from '../gradient/float64.ts';
import { type Case, cases } from '../gradient/operations.ts';
import type { GradientImpl, OperationCall, Recorded } from '../interfaces/gradient.ts';
import { type LawSet, law } from '../law.ts';
import { extremeGradientLaws } from './gradient-extremes.ts';
import { largeGradientLaws } from './gradient-large.ts';

const u = 2 ** -24;

/** Generates upstream gradients as a few numbers, which are repeated for all entries of a result. */
const pools = fc.array(
  ordinary.map((x) => x / 4),
  { minLength: 1, maxLength: 7 },
);
const spread = (pool: readonly number[], length: number, scale = 1) =>
  Float32Array.from({ length }, (_, i) => pool[i % pool.length] * scale);

function record<Call>(impl: GradientImpl<Call>, call: Call, inputs: Case<Call>['inputs']): Recorded {
  const recorded = impl.record(call, inputs);
  if (recorded === null) throw new NothingToCheck();
  return recorded;
}

const gradientsOf = (recorded: Recorded) => recorded.gradients().map((gradient) => gradient.slice());

function sameGradients(
  what: string,
  got: readonly Float32Array[],
  expected: readonly ArrayLike<number>[],
): void {
  expected.forEach((values, i) => {
    sameList(`${what}, input ${i + 1}`, got[i], values);
  });
}

function near(what: string, got: ArrayLike<number>, expected: readonly number[], bound: number): void {
  claim(
    got.length === expected.length,
    () => `${what}: must have ${expected.length} entries, got ${got.length}`,
  );
  expected.forEach((x, i) => {
    const off = Math.abs(got[i] - x);
    claim(off <= bound, () => `${what}[${i}]: must be within ${bound} of ${x}, got ${got[i]}`);
  });
}

/**
 * Returns the laws of gradients for operations that the caller generates, instead of those of a network of linear layers.
 *
 * @param drawn generator of an operation, its inputs, its formula in float64, and the depth and magnitude that bound its errors.
 *
 * @example
 * const [values] = gradientLaws.laws;
 * const { laws, methods } = gradientLawsOf(values.given[0]); // the operations that gradientLaws generates
 * gradientLaws.laws.length - laws.length; // → 3
 * methods; // → [ 'record' ]
 */
export const gradientLawsOf = <Call>(drawn: Arbitrary<Case<Call>>): LawSet<GradientImpl<Call>> => ({
  name: 'gradient',
  about: 'Differentiable operations and their gradients, compared with the same formulas in float64.',
  why: 'An incorrect gradient usually still trains, only worse, and the difference is attributed to the method.',
  methods: ['record'],
  live: ['gradients'],
  laws: [
    law({
      name: 'values agree with the formula in float64',
      formula: '|f(x) − f₆₄(x)| ≤ (depth + n)·u·2⁸, u = 2⁻²⁴, n inputs',
      source: 'Higham 2002, §3.1: n roundings are off by γₙ ≈ n·u of the sum of magnitudes',
      bound: 'No partial result exceeds 2⁸; each passes `depth` roundings and those of a sum of n terms.',
      runs: 300,
      given: [drawn],
      holds: (impl: GradientImpl<Call>, { call, inputs, formula, depth }) => {
        const recorded = record(impl, call, inputs);
        const x = inputs.map(array64);
        const n = total(x.map((a) => a.data.length));
        const expected = formula(...x);
        near('value', recorded.value.data, expected.data, (depth + n) * u * 2 ** 8);
        sameList('shape', recorded.value.shape, expected.shape);
      },
    }),
    law({
      name: 'gradients agree with difference quotients of the formula',
      formula: '|∂(Σ g·f)/∂xᵢ − Δ(Σ g·f₆₄)/Δxᵢ| ≤ ((depth + n)·1.01u + 2⁻³¹)·magnitude·Σ|g|',
      source: 'Higham 2002, §3.1; the five-point rule',
      bound:
        'A gradient is Σ g_o·∂f_o/∂x over n outputs: each term at most |g_o|·magnitude, through `depth` roundings and ' +
        'those of the sum. A step h = 2⁻¹⁰ makes the quotient right to h⁴/30·|f⁽⁵⁾| ≤ 2⁻³²·magnitude, as no fifth ' +
        'derivative exceeds 2¹³·magnitude; float64’s own roundings of values below 8 stay below that.',
      runs: 300,
      given: [drawn, pools],
      holds: (impl: GradientImpl<Call>, { call, inputs, formula, magnitude, depth }, pool) => {
        const recorded = record(impl, call, inputs);
        const x = inputs.map(array64);
        const g = spread(pool, formula(...x).data.length);
        const weighted = (at: Array64[]) => total(formula(...at).data.map((y, o) => y * g[o]));
        recorded.backward(g.slice());
        const gradients = recorded.gradients();
        const bound = ((depth + g.length) * u * 1.01 + 2 ** -31) * magnitude * total([...g].map(Math.abs));
        const slopes = x.map((): number[] => []);
        for (const { which, directions } of alone(x))
          slopes[which].push(slope((t) => weighted(moved(x, directions, t)), 2 ** -10));
        slopes.forEach((expected, which) => {
          near(`gradient of input ${which + 1}`, gradients[which], expected, bound);
        });
      },
    }),
    law({
      name: 'gradients are homogeneous: powers of two factor out exactly',
      formula: 'grad(2ᵏ·g) = 2ᵏ·grad(g), −8 ≤ k ≤ 8, where |grad(g)| ≥ 2⁻¹⁰⁰',
      source: 'binary32: scaling by 2ᵏ is exact while nothing overflows or becomes subnormal',
      runs: 300,
      given: [drawn, pools, fc.constantFrom(2 ** -8, 2 ** -3, 0.5, 2, 8, 2 ** 8)],
      holds: (impl: GradientImpl<Call>, { call, inputs }, pool, scale) => {
        const gradients = [1, scale].map((by) => {
          const recorded = record(impl, call, inputs);
          recorded.backward(spread(pool.map(Math.fround), recorded.value.data.length, by));
          return gradientsOf(recorded);
        });
        // A number below 2⁻¹⁰⁰ may result from intermediate subnormal numbers, which are not scaled exactly.
        const large = (values: Float32Array, by: number) =>
          values.map((x) => (Math.abs(x) < 2 ** -100 * by ? 0 : x));
        sameGradients(
          `gradient of ${scale}·g`,
          gradients[1].map((values) => large(values, scale)),
          gradients[0].map((values) => large(values, 1).map((x) => x * scale)),
        );
      },
    }),
    law({
      name: 'gradients accumulate until they are cleared',
      formula:
        'backward(g); backward(h): |grad − (grad(g) + grad(h))| ≤ γ;  zeroGrad(); backward(h): grad = grad(h), bit for bit',
      source: 'PyTorch’s contract of `.grad`',
      bound:
        'γ = 2·(depth + n)·1.01u·magnitude·Σ(|g| + |h|). A gradient may be added to the sum after it is rounded, or term by ' +
        'term: both are within (depth + n)·1.01u·magnitude·Σ(|g| + |h|) of the exact sum.',
      runs: 300,
      given: [drawn, pools, pools],
      holds: (impl: GradientImpl<Call>, { call, inputs, magnitude, depth }, first, second) => {
        const upstream = (recorded: Recorded, pool: number[]) => spread(pool, recorded.value.data.length);
        const [one, other] = [first, second].map((pool) => {
          const recorded = record(impl, call, inputs);
          recorded.backward(upstream(recorded, pool));
          return gradientsOf(recorded);
        });
        const both = record(impl, call, inputs);
        const given = [upstream(both, first), upstream(both, second)];
        const size = total(given.flatMap((g) => Array.from(g, Math.abs)));
        for (const g of given) both.backward(g);
        const bound = 2 * (depth + given[0].length + 1) * u * 1.01 * magnitude * size;
        both.gradients().forEach((gradient, i) => {
          near(
            `sum of two gradients of input ${i + 1}`,
            gradient,
            Array.from(one[i], (x, j) => x + other[i][j]),
            bound,
          );
        });
        both.zeroGrad();
        both.backward(upstream(both, second));
        sameGradients('gradient after zeroGrad', both.gradients(), other);
      },
    }),
  ],
});

/** Laws of gradients for the operations that networks of linear layers are trained with. */
export const gradientLaws: LawSet<GradientImpl<OperationCall>> = withLarge(gradientLawsOf(cases));

/** Adds the laws of large and extreme tensors, which refer to specific operations. */
function withLarge(set: LawSet<GradientImpl>): LawSet<GradientImpl> {
  return { ...set, laws: [...set.laws, ...largeGradientLaws, ...extremeGradientLaws] };
}
