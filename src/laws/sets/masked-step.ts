import type { Arbitrary } from 'fast-check';
import { claim, NothingToCheck, sameList, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { stepOptions } from '../generators/steps.ts';
import type { MaskedStepImpl, StepOptions } from '../interfaces/masked-step.ts';
import { type LawSet, law } from '../law.ts';
import { largeMaskedStepLaws } from './masked-step-large.ts';
import { unmaskedStepLaws } from './unmasked-step.ts';

const STEPS = 6;

/** One weight in a training: its initial value, whether it survives, and its gradient in each step. */
interface Entry {
  readonly weight: number;
  readonly keep: boolean;
  readonly gradients: readonly number[];
}

interface Training {
  readonly options: StepOptions;
  /** Number of steps before the mask is applied. */
  readonly prunedAfter: number;
  readonly entries: readonly Entry[];
}

const delicate = fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -149), 2 ** -130, 1e-20, 0.5, -3);
const number = fc.oneof(delicate, fc.float({ min: -100, max: 100, noNaN: true, noDefaultInfinity: true }));

const trainings: Arbitrary<Training> = fc.record({
  options: stepOptions,
  prunedAfter: fc.nat({ max: STEPS - 2 }),
  entries: fc.array(
    fc.record({
      weight: number,
      keep: fc.boolean(),
      gradients: fc.array(number, { minLength: STEPS, maxLength: STEPS }),
    }),
    { maxLength: 9 },
  ),
});

/** Generates weights of ordinary size, pruned or not, with gradients far from 0. */
const firstSteps = fc.record({
  options: stepOptions.map((options): StepOptions => ({ ...options, weightDecay: 0 })),
  entries: fc.array(
    fc.record({
      weight: fc.integer({ min: -64, max: 64 }).map((n) => n / 16),
      keep: fc.boolean(),
      gradient: fc.constantFrom(1, -1, 0.25, -0.25, 4, -4),
    }),
    { minLength: 1, maxLength: 9 },
  ),
});

/** Generates a value for the gradients of pruned weights. */
const spoilers = fc.record({
  value: fc.constantFrom(0, Number.NaN, Infinity, -Infinity),
  /**
   * Whether the last step before the mask also uses this value, so that the weight and the optimizer state contain it.
   */
  isEarly: fc.boolean(),
});

/**
 * Returns the training with this value in the gradients of pruned weights, and in the weights themselves if they are pruned from
 * the beginning.
 */
const spoiledBy = (
  training: Training,
  { value, isEarly }: { value: number; isEarly: boolean },
): Training => ({
  ...training,
  entries: training.entries.map((entry) =>
    entry.keep
      ? entry
      : {
          ...entry,
          weight: training.prunedAfter === 0 ? value : entry.weight,
          gradients: entry.gradients.map((gradient, step) =>
            step < training.prunedAfter - Number(isEarly) ? gradient : value,
          ),
        },
  ),
});

const maskOf = (entries: readonly Pick<Entry, 'keep'>[]) => Uint8Array.from(entries, ({ keep }) => +keep);
const weightsOf = (entries: readonly Pick<Entry, 'weight'>[]) =>
  Float32Array.from(entries, ({ weight }) => weight);

/** Trains without a mask and then under it. Calls `look` with the weights and the optimizer state after each step. */
function train(
  impl: MaskedStepImpl,
  { options, prunedAfter, entries }: Training,
  mask: Uint8Array | null,
  look: (step: number, weights: Float32Array, memory: readonly Float32Array[]) => void,
): void {
  const optimizer = impl.optimizer(options, entries.length);
  if (optimizer === null) throw new NothingToCheck();
  const weights = weightsOf(entries);
  for (let step = 0; step < STEPS; step++) {
    const gradient = Float32Array.from(entries, ({ gradients }) => gradients[step]);
    optimizer.step(weights, gradient, step < prunedAfter ? null : mask);
    look(step, weights, optimizer.state());
  }
}

const OURS = 'this package’s contract: src/optim; PyTorch’s pruning masks after each step for the same end';

