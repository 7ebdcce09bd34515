import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectBits, floats, masks, number32 } from '../support.ts';
import { place, put, reference, simd, unharmed } from './places.ts';

const places = fc.array(place, { minLength: 4, maxLength: 4 });
const scalar = (max: number) => fc.oneof(fc.constant(0), fc.double({ min: 0, max, noNaN: true }));
const four = fc
  .nat({ max: 21 })
  .chain((n) => fc.tuple(floats(n), floats(n), floats(n), floats(n, number32), masks(n), fc.boolean()));

test('sgd has the bits of the reference, masked or not', () => {
  const steps = fc.record({
    learningRate: scalar(2),
    momentum: scalar(0.999),
    nesterov: fc.boolean(),
    weightDecay: scalar(0.5),
  });
  fc.assert(
    fc.property(four, steps, places, ([w, grad, u, , mask, hasMask], step, [p, q, r]) => {
      const [w1, g1, u1] = [put(w, p), put(grad, q), put(u, r)];
      const [w2, u2] = [w.slice(), u.slice()];
      simd.sgd(w1, g1, u1, hasMask ? mask : null, step);
      reference.sgd(w2, grad, u2, hasMask ? mask : null, step);
      expectBits(w1, w2);
      expectBits(u1, u2);
      expect([w1, u1, g1].every(unharmed)).toBe(true);
    }),
  );
});

test('adam has the bits of the reference, masked or not', () => {
  const steps = fc.record({
    learningRate: scalar(2),
    beta1: scalar(0.99),
    beta2: scalar(0.9999),
    epsilon: fc.double({ min: 1e-8, max: 0.1, noNaN: true }),
    weightDecay: scalar(0.5),
    decoupledWeightDecay: scalar(0.5),
    biasCorrection1: fc.double({ min: 0.01, max: 1, noNaN: true }),
    biasCorrection2: fc.double({ min: 0.0001, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(four, steps, places, ([w, grad, m, some, mask, hasMask], step, [p, q, r, s]) => {
      const v = some.map((x) => Math.abs(x));
      const [w1, g1, m1, v1] = [put(w, p), put(grad, q), put(m, r), put(v, s)];
      const [w2, m2, v2] = [w.slice(), m.slice(), v.slice()];
      simd.adam(w1, g1, m1, v1, hasMask ? mask : null, step);
      reference.adam(w2, grad, m2, v2, hasMask ? mask : null, step);
      expectBits(w1, w2);
      expectBits(m1, m2);
      expectBits(v1, v2);
      expect([w1, m1, v1, g1].every(unharmed)).toBe(true);
    }),
  );
});
