// The figures of pytorch.json were made by pytorch.py, beside it.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Parameter } from '../../src/nn/index.ts';
import {
  Adam,
  type AdamOptions,
  AdamW,
  constant,
  cosine,
  exponential,
  type LearningRateSchedule,
  linearWarmup,
  SGD,
  step as stepSchedule,
} from '../../src/optim/index.ts';
import { Tensor, tensor } from '../../src/tensor/index.ts';

interface Figures {
  readonly problem: Record<'vector' | 'a' | 'b' | 'x' | 'y', number[]> & { readonly matrix: number[][] };
  readonly optimizers: Record<string, Recorded>;
  readonly schedules: Record<string, number[]>;
}
interface Recorded {
  readonly kind: 'SGD' | 'Adam' | 'AdamW';
  readonly options: AdamOptions;
  readonly weights: Record<string, number[]>;
}

const figures: Figures = JSON.parse(readFileSync(new URL('pytorch.json', import.meta.url), 'utf8'));
const { fround } = Math;
const [a, b, x, y] = (['a', 'b', 'x', 'y'] as const).map((name) => Float32Array.from(figures.problem[name]));

/** ((v·v)·v + a·v) − b, each operation rounded. */
const vectorGradient = (v: Float32Array) =>
  v.map((w, i) => fround(fround(fround(w * w) * w) + fround(a[i] * w)) - b[i]);

/** r ⊗ x with r = ((M₀x₀ + M₁x₁) + M₂x₂) − y, each operation rounded. M [2, 3]. */
function matrixGradient(m: Float32Array): Float32Array {
  const term = (i: number, j: number) => fround(m[3 * i + j] * x[j]);
  const r = [0, 1].map((i) => fround(fround(fround(term(i, 0) + term(i, 1)) + term(i, 2)) - y[i]));
  return m.map((_, at) => r[Math.floor(at / 3)] * x[at % 3]);
}

/** Our weights after each of the recorded steps, vector then matrix. */
function train({ kind, options, weights }: Recorded): Record<string, number[]> {
  const vector = new Parameter(tensor(figures.problem.vector));
  const matrix = new Parameter(tensor(figures.problem.matrix));
  const optimizer = new { SGD, Adam, AdamW }[kind](new Map(Object.entries({ vector, matrix })), options);
  const found: Record<string, number[]> = {};
  for (let step = 1; step <= 100; step++) {
    vector.grad = new Tensor(vectorGradient(vector.data), [4]);
    matrix.grad = new Tensor(matrixGradient(matrix.data), [2, 3]);
    optimizer.step();
    if (step in weights) found[step] = [...vector.data, ...matrix.data];
  }
  return found;
}

const largestDeviation = (p: number[], q: number[]) =>
  Math.max(...p.map((value, i) => Math.abs(value - q[i])));

describe('the first 100 steps', () => {
  const entries = Object.entries(figures.optimizers);

  test.each(entries)('%s equals PyTorch, bit for bit', (_, recorded) => {
    expect(train(recorded)).toEqual(recorded.weights);
  });

  test('the recorded values of any two optimizers differ by more than 10⁻³', () => {
    for (const [i, [, p]] of entries.entries()) {
      for (const [, q] of entries.slice(i + 1)) {
        expect(largestDeviation(p.weights[100], q.weights[100])).toBeGreaterThan(1e-3);
      }
    }
  });
});

describe('learning-rate schedules', () => {
  const ours: Record<string, LearningRateSchedule> = {
    'StepLR, step_size 4, gamma 0.5': stepSchedule(0.1, [4, 8, 12], 0.5),
    'MultiStepLR, milestones 3 and 7': stepSchedule(0.1, [3, 7]),
    'ExponentialLR, gamma 0.9': exponential(0.1, 0.9),
    'CosineAnnealingLR, T_max 12': cosine(0.1, 12),
    'CosineAnnealingLR, T_max 12, eta_min 0.01': cosine(0.1, 12, 0.01),
    'LinearLR, 5 iterations': linearWarmup(5, constant(0.1)),
  };

  // PyTorch multiplies the previous rate, 12 times at most; a step rounds a few times, by 2⁻⁵³ of at most 0.1 each.
  test.each(Object.entries(figures.schedules))('%s equals PyTorch to 64 · 2⁻⁵³ · 0.1', (name, rates) => {
    rates.forEach((rate, i) => {
      expect(Math.abs(ours[name](i) - rate), `iteration ${i}`).toBeLessThan(64 * 2 ** -53 * 0.1);
    });
  });
});
