import type { Arbitrary } from 'fast-check';
import type { AdamStep, SgdStep } from '../../kernels/index.ts';
import { sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { floats, masks, ordinary } from '../generators/index.ts';
import type { KernelImpl } from '../interfaces/kernel.ts';
import { type Law, law } from '../law.ts';
import { Bench, places, sameArrays } from './places.ts';
import { someOf } from './some-of.ts';

const scalar = (max: number) => fc.oneof(fc.constant(0), fc.double({ min: 0, max, noNaN: true }));
const above = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const sgdSteps: Arbitrary<SgdStep> = fc.record({
  learningRate: scalar(2),
  momentum: scalar(0.999),
  nesterov: fc.boolean(),
  weightDecay: scalar(0.5),
});
const adamSteps: Arbitrary<AdamStep> = fc.record({
  learningRate: scalar(2),
  beta1: scalar(0.99),
  beta2: scalar(0.9999),
  epsilon: above(1e-8, 0.1),
  weightDecay: scalar(0.5),
  decoupledWeightDecay: scalar(0.5),
  biasCorrection1: above(0.01, 1),
  biasCorrection2: above(0.0001, 1),
});

/** Weights, a gradient and memory; v is never negative. */
const states = fc
  .nat({ max: 21 })
  .chain((n) =>
    fc.record({ w: floats(n), grad: floats(n), m: floats(n), some: floats(n), mask: fc.option(masks(n)) }),
  );

const optimizers = law({
  name: 'optimizer steps agree, masked or not',
  formula: 'bits(w′, u′) and bits(w′, m′, v′) of SGD and Adam: one rounding an operation, in PyTorch’s order',
  source: 'this package’s contract: src/kernels/reference/optimizers.ts',
  exactness: 'exact',
  catches: ['adds weight decay to the momentum’s result', 'steps pruned weights too'],
  given: [states, sgdSteps, adamSteps, places],
  holds: (impl: KernelImpl, { w, grad, m, some, mask }, sgdStep, adamStep, where) => {
    const { kernels, twin } = impl;
    someOf(kernels, ['sgd', 'adam']);
    const bench = new Bench(impl, where);
    if (kernels.sgd) {
      const [expected, own] = [
        [w.slice(), m.slice()],
        [bench.put(w), bench.put(m)],
      ];
      twin.sgd(expected[0], grad, expected[1], mask, sgdStep);
      kernels.sgd(own[0], bench.put(grad), own[1], bench.mask(mask), sgdStep);
      sameArrays('sgd', own, expected);
    }
    if (kernels.adam) {
      const v = some.map(Math.abs);
      const expected = [w.slice(), m.slice(), v.slice()];
      const own = [bench.put(w), bench.put(m), bench.put(v)];
      twin.adam(expected[0], grad, expected[1], expected[2], mask, adamStep);
      kernels.adam(own[0], bench.put(grad), own[1], own[2], bench.mask(mask), adamStep);
      sameArrays('adam', own, expected);
    }
    bench.check('sgd, adam');
  },
});

/** A weight of n entries, those that survive, and three compact arrays. */
const sparseWeights = fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 600 })).chain((n) =>
  fc.subarray(Array.from({ length: n }, (_, i) => i)).chain((at) =>
    fc.record({
      w: floats(n, ordinary),
      survivors: fc.constant(Uint32Array.from(at)),
      grad: floats(at.length, ordinary),
      m: floats(at.length, ordinary),
      v: floats(
        at.length,
        ordinary.map((x) => x * x),
      ),
    }),
  ),
);

const sparseOptimizers = law({
  name: 'steps over survivors alone equal the masked ones and leave the pruned',
  formula: 'w′, memory′ at the survivors = those of the dense step under the mask; w′ᵢ = wᵢ elsewhere',
  source: 'this package’s contract: src/kernels/reference/sparse.ts',
  exactness: 'exact',
  catches: ['reads a compact gradient by dense positions', 'sets the weights it does not step to 0'],
  runs: 60,
  given: [sparseWeights, sgdSteps, adamSteps, places],
  holds: (impl: KernelImpl, { w, survivors, grad, m, v }, sgdStep, adamStep, where) => {
    const { kernels, twin } = impl;
    someOf(kernels, ['sparseSgd', 'sparseAdam']);
    const bench = new Bench(impl, where);
    const mask = new Uint8Array(w.length);
    for (const at of survivors) mask[at] = 1;
    const list = survivors.length === w.length ? null : bench.indices(survivors);
    const spread = (compact: Float32Array) => {
      const dense = new Float32Array(w.length);
      compact.forEach((x, i) => {
        dense[survivors[i]] = x;
      });
      return dense;
    };
    const compare = (name: string, own: Float32Array[], dense: Float32Array[]) => {
      sameList(
        `${name}, weights`,
        own[0],
        dense[0].map((x, i) => (mask[i] === 1 ? x : w[i])),
      );
      const memory = dense.slice(1).map((slot) => Float32Array.from(survivors, (at) => slot[at]));
      sameArrays(`${name}, memory`, own.slice(1), memory);
    };
    if (kernels.sparseSgd) {
      const [dense, own] = [
        [w.slice(), spread(m)],
        [bench.put(w), bench.put(m)],
      ];
      twin.sgd(dense[0], spread(grad), dense[1], mask, sgdStep);
      kernels.sparseSgd(own[0], bench.put(grad), own[1], list, sgdStep);
      compare('sparseSgd', own, dense);
    }
    if (kernels.sparseAdam) {
      const [dense, own] = [
        [w.slice(), spread(m), spread(v)],
        [bench.put(w), bench.put(m), bench.put(v)],
      ];
      twin.adam(dense[0], spread(grad), dense[1], dense[2], mask, adamStep);
      kernels.sparseAdam(own[0], bench.put(grad), own[1], own[2], list, adamStep);
      compare('sparseAdam', own, dense);
    }
    bench.check('sparse steps');
  },
});

/** Steps of SGD and Adam, dense and over survivors. */
export const optimizerLaws: readonly Law<KernelImpl>[] = [optimizers, sparseOptimizers];
