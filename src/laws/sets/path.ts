import type { Arbitrary } from 'fast-check';
import { claim, sameNumber, sameValues } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { number32 } from '../generators/index.ts';
import type { PathImpl } from '../interfaces/path.ts';
import { type LawSet, law } from '../law.ts';

const PATH = 'Frankle et al. 2020, §2: θ(α) = (1 − α) θ₁ + α θ₂';
const BARRIER = 'Frankle et al. 2020, §2: sup over α of error(θ(α)), minus the mean of both ends’ errors';

/** Generates two networks and a position i of 0 … n on the path between them. */
const places: Arbitrary<{ a: Float32Array; b: Float32Array; i: number; n: number }> = fc
  .tuple(fc.array(fc.tuple(number32, number32), { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), fc.nat())
  .map(([pairs, n, any]) => ({
    a: Float32Array.from(pairs, ([x]) => x),
    b: Float32Array.from(pairs, ([, y]) => y),
    i: any % (n + 1),
    n,
  }));

/** Generates errors that are multiples of 1/1024, so that the barrier is exact. Equal errors are frequent. */
const paths: Arbitrary<{ errors: number[] }> = fc
  .array(
    fc.oneof(
      fc.constantFrom(0, 0.5, 1),
      fc.nat({ max: 1024 }).map((count) => count / 1024),
    ),
    { minLength: 2, maxLength: 9 },
  )
  .map((list) => ({ errors: list }));

/** Laws of linear mode connectivity: points on the path between two networks, and the error barrier. */
export const pathLaws: LawSet<PathImpl> = {
  name: 'path',
  about:
    'Two trained networks are linearly connected if the error does not increase on the straight path between them.',
  why: 'The error barrier decides whether training is stable. Points that are unevenly spaced, or ends that are modified, change its height.',
  methods: ['pointBetween', 'errorBarrier'],
  laws: [
    law({
      name: 'the path starts at the first network and ends at the second',
      formula: 'θ(0) = a, θ(1) = b, bit for bit but for the sign of 0',
      source: PATH,
      given: [places],
      holds: ({ pointBetween }: PathImpl, { a, b, n }) => {
        sameValues('θ(0)', pointBetween(a.slice(), b.slice(), 0, n), a);
        sameValues('θ(1)', pointBetween(a.slice(), b.slice(), n, n), b);
      },
    }),
    law({
      name: 'points are evenly spaced on a straight line',
      formula: '|θ(i ÷ n) − ((n − i)a + ib) ÷ n| ≤ 2⁻²³·max(|a|, |b|) + 2⁻¹⁴⁹',
      source: PATH,
      bound:
        'In float64, two products and a sum in whatever order are off by less than 2⁻⁵⁰·max(|a|, |b|). Rounding to ' +
        'binary32 adds at most 2⁻²⁴·max(|a|, |b|), or 2⁻¹⁵⁰ where the result is subnormal. Twice that is allowed.',
      given: [places],
      holds: ({ pointBetween }: PathImpl, { a, b, i, n }) =>
        pointBetween(a.slice(), b.slice(), i, n).forEach((x, at) => {
          const expected = ((n - i) * a[at] + i * b[at]) / n;
          const most = 2 ** -23 * Math.max(Math.abs(a[at]), Math.abs(b[at])) + 2 ** -149;
          claim(
            Math.abs(x - expected) <= most,
            () => `θ(${i}/${n})[${at}]: must be ${expected} to within ${most}, got ${x}`,
          );
        }),
    }),
    law({
      name: 'the path from a network to itself is constant',
      formula: 'θ(α; a, a) = a',
      source: PATH,
      given: [places],
      holds: ({ pointBetween }: PathImpl, { a, i, n }) =>
        sameValues('θ(α; a, a)', pointBetween(a.slice(), a.slice(), i, n), a),
    }),
    law({
      name: 'the path stays between its ends',
      formula: 'min(aᵢ, bᵢ) ≤ θ(α)ᵢ ≤ max(aᵢ, bᵢ)',
      source: PATH,
      given: [places],
      holds: ({ pointBetween }: PathImpl, { a, b, i, n }) =>
        pointBetween(a.slice(), b.slice(), i, n).forEach((x, at) => {
          const [low, high] = [Math.min(a[at], b[at]), Math.max(a[at], b[at])];
          claim(x >= low && x <= high, () => `θ(${i}/${n})[${at}]: must be in [${low}, ${high}], got ${x}`);
        }),
    }),
    law({
      name: 'the barrier is the largest error minus the mean error of the ends',
      formula: 'barrier = max eᵢ − (e₀ + eₙ) ÷ 2',
      source: BARRIER,
      given: [paths],
      holds: ({ errorBarrier }: PathImpl, { errors: list }) => {
        const ends = (list[0] + list[list.length - 1]) / 2;
        sameNumber('barrier', errorBarrier([...list]) + 0, Math.max(...list) - ends);
      },
    }),
    law({
      name: 'barriers are nonnegative, and zero for a constant error',
      formula: 'barrier(e) ≥ 0;  barrier(e, …, e) = 0',
      source: BARRIER,
      given: [paths],
      holds: ({ errorBarrier }: PathImpl, { errors: list }) => {
        const barrier = errorBarrier([...list]);
        claim(barrier >= 0, () => `barrier: must be ≥ 0, got ${barrier}`);
        const level = errorBarrier(list.map(() => list[0]));
        claim(level === 0, () => `barrier of a constant error: must be 0, got ${level}`);
      },
    }),
    law({
      name: 'the barrier is symmetric in the direction of the path',
      formula: 'barrier(e₀ … eₙ) = barrier(eₙ … e₀)',
      source: BARRIER,
      given: [paths],
      holds: ({ errorBarrier }: PathImpl, { errors: list }) =>
        sameNumber('barrier from the other end', errorBarrier(list.toReversed()), errorBarrier([...list])),
    }),
    law({
      name: 'paths of more than 255 points, and between networks of more than 65,536 weights, are computed completely',
      formula:
        'θ(i ÷ n)ⱼ = aⱼ + (bⱼ − aⱼ)·i ÷ n for 70,001 weights and n = 512 or 2¹⁷;  barrier of 600 errors',
      source: PATH,
      runs: 4,
      given: [fc.record({ i: fc.integer({ min: 1, max: 511 }), at: fc.nat({ max: 599 }) })],
      holds: ({ pointBetween, errorBarrier }: PathImpl, { i, at }) => {
        const a = Float32Array.from({ length: 70_001 }, (_, j) => j % 641);
        const b = a.map((x, j) => x + (j % 5) * 512);
        const expected = a.map((x, j) => x + (j % 5) * i);
        sameValues(`θ(${i}/512)`, pointBetween(a, b, i, 512), expected);
        sameValues(`θ(${256 * i}/131072)`, pointBetween(a, b, 256 * i, 2 ** 17), expected);
        const errors = Array.from({ length: 600 }, (_, j) => (j === at ? 1 : (j % 3) / 8));
        sameNumber('barrier', errorBarrier(errors), 1 - (errors[0] + errors[599]) / 2);
      },
    }),
  ],
};
