// Laws of masks that change from round to round, of several optimizers, and of layers as large as those of real networks.

import { NothingToCheck, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { stepOptions } from '../generators/steps.ts';
import type { MaskedOptimizer, MaskedStepImpl, StepOptions } from '../interfaces/masked-step.ts';
import { type Law, law } from '../law.ts';

const OURS = 'this package’s contract: src/optim';
const STEPS = 6;

/** Generates weights with their gradients, and the number of steps after which each weight is pruned. */
const rounds = fc.record({
  options: stepOptions,
  entries: fc.array(
    fc.record({
      weight: fc.integer({ min: -64, max: 64 }).map((n) => n / 128),
      gradients: fc.array(fc.constantFrom(1, -1, 0.25, -2), { minLength: STEPS, maxLength: STEPS }),
      prunedAfter: fc.constantFrom(2, 4, STEPS),
    }),
    { minLength: 1, maxLength: 9 },
  ),
});

function make(impl: MaskedStepImpl, options: StepOptions, size: number): MaskedOptimizer {
  const optimizer = impl.optimizer(options, size);
  if (optimizer === null) throw new NothingToCheck();
  return optimizer;
}

/** Weights repeat with period 31 and mask entries with period 37. */
const [PERIOD, MASK_PERIOD] = [31, 37];
const weightAt = (i: number) => ((i % PERIOD) - 15) / 16;
const gradientAt = (i: number, step: number) => (((i + step) % PERIOD) - 15.5) / 8;
const maskAt = (i: number) => Number(i % MASK_PERIOD < 15);

/**
 * Trains `size` weights for three steps, the last two of them under a mask. Returns the weights and the optimizer state.
 */
function trained(impl: MaskedStepImpl, options: StepOptions, size: number): Float32Array[] {
  const optimizer = make(impl, options, size);
  const weights = Float32Array.from({ length: size }, (_, i) => weightAt(i));
  const mask = Uint8Array.from({ length: size }, (_, i) => maskAt(i));
  for (let step = 0; step < 3; step++) {
    const gradient = weights.map((_, i) => gradientAt(i, step));
    optimizer.step(weights, gradient, step === 0 ? null : mask);
  }
  return [weights, ...optimizer.state()];
}

/** Laws of masks that change, of several optimizers, and of large layers. */
export const largeMaskedStepLaws: readonly Law<MaskedStepImpl>[] = [
  law({
    name: 'each step applies its own mask, and updates surviving weights as without a mask',
    formula:
      'm₁ ⊇ m₂ ⊇ m₃ in turn: m = 0 ⇒ w = +0;  m = 1 ⇒ w and the optimizer state are those of the network of these weights alone',
    source: 'Frankle & Carbin 2019, §2: each round prunes more weights',
    given: [rounds],
    holds: (impl: MaskedStepImpl, { options, entries }) => {
      const optimizer = make(impl, options, entries.length);
      const alone = entries.map(() => make(impl, options, 1));
      const weights = Float32Array.from(entries, ({ weight }) => weight);
      const single = entries.map(({ weight }) => Float32Array.of(weight));
      for (let step = 0; step < STEPS; step++) {
        const mask = Uint8Array.from(entries, ({ prunedAfter }) => Number(step < prunedAfter));
        const gradient = Float32Array.from(entries, ({ gradients }) => gradients[step]);
        optimizer.step(weights, gradient, mask);
        const memory = optimizer.state();
        entries.forEach(({ gradients }, i) => {
          const what = `w[${i}], mask ${mask[i]}, after step ${step + 1}`;
          if (mask[i] === 0) {
            sameNumber(what, weights[i], 0);
            return;
          }
          alone[i].step(single[i], Float32Array.of(gradients[step]), null);
          sameNumber(what, weights[i], single[i][0]);
          memory.forEach((slot, s) => {
            sameNumber(`state ${s + 1} of ${what}`, slot[i], alone[i].state()[s][0]);
          });
        });
      }
    },
  }),
  law({
    name: 'each weight of a large array is updated independently of the others',
    formula: 'w′ᵢ and the optimizer state depend on wᵢ, gᵢ and mᵢ only, for 400 and for 70,001 weights',
    source: OURS,
    runs: 4,
    given: [stepOptions.map((options) => ({ options }))],
    holds: (impl: MaskedStepImpl, { options }) => {
      const expected = trained(impl, options, PERIOD * MASK_PERIOD);
      for (const size of [400, 70_001])
        trained(impl, options, size).forEach((values, s) => {
          const repeated = values.map((_, i) => expected[s][i % expected[s].length]);
          sameList(`${s === 0 ? 'weights' : `state ${s}`} of ${size} entries`, values, repeated);
        });
    },
  }),
];
