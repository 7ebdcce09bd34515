import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, backward, gradients, mul, sum, variable } from '../../src/autograd/index.ts';
import { tensor } from '../../src/tensor/index.ts';
import { expectBits, ordinary, u } from '../kernels/support.ts';
import { type Array64, alone, array64, moved, slope, total } from './float64.ts';
import { cases } from './operations.ts';

/** Repeats a few drawn numbers over as many elements as there turn out to be. */
const pools = fc.array(
  ordinary.map((x) => x / 4),
  { minLength: 1, maxLength: 7 },
);
const spread = (pool: number[], size: number) =>
  Array.from({ length: size }, (_, i) => pool[i % pool.length]);

const weighted = (f: (...inputs: Array64[]) => Array64, upstream: number[]) => (inputs: Array64[]) =>
  total(f(...inputs).data.map((y, o) => y * upstream[o]));

// A gradient is Σ_o g_o · ∂f_o/∂x over the n outputs. Each term is bounded by |g_o|·magnitude and passes `depth` roundings,
// then those of a sum of n terms: off by γ(depth + n) · magnitude · Σ|g|. A step of 2⁻¹⁰ makes the difference quotient
// itself right to h⁴/30 · |f⁽⁵⁾| ≤ 2⁻³² · magnitude, as no fifth derivative here exceeds 2¹³ · magnitude, and float64's own
// roundings of values below 8 stay below that.
describe.each(Object.entries(cases))('%s', (_, { drawn, magnitude, depth }) => {
  test('its value is the formula’s, and its gradient the difference quotient’s', () => {
    fc.assert(
      fc.property(drawn, pools, ({ inputs, apply, formula }, pool) => {
        const variables = inputs.map((a) => variable(a));
        const output = apply(...variables);
        const x = inputs.map(array64);
        const y = formula(...x);
        expect(output.shape).toEqual(y.shape);
        const most = (depth + total(x.map((a) => a.data.length))) * u * 2 ** 8; // no partial sum exceeds 2⁸
        output.value.values().forEach((value, o) => {
          expect(Math.abs(value - y.data[o])).toBeLessThanOrEqual(most);
        });
        const g = spread(pool, y.data.length);
        backward(output, tensor(g, y.shape));
        const h = 2 ** -10;
        for (const { which, i, directions } of alone(x)) {
          const exact = slope((t) => weighted(formula, g)(moved(x, directions, t)), h);
          const bound = ((depth + g.length) * u * 1.01 + 2 ** -31) * magnitude * total(g.map(Math.abs));
          expect(Math.abs(variables[which].grad!.values()[i] - exact)).toBeLessThanOrEqual(bound);
        }
        variables.forEach((v, which) => {
          expect(v.grad!.shape).toEqual(inputs[which].shape);
        });
      }),
      { numRuns: 60 },
    );
  });

  // L = Σ g·f(x). The slope of L along v, written as Σ v·∂L/∂x, is differentiated once more: by x it gives H·v, the slope of
  // that slope (every pair of inputs may meet, both rules round), and by g the slope of f itself along v.
  test('its gradient has a gradient, by its inputs and by the upstream gradient', () => {
    fc.assert(
      fc.property(drawn, pools, pools, ({ inputs, apply, formula }, pool, along) => {
        const x = inputs.map(array64);
        const y = formula(...x);
        const g = spread(pool, y.data.length);
        const v = x.map((a) => spread(along, a.data.length));
        const variables = inputs.map((a) => variable(a));
        const upstream = variable(tensor(g, y.shape));
        const first = gradients(sum(mul(apply(...variables), upstream)), variables);
        const alongV = first
          .map((part, which) => sum(mul(part, tensor(v[which], part.shape))))
          .reduce((left, right) => add(left, right));
        const [byUpstream, ...byInputs] = gradients(alongV, [upstream, ...variables]);

        const h = 2 ** -8;
        const exactAlongV = (at: Array64[]) => slope((t) => weighted(formula, g)(moved(at, v, t)), h);
        const rounding = ((4 * depth + g.length + v.flat().length) * u + 2 ** -22) * magnitude;
        const speed = total(v.flat().map(Math.abs));
        const bound = rounding * total(g.map(Math.abs)) * speed + 2 ** -30;
        for (const { which, i, directions } of alone(x)) {
          const exact = slope((t) => exactAlongV(moved(x, directions, t)), h);
          expect(Math.abs(byInputs[which].value.values()[i] - exact)).toBeLessThanOrEqual(bound);
        }
        byUpstream.value.values().forEach((value, o) => {
          const exact = slope((t) => formula(...moved(x, v, t)).data[o], h);
          expect(Math.abs(value - exact)).toBeLessThanOrEqual(rounding * speed + 2 ** -30);
        });
      }),
      { numRuns: 20 },
    );
  });

  test('is linear in the upstream gradient: a power of two passes through to the bit', () => {
    fc.assert(
      fc.property(drawn, pools, fc.integer({ min: -8, max: 8 }), ({ inputs, apply }, pool, exponent) => {
        const gradientsFor = (scale: number) => {
          const variables = inputs.map((a) => variable(a));
          const output = apply(...variables);
          const g = spread(pool, output.value.size).map((x) => Math.fround(x) * scale);
          backward(output, tensor(g, output.shape));
          return variables.flatMap((v) => [...v.grad!.values()]);
        };
        const scale = 2 ** exponent;
        expectBits(
          gradientsFor(scale),
          gradientsFor(1).map((x) => x * scale),
        );
      }),
      { numRuns: 40 },
    );
  });
});
