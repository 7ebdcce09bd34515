import type { Arbitrary } from 'fast-check';
import { fc } from '../fast-check.ts';
import type { StepOptions } from '../interfaces/masked-step.ts';

const learningRate = fc.constantFrom(0.125, 0.1, 0.01);
const weightDecay = fc.constantFrom(0, 0.125, 0.01);

/** Generates the options of SGD, Adam and AdamW, with and without momentum, Nesterov momentum and weight decay. */
export const stepOptions: Arbitrary<StepOptions> = fc.oneof(
  fc
    .record({ learningRate, momentum: fc.constantFrom(0, 0.5, 0.9), nesterov: fc.boolean(), weightDecay })
    .map((options) => ({
      kind: 'sgd' as const,
      ...options,
      nesterov: options.nesterov && options.momentum > 0,
    })),
  fc.record({
    kind: fc.constantFrom('adam' as const, 'adamw' as const),
    learningRate,
    betas: fc.constantFrom<readonly [number, number]>([0, 0], [0.5, 0.75], [0.9, 0.999]),
    weightDecay,
  }),
);
