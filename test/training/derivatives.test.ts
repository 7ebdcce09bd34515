import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backward, crossEntropy, mul } from '../../src/autograd/index.ts';
import { type Batch, classBalanced } from '../../src/data/index.ts';
import { type Module, mlp, Tanh } from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';
import { GRASP_TEMPERATURE, hessianGradients, type Loss, lossGradients } from '../../src/training/index.ts';
import { bits, moons, trainerOf } from './small.ts';

/** A batch of B examples of f features in c classes. */
function batchOf(seed: number, B: number, f: number, c: number): Batch {
  const random = new Random(seed);
  const values = new Float32Array(B * f).map(() => random.normal());
  return { inputs: tensor(values, [B, f]), labels: new Uint8Array(B).map(() => random.integer(c)) };
}

const smooth = (sizes: number[], seed: number) =>
  mlp(sizes, { random: new Random(seed), activation: () => new Tanh() });

const flat = (named: ReadonlyMap<string, Float32Array>): number[] =>
  [...named.values()].flatMap((v) => [...v]);
const norm = (values: readonly number[]) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
const apart = (a: readonly number[], b: readonly number[]) => norm(a.map((x, i) => x - b[i])) / norm(b);

/** Adds ε·direction to the prunable weights, looks, and puts them back. */
function moved<T>(model: Module, direction: ReadonlyMap<string, Float32Array>, ε: number, look: () => T): T {
  const before = model.state();
  for (const [name, values] of model.prunableWeights())
    values.forEach((w, i) => {
      values[i] = w + ε * (direction.get(name) as Float32Array)[i];
    });
  const seen = look();
  model.load(before);
  return seen;
}

describe('g = ∂L/∂θ', () => {
  test('gradients of a trainer equal those of backward bit for bit, and leave weights and gradients unchanged', () => {
    const model = smooth([3, 5, 4], 1);
    const batch = batchOf(2, 7, 3, 4);
    const before = bits(model.state());
    const found = lossGradients(model, batch);
    expect([...model.namedParameters().values()].every(({ grad }) => grad === null)).toBe(true);
    expect(bits(model.state())).toEqual(before);
    backward(crossEntropy(model.forward(batch.inputs), batch.labels));
    const parameters = model.namedParameters();
    expect([...found.keys()]).toEqual(['fc1.weight', 'fc2.weight']);
    for (const [name, values] of found) expect(values).toEqual(parameters.get(name)?.grad?.values().slice());
  });

  test('a temperature of 2 has the effect of halving the weights of a linear network', () => {
    const batch = batchOf(2, 7, 3, 4);
    const [model, half] = [mlp([3, 4], { random: new Random(1) }), mlp([3, 4], { random: new Random(1) })];
    for (const values of half.prunableWeights().values()) values.set(values.map((w) => w / 2));
    const hot = lossGradients(model, batch, { temperature: 2 }).get('fc1.weight') as Float32Array;
    expect(hot).toEqual(
      lossGradients(half, batch)
        .get('fc1.weight')
        ?.map((g) => g / 2),
    );
  });

  test('the gradient of a pruned weight is +0', () => {
    const model = smooth([3, 5, 4], 1);
    const mask = new Uint8Array(15).map((_, i) => i % 2);
    model.setMask(new Map([['fc1.weight', mask]]));
    for (const found of [lossGradients, hessianGradients].map((f) => f(model, batchOf(2, 7, 3, 4)))) {
      const values = found.get('fc1.weight') as Float32Array;
      for (const [i, bit] of mask.entries()) expect(Object.is(values[i], 0)).toBe(bit === 0);
    }
  });
});

