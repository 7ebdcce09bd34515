import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AdamStep, adam, type SgdStep, sgd } from '../../src/kernels/reference/index.ts';
import { expectBits, floats, masks, ordinary, u } from './support.ts';

// The formulas in interval arithmetic: each rounding to binary32 widens [low, high] by a relative u and half a
// subnormal (and a hair for float64's own rounding), so the interval holds every correctly rounded evaluation.
type Interval = readonly [low: number, high: number];

const rounded = ([low, high]: Interval): Interval => {
  const wider = (x: number) => Math.abs(x) * u * (1 + 2 ** -20) + 2 ** -149;
  return [low - wider(low), high + wider(high)];
};
const hull = (...ends: number[]): Interval => rounded([Math.min(...ends), Math.max(...ends)]);
const exactly = (x: number): Interval => [x, x];
const scalar = (x: number): Interval => rounded(exactly(x));
const plus = ([a, b]: Interval, [c, d]: Interval) => rounded([a + c, b + d]);
const minus = ([a, b]: Interval, [c, d]: Interval) => rounded([a - d, b - c]);
const times = ([a, b]: Interval, [c, d]: Interval) => hull(a * c, a * d, b * c, b * d);
const over = ([a, b]: Interval, [c, d]: Interval) => hull(a / c, a / d, b / c, b / d);
const root = ([a, b]: Interval) => rounded([Math.sqrt(Math.max(a, 0)), Math.sqrt(Math.max(b, 0))]);

function sgdInterval(w: number, grad: number, u0: number, step: SgdStep) {
  const [η, μ, λ] = [scalar(step.learningRate), scalar(step.momentum), scalar(step.weightDecay)];
  const g = plus(exactly(grad), times(λ, exactly(w)));
  const velocity = plus(times(μ, exactly(u0)), g);
  const direction = step.nesterov ? plus(g, times(μ, velocity)) : velocity;
  return { w: minus(exactly(w), times(η, direction)), u: velocity };
}

function adamInterval(w: number, grad: number, m0: number, v0: number, step: AdamStep) {
  const g = plus(exactly(grad), times(scalar(step.weightDecay), exactly(w)));
  const m = plus(times(scalar(step.beta1), exactly(m0)), times(scalar(1 - step.beta1), g));
  const v = plus(times(scalar(step.beta2), exactly(v0)), times(times(scalar(1 - step.beta2), g), g));
  const corrected = over(root(v), scalar(Math.sqrt(step.biasCorrection2)));
  const scaled = times(scalar(step.learningRate / step.biasCorrection1), m);
  const update = over(scaled, plus(corrected, scalar(step.epsilon)));
  const kept = times(scalar(1 - step.learningRate * step.decoupledWeightDecay), exactly(w));
  return { w: minus(kept, update), m, v };
}

const within = (x: number, [low, high]: Interval) => {
  expect(x).toBeGreaterThanOrEqual(low);
  expect(x).toBeLessThanOrEqual(high);
};

const hyper = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const sgdSteps: fc.Arbitrary<SgdStep> = fc.record({
  learningRate: hyper(0, 2),
  momentum: fc.oneof(fc.constant(0), hyper(0, 0.999)),
  nesterov: fc.boolean(),
  weightDecay: fc.oneof(fc.constant(0), hyper(0, 0.5)),
});
const adamSteps: fc.Arbitrary<AdamStep> = fc
  .record({
    learningRate: hyper(0, 2),
    beta1: hyper(0, 0.99),
    beta2: hyper(0, 0.9999),
    epsilon: hyper(1e-8, 1e-2),
    weightDecay: fc.oneof(fc.constant(0), hyper(0, 0.5)),
    decoupledWeightDecay: fc.oneof(fc.constant(0), hyper(0, 0.5)),
    t: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ t, ...step }) => ({
    ...step,
    biasCorrection1: 1 - step.beta1 ** t,
    biasCorrection2: 1 - step.beta2 ** t,
  }));
const arrays = fc.nat({ max: 9 }).chain((n) =>
  fc.record({
    w: floats(n, ordinary),
    grad: floats(n, ordinary),
    first: floats(n, ordinary),
    second: floats(n, ordinary.map(Math.abs)),
    mask: masks(n),
  }),
);

