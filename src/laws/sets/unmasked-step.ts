// Laws of steps without a mask. Their results are those of PyTorch's optimizers, whose formulas are computed here in float64.

import { claim, NothingToCheck } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { stepOptions } from '../generators/steps.ts';
import type { MaskedStepImpl, StepOptions } from '../interfaces/masked-step.ts';
import { type Law, law } from '../law.ts';

/**
 * Number of steps of most trainings, for short counterexamples, and of long trainings, whose bias corrections differ from those
 * of the first steps.
 */
const [STEPS, MOST_STEPS] = [6, 40];
/** Default value of ε in PyTorch. */
const EPSILON = 1e-8;

/**
 * Generates small weights, whose decay is smaller than their gradients. Gradients may be 0, or so small that ε matters.
 */
const trainings = fc
  .record({
    options: stepOptions,
    steps: fc.constantFrom(STEPS, STEPS, STEPS, MOST_STEPS),
    entries: fc.array(
      fc.record({
        weight: fc.integer({ min: -64, max: 64 }).map((n) => n / 128),
        gradients: fc.array(fc.constantFrom(1, -1, 0.25, -0.25, 0.75, -2, 0), {
          minLength: STEPS,
          maxLength: STEPS,
        }),
        scale: fc.constantFrom(1, 1, 2 ** -13),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  })
  .map(({ options, steps, entries }) => {
    // With β₁ = β₂ = 0, Adam uses the sign of g + λw, so that sums close to 0 must not occur.
    const isCoupled = options.kind === 'adam' && options.weightDecay > 0;
    return {
      options,
      entries: entries.map(({ weight, gradients, scale }) => ({
        weight,
        gradients: Array.from({ length: steps }, (_, i) => gradients[i % STEPS]).map((g) =>
          isCoupled ? g || 1 : g * scale,
        ),
      })),
    };
  });

/** The law of steps without a mask. */
export const unmaskedStepLaws: readonly Law<MaskedStepImpl>[] = [
  law({
    name: 'steps without a mask are those of PyTorch',
    formula:
      'SGD: g + λw → g;  μu + g → u (u = g at first);  w − η·u → w, Nesterov: w − η·(g + μu).  Adam: g + λw → g, AdamW: w − ηλw → w;  ' +
      'β₁m + (1 − β₁)g → m;  β₂v + (1 − β₂)g² → v;  w − η·m̂ ÷ (√v̂ + ε) → w, m̂ = m ÷ (1 − β₁ᵗ), v̂ = v ÷ (1 − β₂ᵗ)',
    source:
      'PyTorch, torch.optim.SGD, Adam and AdamW; Kingma & Ba 2015, algorithm 1; Loshchilov & Hutter 2019, algorithm 2',
    bound:
      'The gradients of a weight are 0 or within a factor of 8, so that m and v lose fewer than 8 bits to cancellation: each step is off by less than ' +
      '2⁻¹⁴·η for Adam and, with at most 10 roundings of sums below 16, less than 2⁻¹⁶·(η + 2⁻⁴) for SGD.',
    runs: 300,
    given: [trainings],
    holds: (impl: MaskedStepImpl, { options, entries }) => {
      const optimizer = impl.optimizer(options, entries.length);
      if (optimizer === null) throw new NothingToCheck();
      const weights = Float32Array.from(entries, ({ weight }) => weight);
      const expected = entries.map(({ weight, gradients }) => trajectory(options, weight, gradients));
      for (let step = 0; step < entries[0].gradients.length; step++) {
        optimizer.step(
          weights,
          Float32Array.from(entries, ({ gradients }) => gradients[step]),
          null,
        );
        const bound = 2 ** -14 * (options.learningRate + 2 ** -6) * (step + 1);
        expected.forEach((values, i) => {
          claim(
            Math.abs(weights[i] - values[step]) <= bound,
            () =>
              `w[${i}] after step ${step + 1}: must be within ${bound} of ${values[step]}, got ${weights[i]}`,
          );
        });
      }
    },
  }),
];

/** Returns the values of one weight after each step, computed in float64. */
function trajectory(options: StepOptions, weight: number, gradients: readonly number[]): number[] {
  const { learningRate: rate, weightDecay } = options;
  let [w, u, m, v] = [weight, 0, 0, 0];
  let [power1, power2] = [1, 1]; // The powers β₁ᵗ and β₂ᵗ.
  return gradients.map((gradient) => {
    const decoupled = options.kind === 'adamw';
    const g = decoupled ? gradient : gradient + weightDecay * w;
    if (decoupled) w -= rate * weightDecay * w;
    if (options.kind === 'sgd') {
      u = options.momentum * u + g;
      w -= rate * (options.nesterov ? g + options.momentum * u : u);
      return w;
    }
    const [beta1, beta2] = options.betas;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    power1 *= beta1;
    power2 *= beta2;
    w -= (rate * m) / (1 - power1) / (Math.sqrt(v / (1 - power2)) + EPSILON);
    return w;
  });
}