describe('H·g by double backward', () => {
  test('H·g equals the central difference of g along g', () =>
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom([3, 4], [3, 5, 4], [2, 6, 5, 3]), (seed, [...sizes]) => {
        const model = smooth(sizes, seed);
        const batch = batchOf(seed + 1, 9, sizes[0], sizes.at(-1) as number);
        const g = lossGradients(model, batch);
        const ε = 2e-2 / norm(flat(g));
        const look = () => flat(lossGradients(model, batch));
        const [ahead, behind] = [moved(model, g, ε, look), moved(model, g, -ε, look)];
        const difference = ahead.map((x, i) => (x - behind[i]) / (2 * ε));
        expect(apart(flat(hessianGradients(model, batch)), difference)).toBeLessThan(5e-3);
      }),
      { numRuns: 30 },
    ));

  test('H·g of one layer is (1/B) Σ (diag p − ppᵀ) G x xᵀ, computed in float64', () => {
    const [B, f, c] = [6, 3, 4];
    const model = mlp([f, c], { random: new Random(3), bias: false });
    const batch = batchOf(4, B, f, c);
    const W = model.prunableWeights().get('fc1.weight') as Float32Array;
    const x = batch.inputs.values();
    const p = Array.from({ length: B }, (_, b) => {
      const z = Array.from({ length: c }, (_, j) => dot(b, (k) => W[j * f + k]));
      const e = z.map((zj) => Math.exp(zj));
      return e.map((ej) => ej / e.reduce((sum, v) => sum + v, 0));
    });
    const G = new Float64Array(c * f);
    p.forEach((pb, b) => {
      pb.forEach((pj, j) => {
        for (let k = 0; k < f; k++)
          G[j * f + k] += ((pj - (batch.labels[b] === j ? 1 : 0)) * x[b * f + k]) / B;
      });
    });
    const Hg = new Float64Array(c * f);
    p.forEach((pb, b) => {
      const v = pb.map((_, j) => dot(b, (k) => G[j * f + k]));
      const mean = v.reduce((sum, vj, j) => sum + pb[j] * vj, 0);
      pb.forEach((pj, j) => {
        for (let k = 0; k < f; k++) Hg[j * f + k] += (pj * (v[j] - mean) * x[b * f + k]) / B;
      });
    });
    expect(apart(flat(hessianGradients(model, batch)), [...Hg])).toBeLessThan(1e-5);

    function dot(b: number, column: (k: number) => number): number {
      let sum = 0;
      for (let k = 0; k < f; k++) sum += x[b * f + k] * column(k);
      return sum;
    }
  });

  test('H·g predicts the change of gᵀg when a weight is removed: d(gᵀg) = −2 θ ⊙ Hg per unit', () => {
    const model = smooth([3, 4, 3], 5);
    const batch = batchOf(6, 8, 3, 3);
    const flow = () => flat(lossGradients(model, batch)).reduce((sum, g) => sum + g * g, 0);
    const Hg = hessianGradients(model, batch);
    for (const [name, θ] of model.prunableWeights()) {
      const expected = θ.map((w, i) => -2 * w * (Hg.get(name) as Float32Array)[i]);
      const largest = Math.max(...expected.map(Math.abs));
      for (const i of θ.keys()) {
        const only = new Map([...model.prunableWeights()].map(([n, w]) => [n, w.map(() => 0)]));
        (only.get(name) as Float32Array)[i] = -θ[i];
        const slope = (moved(model, only, 0.01, flow) - moved(model, only, -0.01, flow)) / 0.02;
        expect(Math.abs(slope - expected[i])).toBeLessThan(0.01 * largest);
      }
    }
  });

  test('H·g treats the weights that a given mask prunes as constants', () => {
    const model = smooth([3, 5, 4], 1);
    const batch = batchOf(2, 7, 3, 4);
    const mask = new Map(
      [...model.prunableWeights()].map(([n, w]) => [n, new Uint8Array(w.length).map((_, i) => i % 2)]),
    );
    for (const [name, values] of model.prunableWeights()) values.set(kept(name, values));
    const told = hessianGradients(model, batch, { mask });
    const g = lossGradients(model, batch);
    for (const [name, values] of g) g.set(name, kept(name, values));
    const ε = 2e-2 / norm(flat(g));
    const look = () => flat(lossGradients(model, batch));
    const [ahead, behind] = [moved(model, g, ε, look), moved(model, g, -ε, look)];
    const left = [...mask.values()].flatMap((entries) => [...entries]);
    const ofLeft = (values: number[]) => values.filter((_, i) => left[i] === 1);
    const difference = ofLeft(ahead.map((x, i) => (x - behind[i]) / (2 * ε)));
    expect(apart(ofLeft(flat(told)), difference)).toBeLessThan(5e-3);
    model.setMask(mask);
    expect(apart(ofLeft(flat(hessianGradients(model, batch))), difference)).toBeLessThan(5e-3);

    function kept(name: string, values: Float32Array): Float32Array {
      return values.map((value, i) => value * (mask.get(name) as Uint8Array)[i]);
    }
  });
});