describe('sgd', () => {
  test('sgd equals its formula with each operation rounded once', () => {
    fc.assert(
      fc.property(arrays, sgdSteps, ({ w, grad, first, mask }, step) => {
        const [newW, newU] = [w.slice(), first.slice()];
        sgd(newW, grad, newU, mask, step);
        for (let i = 0; i < w.length; i++) {
          if (mask[i] === 0) continue;
          const expected = sgdInterval(w[i], grad[i], first[i], step);
          within(newW[i], expected.w);
          within(newU[i], expected.u);
        }
      }),
    );
  });

  test('sgd equals results computed by hand: plain, with momentum, with Nesterov momentum', () => {
    const step = { learningRate: 0.5, momentum: 0.5, nesterov: false, weightDecay: 0.25 };
    const [w, velocity] = [Float32Array.of(4), Float32Array.of(2)];
    sgd(w, Float32Array.of(1), velocity, null, step); // g = 1 + ¼·4 = 2, u = ½·2 + 2 = 3, w = 4 − ½·3
    expectBits([w[0], velocity[0]], [2.5, 3]);
    sgd(w.fill(4), Float32Array.of(1), velocity.fill(2), null, { ...step, nesterov: true }); // 4 − ½·(2 + ½·3)
    expectBits([w[0], velocity[0]], [2.25, 3]);
    sgd(w.fill(4), Float32Array.of(1), velocity.fill(2), null, { ...step, momentum: 0, weightDecay: 0 });
    expectBits([w[0], velocity[0]], [3.5, 1]);
  });
});

describe('adam', () => {
  test('adam equals its formula with each operation rounded once', () => {
    fc.assert(
      fc.property(arrays, adamSteps, ({ w, grad, first, second, mask }, step) => {
        const [newW, newM, newV] = [w.slice(), first.slice(), second.slice()];
        adam(newW, grad, newM, newV, mask, step);
        for (let i = 0; i < w.length; i++) {
          if (mask[i] === 0) continue;
          const expected = adamInterval(w[i], grad[i], first[i], second[i], step);
          within(newW[i], expected.w);
          within(newM[i], expected.m);
          within(newV[i], expected.v);
        }
      }),
    );
  });

  test('the first step of adam moves a weight by the learning rate against the sign of its gradient', () => {
    const [w, m, v] = [Float32Array.of(1), Float32Array.of(0), Float32Array.of(0)];
    const step = {
      learningRate: 0.25,
      beta1: 0.5,
      beta2: 0.75,
      epsilon: 0,
      weightDecay: 0,
      decoupledWeightDecay: 0,
      biasCorrection1: 0.5,
      biasCorrection2: 0.25,
    };
    adam(w, Float32Array.of(4), m, v, null, step); // m = 2, v = 4, √v ÷ √¼ = 4, w = 1 − ½·(2 ÷ 4)
    expectBits([w[0], m[0], v[0]], [0.75, 2, 4]);
    adam(w.fill(1), Float32Array.of(4), m.fill(0), v.fill(0), null, { ...step, decoupledWeightDecay: 2 });
    expectBits([w[0], m[0], v[0]], [0.25, 2, 4]);
    adam(w.fill(1), Float32Array.of(2), m.fill(0), v.fill(0), null, { ...step, weightDecay: 2 });
    expectBits([w[0], m[0], v[0]], [0.75, 2, 4]);
  });
});

describe('under a mask', () => {
  /** Runs one step of the optimizer on w and its state, and returns these arrays. */
  type Update = (inputs: Float32Array[], mask: Uint8Array | null) => Float32Array[];
  const updates: fc.Arbitrary<Update> = fc.oneof(
    sgdSteps.map(
      (step): Update =>
        ([grad, w, velocity], mask) => {
          sgd(w, grad, velocity, mask, step);
          return [w, velocity];
        },
    ),
    adamSteps.map(
      (step): Update =>
        ([grad, w, m, v], mask) => {
          adam(w, grad, m, v, mask, step);
          return [w, m, v];
        },
    ),
  );
  const copies = ({ grad, w, first, second }: Record<'grad' | 'w' | 'first' | 'second', Float32Array>) =>
    [grad, w, first, second].map((array) => array.slice());

  test('pruned weights and their state become +0 for any momentum and weight decay', () => {
    fc.assert(
      fc.property(arrays, updates, (inputs, update) => {
        for (const array of update(copies(inputs), inputs.mask)) {
          const pruned = array.filter((_, i) => inputs.mask[i] === 0);
          expectBits(pruned, new Float32Array(pruned.length));
        }
      }),
    );
  });

  test('surviving weights are updated to the same bits as without a mask', () => {
    fc.assert(
      fc.property(arrays, updates, (inputs, update) => {
        const dense = update(copies(inputs), null);
        update(copies(inputs), inputs.mask).forEach((array, which) => {
          const survivors = (a: Float32Array) => a.filter((_, i) => inputs.mask[i] === 1);
          expectBits(survivors(array), survivors(dense[which]));
        });
      }),
    );
  });
});