/** Laws of optimizers under a mask. */
export const maskedStepLaws: LawSet<MaskedStepImpl> = {
  name: 'masked step',
  about:
    'Steps of optimizers under a mask: SGD with and without (Nesterov) momentum, Adam and AdamW, with weight decay.',
  why: 'Momentum and weight decay move weights whose gradient is zero. Without a correct masked step, pruned weights return and the network is no longer sparse.',
  methods: ['optimizer'],
  live: ['state'],
  modifying: ['step'],
  laws: [
    law({
      name: 'pruned weights stay +0 under momentum and weight decay',
      formula: 'mᵢ = 0 ⇒ wᵢ = +0 after each step, whatever momentum was gathered before',
      source: 'Frankle & Carbin 2019, §1: f(x; m ⊙ θ) is what is trained',
      runs: 300,
      given: [trainings, spoilers],
      holds: (impl: MaskedStepImpl, training, spoiler) => {
        const mask = maskOf(training.entries);
        const spoiled = spoiledBy(training, spoiler);
        train(impl, spoiled, mask, (step, weights) => {
          if (step < training.prunedAfter) return;
          for (let i = 0; i < mask.length; i++)
            if (mask[i] === 0) sameNumber(`pruned w[${i}] after step ${step + 1}`, weights[i], 0);
        });
      },
    }),
    law({
      name: 'the optimizer state of pruned weights is +0',
      formula: 'mᵢ = 0 ⇒ uᵢ = +0 (SGD), mᵢ = vᵢ = +0 (Adam) after each step',
      source: OURS,
      runs: 300,
      given: [trainings, spoilers],
      holds: (impl: MaskedStepImpl, training, spoiler) => {
        const mask = maskOf(training.entries);
        const spoiled = spoiledBy(training, spoiler);
        train(impl, spoiled, mask, (step, _, memory) => {
          if (step < training.prunedAfter) return;
          for (const slot of memory)
            for (let i = 0; i < mask.length; i++)
              if (mask[i] === 0)
                sameNumber(`optimizer state of pruned w[${i}] after step ${step + 1}`, slot[i], 0);
        });
      },
    }),
    law({
      name: 'surviving weights are updated as in a network without the pruned weights',
      formula:
        'step(w, g, m) at {i : mᵢ = 1} = step of the network of these weights alone, including the optimizer state, whatever gᵢ is where mᵢ = 0',
      source: OURS,
      runs: 300,
      given: [trainings, spoilers],
      holds: (impl: MaskedStepImpl, training, spoiler) => {
        const mask = maskOf(training.entries);
        const survivors = (values: Float32Array) => values.filter((_, i) => mask[i] === 1);
        const compact = { ...training, entries: training.entries.filter(({ keep }) => keep) };
        const spoiled = spoiledBy(training, spoiler);
        const alone: Float32Array[][] = [];
        train(impl, compact, null, (_, weights, memory) => {
          alone.push([weights, ...memory].map((values) => values.slice()));
        });
        train(impl, spoiled, mask, (step, weights, memory) => {
          [weights, ...memory].forEach((values, slot) => {
            const what = slot === 0 ? 'surviving weights' : `optimizer state ${slot} of surviving weights`;
            sameList(`${what} after step ${step + 1}`, survivors(values), alone[step][slot]);
          });
        });
      },
    }),
    law({
      name: 'every surviving weight moves against its gradient, whether it is positive or negative',
      formula: 'mᵢ = 1, λ = 0 ⇒ (w′ᵢ − wᵢ)·gᵢ < 0 at the first step',
      source: 'Kingma & Ba 2015, §2.1: |Δ| ≈ η at the first step; SGD: Δ = −η·g',
      given: [firstSteps],
      holds: (impl: MaskedStepImpl, { options, entries }) => {
        const [weights, mask] = [weightsOf(entries), maskOf(entries)];
        const gradient = Float32Array.from(entries, (entry) => entry.gradient);
        const optimizer = impl.optimizer(options, entries.length);
        if (optimizer === null) throw new NothingToCheck();
        optimizer.step(weights, gradient, mask);
        entries.forEach(({ weight, keep, gradient: g }, i) => {
          claim(
            (weights[i] - weight) * g < 0 || !keep,
            () => `w[${i}]: must move against ${g} from ${weight}, got ${weights[i]}`,
          );
        });
      },
    }),
    ...largeMaskedStepLaws,
    ...unmaskedStepLaws,
  ],
};