describe('a trainer offers them', () => {
  test('a trainer computes derivatives on the same examples each time, independent of its training', async () => {
    const model = mlp([2, 6, 2], { random: new Random(1) });
    const trainer = trainerOf(model);
    const start = model.state();
    const first = [trainer.gradients(), trainer.hessianGradients(), trainer.flowGradients()].map(bits);
    await trainer.train({ from: 0, to: 5 });
    expect(bits(trainer.gradients())).not.toEqual(first[0]);
    model.load(start);
    expect([trainer.gradients(), trainer.hessianGradients(), trainer.flowGradients()].map(bits)).toEqual(
      first,
    );
  });

  test('a trainer computes derivatives on all training examples by default, or on the given number', () => {
    const model = mlp([2, 6, 2], { random: new Random(1) });
    const { inputs, labels } = moons().train;
    const whole = flat(lossGradients(model, { inputs, labels }));
    expect(apart(flat(trainerOf(model).gradients()), whole)).toBeLessThan(1e-5);
    expect(apart(flat(trainerOf(model, { scoringExamples: 5 }).gradients()), whole)).toBeGreaterThan(1e-2);
    for (const scoringExamples of [0, 61, 1.5])
      expect(() => trainerOf(model, { scoringExamples })).toThrow('batch size');
  });

  test('H·g for GraSP uses temperature 200 and ten examples per class by default', () => {
    const model = mlp([2, 6, 2], { random: new Random(1) });
    const stream = () => new Random(3).fork('data order').fork('scoring examples');
    const expected = (perClass: number) =>
      bits(
        hessianGradients(model, classBalanced(moons().train, stream(), perClass), {
          temperature: GRASP_TEMPERATURE,
        }),
      );
    expect(GRASP_TEMPERATURE).toBe(200);
    expect(bits(trainerOf(model).hessianGradients())).toEqual(expected(10));
    expect(bits(trainerOf(model, { scoringExamplesPerClass: 3 }).hessianGradients())).toEqual(expected(3));
    for (const scoringExamplesPerClass of [0, 61, 1.5])
      expect(() => trainerOf(model, { scoringExamplesPerClass })).toThrow('examples per class');
  });

  test('H·g uses the loss of the trainer', () => {
    const model = mlp([2, 6, 2], { random: new Random(1) });
    const loss: Loss = (outputs, labels) => mul(crossEntropy(outputs, labels), 2);
    const [plain, doubled] = [trainerOf(model), trainerOf(model, { loss })].map((trainer) =>
      flat(trainer.hessianGradients()),
    );
    expect(
      apart(
        doubled,
        plain.map((value) => 4 * value),
      ),
    ).toBeLessThan(1e-5);
  });
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
  'derivatives throw a ValueError for a temperature of %s',
  (temperature) => {
    const model = mlp([3, 4], { random: new Random(1) });
    expect(() => lossGradients(model, batchOf(1, 2, 3, 4), { temperature })).toThrow(
      'temperature: must be in (0, Infinity)',
    );
  },
);

test('derivatives throw a ValueError for a network without prunable weights', () => {
  expect(() => lossGradients(new Tanh(), batchOf(1, 2, 3, 3))).toThrow(
    'model: must have a prunable weight, got 0',
  );
});
