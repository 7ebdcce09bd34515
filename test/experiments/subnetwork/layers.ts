import fc from 'fast-check';
import { backward, mul, sum } from '../../../src/autograd/index.ts';
import type { FrozenLinear } from '../../../src/experiments/index.ts';
import { type Tensor, tensor } from '../../../src/tensor/index.ts';

/** A layer's worth of numbers: small integers, so that sums and products of them are exact in any order. */
export interface Problem {
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
  /** [batch, inputs]. */
  readonly x: Float32Array;
  /** W [outputs, inputs], zeros of both signs among them. */
  readonly w: Float32Array;
  /** ∂L/∂y [batch, outputs]. */
  readonly g: Float32Array;
  /** One score a weight, with ties, zeros of both signs and subnormals. */
  readonly scores: Float32Array;
}

const whole = fc.oneof(fc.constantFrom(0, -0), fc.integer({ min: -9, max: 9 }));
const score = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2 ** -149, -(2 ** -149)),
  fc.integer({ min: -64, max: 64 }).map((n) => n / 16),
);
const array = (length: number, of: fc.Arbitrary<number>) =>
  fc.array(of, { minLength: length, maxLength: length }).map((list) => Float32Array.from(list));

/** Layers from 1 × 1 up. */
export const problems: fc.Arbitrary<Problem> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([batch, inputs, outputs]) =>
    fc.record({
      batch: fc.constant(batch),
      inputs: fc.constant(inputs),
      outputs: fc.constant(outputs),
      x: array(batch * inputs, whole),
      w: array(outputs * inputs, whole),
      g: array(batch * outputs, whole),
      scores: array(outputs * inputs, score),
    }),
  );

/** W as a tensor. */
export const frozenOf = ({ w, outputs, inputs }: Problem): Tensor => tensor(w, [outputs, inputs]);

/** ∂L/∂s for the upstream gradient g. */
export function scoreGradient(layer: FrozenLinear, { x, g, batch, inputs, outputs }: Problem): number[] {
  const y = layer.forward(tensor(x, [batch, inputs]));
  backward(sum(mul(y, tensor(g, [batch, outputs]))));
  return [...(layer.scores.grad as Tensor).values()];
}

/** (gᵀ·x)[o, i] · W[o, i]: the gradient of the mask, by its definition. */
export function maskGradient({ x, w, g, batch, inputs, outputs }: Problem): number[] {
  return Array.from(w, (weight, at) => {
    const [o, i] = [Math.floor(at / inputs), at % inputs];
    let total = 0;
    for (let b = 0; b < batch; b++) total += g[b * outputs + o] * x[b * inputs + i];
    return total * weight;
  });
}

/** Equal numbers, −0 as good as 0: a sum that starts at +0 forgets the sign. */
export const plain = (values: Iterable<number>): number[] => Array.from(values, (value) => value + 0);
