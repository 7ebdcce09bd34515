import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, gradients, mul, sum, variable } from '../../src/autograd/index.ts';
import { gradientLawsOf, testLaws } from '../../src/laws/index.ts';
import { recordedOf } from '../../src/laws/ours/gradient.ts';
import { tensor } from '../../src/tensor/index.ts';
import { ordinary, u } from '../kernels/support.ts';
import { type Array64, alone, array64, moved, slope, total } from './float64.ts';
import { cases, type Drawn } from './operations.ts';

/** Repeats a few drawn numbers over as many elements as there turn out to be. */
const pools = fc.array(
  ordinary.map((x) => x / 4),
  { minLength: 1, maxLength: 7 },
);
const spread = (pool: number[], size: number) =>
  Array.from({ length: size }, (_, i) => pool[i % pool.length]);

const weighted = (f: (...inputs: Array64[]) => Array64, upstream: number[]) => (inputs: Array64[]) =>
  total(f(...inputs).data.map((y, o) => y * upstream[o]));

// Value, gradient, linearity and accumulation are laws; here they are held to every operation there is, views among them,
// however its operands lie in memory.
describe.each(Object.entries(cases))('%s', (_, { drawn, magnitude, depth }) => {
  const laws = gradientLawsOf<Drawn>(
    drawn.map((call) => ({
      call,
      inputs: call.inputs.map((a) => ({ shape: a.shape, data: a.values() })),
      formula: call.formula,
      magnitude,
      depth,
    })),
  );
  const record = ({ inputs, apply }: Drawn) => {
    const leaves = inputs.map((a) => variable(a));
    return recordedOf(leaves, apply(...leaves));
  };
  testLaws(laws, { record }, { describe, it: test }, { runs: 40 });

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
});
