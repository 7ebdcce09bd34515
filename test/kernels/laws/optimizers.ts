import type { Arbitrary } from 'fast-check';
import type { AdamStep, SgdStep } from '../../../src/kernels/index.ts';
import { sameList } from '../../../src/laws/expect.ts';
import { fc } from '../../../src/laws/fast-check.ts';
import { floats, masks } from '../../../src/laws/generators/index.ts';
import { type Law, law } from '../../../src/laws/law.ts';
import type { KernelImpl } from './interface.ts';
import { Bench, places, sameArrays, unread } from './places.ts';
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

/** Generates weights, a gradient and optimizer state; v is never negative. */
const states = fc
  .nat({ max: 21 })
  .chain((n) =>
    fc.record({ w: floats(n), grad: floats(n), m: floats(n), some: floats(n), mask: fc.option(masks(n)) }),
  );

const optimizers = law({
  name: 'optimizer steps agree, with and without a mask',
  formula:
    'bits(w′, u′) and bits(w′, m′, v′) of SGD and Adam: one rounding per operation, in PyTorch’s order',
  source: 'this package’s contract: src/kernels/reference/optimizers.ts',
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

/** An array, a subset of its positions in increasing order, and a value for each of these positions. */
const selections = fc
  .oneof(fc.nat({ max: 20 }), fc.nat({ max: 600 }))
  .chain((n) =>
    fc
      .subarray(Array.from({ length: n }, (_, i) => i))
      .chain((at) =>
        fc.record({ a: floats(n), at: fc.constant(Uint32Array.from(at)), values: floats(at.length) }),
      ),
  );

const gathering = law({
  name: 'gather reads the values at the given positions, and scatter writes to these positions only',
  formula: 'gather: outₑ = a[atₑ]; scatter: a′[atₑ] = valueₑ, and a′ᵢ = aᵢ at every other position i',
  source: 'this package’s contract: src/kernels/reference/sparse.ts',
  runs: 60,
  given: [selections, places],
  holds: (impl: KernelImpl, { a, at, values }, where) => {
    const { kernels, twin } = impl;
    someOf(kernels, ['gather', 'scatter']);
    const bench = new Bench(impl, where);
    const positions = bench.indices(at);
    if (kernels.gather) {
      const [expected, out] = [unread(at.length), bench.room(at.length)];
      twin.gather(expected, a, at);
      kernels.gather(out, bench.put(a), positions);
      sameList('gather', out, expected);
    }
    if (kernels.scatter) {
      const [expected, out] = [a.slice(), bench.put(a)];
      twin.scatter(expected, values, at);
      kernels.scatter(out, bench.put(values), positions);
      sameList('scatter', out, expected);
    }
    bench.check('gather, scatter');
  },
});

/** Optimizer steps, and the kernels that pack and unpack surviving weights for them. */
export const optimizerLaws: readonly Law<KernelImpl>[] = [optimizers, gathering];
