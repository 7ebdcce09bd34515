import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectBits, floats, garbage, number32, ordinary } from '../support.ts';
import { heap, place, put, reference, simd, unharmed } from './places.ts';

/** The pattern of W's survivors, and their flat indices; W's other entries are 0. */
function patternOf(w: Float32Array, rows: number, columns: number, onHeap: boolean) {
  const survivors: number[] = [];
  const rowStart = [0];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (w[i * columns + j] !== 0) survivors.push(i * columns + j);
    rowStart.push(survivors.length);
  }
  const indices = (list: number[]) => {
    const array = onHeap ? heap.allocateIndices(list.length) : new Uint32Array(list.length);
    array.set(list);
    return array;
  };
  const column = indices(survivors.map((at) => at % columns));
  return { pattern: { rows, columns, rowStart: indices(rowStart), column }, survivors: indices(survivors) };
}

const length = fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 18 }), fc.nat({ max: 37 }));
const zeros = fc.constantFrom(0, -0);
const layers = (of: fc.Arbitrary<number>) =>
  fc
    .tuple(length, length, length, fc.nat({ max: 9 }), fc.nat({ max: 9 }))
    .chain(([rows, columns, batch, sparseW, sparseX]) => {
      const thinned = (weight: number) =>
        fc.oneof({ weight, arbitrary: zeros }, { weight: 10 - weight, arbitrary: of });
      return fc.record({
        sizes: fc.constant([rows, columns, batch] as const),
        w: floats(rows * columns, thinned(sparseW)),
        x: floats(batch * columns, thinned(sparseX)),
        dy: floats(batch * rows, thinned(sparseX)),
      });
    });

const places = fc.array(place, { minLength: 6, maxLength: 6 });

describe.each([
  ['reference', reference],
  ['simd', simd],
] as const)('%s: sparse products equal the dense ones to the bit', (_, kernels) => {
  test('forward, input gradient and weight gradient, for every shape, density and place', () => {
    fc.assert(
      fc.property(
        fc.oneof(layers(ordinary), layers(number32)),
        places,
        ({ sizes: [rows, columns, batch], w, x, dy }, [p, q, r, s, t, v]) => {
          const { pattern, survivors } = patternOf(w, rows, columns, v.onHeap);
          const [weights, input, gradient] = [put(w, p), put(x, q), put(dy, r)];
          const [y, dx, g] = [
            put(garbage(batch * rows), s),
            put(garbage(batch * columns), t),
            put(garbage(survivors.length), v),
          ];
          kernels.sparseNT(y, input, weights, pattern, batch);
          kernels.sparseNN(dx, gradient, weights, pattern, batch);
          kernels.sparseTN(g, gradient, input, pattern, batch);

          const [yDense, dxDense, gDense] = [
            garbage(batch * rows),
            garbage(batch * columns),
            garbage(rows * columns),
          ];
          reference.matmulNT(yDense, x, w, batch, columns, rows);
          reference.matmulNN(dxDense, dy, w, batch, rows, columns);
          reference.matmulTN(gDense, dy, x, rows, batch, columns);
          expectBits(y, yDense);
          expectBits(dx, dxDense);
          expectBits(
            g,
            Array.from(survivors, (at) => gDense[at]),
          );
          expect([y, dx, g].every(unharmed)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

const adamStep = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.1,
  decoupledWeightDecay: 0.2,
  biasCorrection1: 0.19,
  biasCorrection2: 0.002,
};
const sgdStep = { learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 };

/** A weight of n entries, those that survive, and three compact arrays. */
const sparseWeights = fc.nat({ max: 600 }).chain((n) =>
  fc.subarray(Array.from({ length: n }, (_, i) => i)).chain((survivors) =>
    fc.record({
      w: floats(n, ordinary),
      survivors: fc.constantFrom(Uint32Array.from(survivors), n === survivors.length ? null : undefined),
      compact: fc.tuple(...[0, 1, 2].map(() => floats(n, ordinary))),
    }),
  ),
);

describe.each([
  ['reference', reference],
  ['simd', simd],
] as const)('%s: sparse optimizers equal the dense ones under a mask', (_, kernels) => {
  test('survivors move alike, the pruned are left alone', () => {
    fc.assert(
      fc.property(sparseWeights, places, ({ w, survivors, compact: [grad, m, v] }, [p, q, r, s]) => {
        const list = survivors ?? null;
        const at = list ?? Uint32Array.from(w, (_, i) => i);
        const variance = v.map((x) => x * x);
        const dense = (x: Float32Array) => {
          const out = new Float32Array(w.length);
          at.forEach((to, i) => {
            out[to] = x[i];
          });
          return out;
        };
        for (const name of ['adam', 'sgd'] as const) {
          const [w2, g2, m2, v2] = [w.slice(), dense(grad), dense(m), dense(variance)];
          const [w1, g1, m1, v1] = [
            put(w, p),
            put(grad.subarray(0, at.length), q),
            put(m.subarray(0, at.length), r),
            put(variance.subarray(0, at.length), s),
          ];
          const mask = new Uint8Array(w.length);
          for (const to of at) mask[to] = 1;
          if (name === 'adam') {
            reference.adam(w2, g2, m2, v2, mask, adamStep);
            kernels.sparseAdam(w1, g1, m1, v1, list, adamStep);
          } else {
            reference.sgd(w2, g2, m2, mask, sgdStep);
            kernels.sparseSgd(w1, g1, m1, list, sgdStep);
          }
          expectBits(
            w1,
            Array.from(w, (x, i) => (mask[i] === 1 ? w2[i] : x)),
          );
          expectBits(
            m1,
            Array.from(at, (to) => m2[to]),
          );
          if (name === 'adam') {
            expectBits(
              v1,
              Array.from(at, (to) => v2[to]),
            );
          }
          expect([w1, m1, v1].every(unharmed)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
