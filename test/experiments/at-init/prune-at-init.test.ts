import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossEntropy, mul } from '../../../src/autograd/index.ts';
import { classBalanced, createDataset, type Dataset } from '../../../src/data/index.ts';
import { NonFiniteError, ValueError } from '../../../src/errors.ts';
import { AT_INIT_METHODS, type AtInitMethod, pruneAtInit } from '../../../src/experiments/index.ts';
import { kaimingNormal, type Module, mlp, signedConstant, Tanh } from '../../../src/nn/index.ts';
import { scoresOf } from '../../../src/pruning/criteria/scores.ts';
import { CRITERIA, Mask, selectGlobal } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';
import { tensor } from '../../../src/tensor/index.ts';
import { flowGradients, hessianGradients, type Loss, lossGradients } from '../../../src/training/index.ts';
import { bits } from '../../training/small.ts';

/** n examples of f features in c classes. */
function dataset(seed: number, n: number, f: number, c: number): Dataset {
  const random = new Random(seed);
  const inputs = tensor(
    new Float32Array(n * f).map(() => random.normal()),
    [n, f],
  );
  return createDataset({
    name: 'noise',
    inputs,
    labels: new Uint8Array(n).map(() => random.integer(c)),
    classes: c,
  });
}

const DATA = dataset(1, 40, 5, 3);
const network = (seed = 1) => mlp([5, 8, 6, 3], { random: new Random(seed) });
const options = (seed = 1) => ({ random: new Random(seed), examples: 20 });
const prune = (method: AtInitMethod, sparsity: number, model: Module = network()) =>
  pruneAtInit(method, model, DATA, sparsity, options());
const maskBits = (mask: Mask) =>
  Object.fromEntries([...mask.layers].map(([name, entries]) => [name, [...entries]]));

describe.each(AT_INIT_METHODS)('%s', (method) => {
  test('keeps exactly round(N · (1 − s)) of 106 weights, at least one', () =>
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.999, noNaN: true }), (sparsity) => {
        const { remaining, total } = prune(method, sparsity);
        expect(total).toBe(106);
        expect(remaining).toBe(Math.max(1, Math.round(106 * (1 - sparsity))));
      }),
      { numRuns: 20 },
    ));

  test('leaves the network as it was: weights, biases, mask and gradients', () => {
    const model = network();
    for (const values of model.otherWeights().values()) values.fill(0.25);
    const before = bits(model.state());
    prune(method, 0.7, model);
    expect(bits(model.state())).toEqual(before);
    for (const { mask, grad } of model.namedParameters().values()) expect([mask, grad]).toEqual([null, null]);
  });

  test('one seed, one mask', () => {
    expect(maskBits(prune(method, 0.7))).toEqual(maskBits(prune(method, 0.7)));
  });

  test('layerwise, every layer keeps its share', () => {
    const mask = pruneAtInit(method, network(), DATA, 0.75, { ...options(), scope: 'layerwise' });
    expect([...mask.counts().values()].map(({ remaining }) => remaining)).toEqual([10, 12, 5]);
  });
});

describe('one round of a method is its score, the highest kept', () => {
  test('snip on one batch, taken where the seed says', () => {
    const model = network();
    const mask = prune('snip', 0.5, model);
    const { inputs, labels } = DATA;
    const g = lossGradients(model, { inputs, labels });
    const whole = pruneAtInit('snip', model, DATA, 0.5, { ...options(), examples: 40 });
    const scores = [...model.prunableWeights()].flatMap(([name, θ]) =>
      [...θ].map((w, i) => Math.abs(w * (g.get(name) as Float32Array)[i])),
    );
    const threshold = [...scores].sort((a, b) => b - a)[52];
    const kept = [...whole.layers.values()].flatMap((entries) => [...entries]);
    scores.forEach((score, i) => {
      if (Math.abs(score - threshold) > 1e-6 * threshold) expect(kept[i]).toBe(score > threshold ? 1 : 0);
    });
    expect(maskBits(mask)).not.toEqual(maskBits(whole));
  });

  test('several rounds of snip may keep others than one', () => {
    const once = prune('snip', 0.9);
    const often = pruneAtInit('snip', network(), DATA, 0.9, { ...options(), rounds: 10 });
    expect(often.remaining).toBe(once.remaining);
    expect(maskBits(often)).not.toEqual(maskBits(once));
  });

  test('grasp divides outputs by 200 unless told otherwise', () => {
    const at = (temperature: number) =>
      maskBits(pruneAtInit('grasp', network(), DATA, 0.5, { ...options(), temperature }));
    expect(maskBits(prune('grasp', 0.5))).toEqual(at(200));
    expect(at(1)).not.toEqual(at(200));
  });

  test('grasp uses ten examples of each class by default, drawn from the stream "examples"', () => {
    const model = network();
    const by = (examplesPerClass: number) =>
      maskBits(pruneAtInit('grasp', model, DATA, 0.5, { random: new Random(1), examplesPerClass }));
    const batch = classBalanced(DATA, new Random(1).fork('examples'), 10);
    const Hg = hessianGradients(model, batch, { temperature: 200 });
    const weights = model.prunableWeights();
    const scores = new Map(
      [...weights].map(([name, θ]) => [name, θ.map((w, i) => w * (Hg.get(name) as Float32Array)[i])]),
    );
    expect(by(10)).toEqual(maskBits(selectGlobal(scores, Mask.dense(weights), 53)));
    expect(maskBits(prune('grasp', 0.5))).toEqual(by(10));
    expect(by(3)).not.toEqual(by(10));
  });
});

describe('SNIP does not change when the loss is scaled', () => {
  const scaled =
    (c: number): Loss =>
    (outputs, labels) =>
      mul(crossEntropy(outputs, labels), c);

  test('by a power of two: the same mask, bit for bit', () =>
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: -20, max: 20 }),
        fc.constantFrom(0.2, 0.5, 0.95),
        (seed, k, s) => {
          const c = k < 0 ? 1 / (1 << -k) : 1 << k;
          const plain = pruneAtInit('snip', network(seed), DATA, s, options(seed));
          const other = pruneAtInit('snip', network(seed), DATA, s, { ...options(seed), loss: scaled(c) });
          expect(maskBits(other)).toEqual(maskBits(plain));
        },
      ),
      { numRuns: 30 },
    ));

  test('by any positive number: the same scores, up to rounding, once divided by their sum', () =>
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (seed, c) => {
        const model = network(seed);
        const { inputs, labels } = DATA;
        const normalised = (loss: Loss) => {
          const gradients = () => lossGradients(model, { inputs, labels }, { loss });
          const trained = model.prunableWeights();
          const criterion = CRITERIA.snip;
          const mask = Mask.dense(trained);
          const scores = scoresOf({
            criterion,
            trained,
            initial: trained,
            mask,
            derivatives: { gradients },
          });
          const all = [...scores.values()].flatMap((values) => [...values]);
          const total = all.reduce((sum, score) => sum + score, 0);
          return all.map((score) => score / total);
        };
        const [plain, other] = [normalised(crossEntropy), normalised(scaled(c))];
        // A score is a sum of B products: its error is bounded by its largest term, not by itself.
        plain.forEach((share, i) => {
          expect(Math.abs(other[i] - share)).toBeLessThan(1e-5 * Math.max(...plain));
        });
      }),
      { numRuns: 30 },
    ));
});

describe('SynFlow’s saliency is conserved, without biases', () => {
  /** A pruned network without biases, and Σ of scores into and out of each hidden unit. */
  const network = fc
    .record({
      sizes: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 5 }),
      seed: fc.nat(1000),
      kept: fc.constantFrom(1, 0.7, 0.3),
    })
    .map(({ sizes, seed, kept }) => {
      const random = new Random(seed);
      const model = mlp(sizes, { random: random.fork('weights'), bias: false });
      for (const values of model.prunableWeights().values())
        values.forEach((_, i) => {
          if (random.uniform() >= kept) values[i] = 0;
        });
      return { sizes, model };
    });

  const scoresIn = (model: Module, sizes: readonly number[]) => {
    const trained = model.prunableWeights();
    const flow = flowGradients(model, sizes[0]);
    return [...trained.keys()].map((layer) =>
      CRITERIA.synflow({ trained, initial: trained, layer, flowGradients: () => flow }),
    );
  };
  const close = (a: number, b: number, scale: number) =>
    expect(Math.abs(a - b)).toBeLessThanOrEqual(2e-6 * scale);

  test('what flows into a hidden unit flows out of it', () =>
    fc.assert(
      fc.property(network, ({ model, sizes }) => {
        const scores = scoresIn(model, sizes);
        for (let layer = 0; layer + 1 < scores.length; layer++)
          for (let unit = 0; unit < sizes[layer + 1]; unit++) {
            const into = sum(scores[layer], (i) => Math.floor(i / sizes[layer]) === unit);
            const outOf = sum(scores[layer + 1], (i) => i % sizes[layer + 1] === unit);
            close(into, outOf, Math.max(into, outOf));
          }
      }),
    ));

  test('every layer’s scores sum to R', () =>
    fc.assert(
      fc.property(network, ({ model, sizes }) => {
        let signal = new Array<number>(sizes[0]).fill(1);
        for (const [layer, values] of [...model.prunableWeights().values()].entries())
          signal = Array.from({ length: sizes[layer + 1] }, (_, j) =>
            signal.reduce((total, x, k) => total + x * Math.abs(values[j * sizes[layer] + k]), 0),
          );
        const R = signal.reduce((total, x) => total + x, 0);
        for (const scores of scoresIn(model, sizes))
          close(
            sum(scores, () => true),
            R,
            R,
          );
      }),
    ));

  const sum = (values: Float32Array, wanted: (i: number) => boolean) =>
    values.reduce((total, value, i) => (wanted(i) ? total + value : total), 0);
});

describe('layer collapse', () => {
  test('SynFlow leaves LeNet-300-100 no empty layer at 99.9 %, and a path through every unit it keeps', () => {
    const model = mlp([784, 300, 100, 10], { random: new Random(1) });
    const mask = pruneAtInit('synflow', model, null, 0.999, { random: new Random(1) });
    expect(mask.remaining).toBe(266);
    expect(mask.emptiedLayers()).toEqual([]);
    const [first, second, third] = [...mask.layers.values()];
    const unit = (layer: Uint8Array, inputs: number, j: number) =>
      layer.subarray(j * inputs, (j + 1) * inputs).includes(1);
    const into = Array.from({ length: 300 }, (_, j) => unit(first, 784, j));
    second.forEach((bit, i) => {
      if (bit === 1) expect(into[i % 300]).toBe(true);
    });
    third.forEach((bit, i) => {
      if (bit === 1) expect(unit(second, 300, i % 100)).toBe(true);
    });
  });

  test('SynFlow leaves no empty layer of 47 at 90 %, although the flow is beyond the largest binary32 number', () => {
    const sizes = [2, ...Array<number>(46).fill(64), 2];
    const model = mlp(sizes, { random: new Random(1), initializer: kaimingNormal });
    const mask = pruneAtInit('synflow', model, null, 0.9, { random: new Random(1), rounds: 10 });
    expect(mask.remaining).toBe(Math.round(0.1 * mask.total));
    expect(mask.emptiedLayers()).toEqual([]);
  });

  test('is a mask that says which layers are empty', () => {
    const model = network();
    (model.prunableWeights().get('fc2.weight') as Float32Array).forEach((_, i, values) => {
      values[i] = 1e-6;
    });
    expect(prune('magnitude', 0.6, model).emptiedLayers()).toEqual(['fc2.weight']);
    expect(prune('magnitude', 0.1, model).emptiedLayers()).toEqual([]);
  });
});

describe('pruneAtInit rejects', () => {
  test.each([0, 1, -0.5, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a sparsity of %s', (sparsity) => {
    for (const method of AT_INIT_METHODS)
      expect(() => prune(method, sparsity)).toThrow(
        new ValueError('sparsity', 'must be in (0, 1)', sparsity),
      );
  });

  test('a sparsity so small that nothing would be pruned', () => {
    expect(() => prune('snip', 0.001)).toThrow(
      'sparsity: must be above 0.00472 to prune at least one of 106 weights, got 0.001',
    );
  });

  test.each(['snip', 'grasp'] as const)(
    'data that are not finite or have a wrong label, for %s',
    (method) => {
      const values = DATA.inputs.values().slice();
      values[5 * 33 + 2] = Number.NaN;
      const run = (data: Dataset) => () => pruneAtInit(method, network(), data, 0.5, options());
      expect(run({ ...DATA, inputs: tensor(values, [40, 5]) })).toThrow(
        'noise example 33[2]: must be finite, got NaN',
      );
      expect(run({ ...DATA, labels: DATA.labels.with(31, 3) })).toThrow(
        'noise example 31: must have a label below 3, got 3',
      );
    },
  );

  test('an unknown method', () => {
    expect(() => prune('SNIP' as AtInitMethod, 0.5)).toThrow(
      'method: must be one of snip, grasp, synflow, magnitude, random, got "SNIP"',
    );
  });

  test('a method that needs gradients if there is no data, and accepts the other methods', () => {
    for (const method of AT_INIT_METHODS) {
      const run = () => pruneAtInit(method, network(), null, 0.5, options());
      if (method === 'snip' || method === 'grasp')
        expect(run).toThrow(`data: must be given: ${method} needs gradients, got null`);
      else expect(maskBits(run())).toEqual(maskBits(prune(method, 0.5)));
    }
  });

  test.each([0, 41, 2.5])('%s examples of 40', (examples) => {
    expect(() => pruneAtInit('snip', network(), DATA, 0.5, { ...options(), examples })).toThrow(
      `examples: must be an integer in [1, 40], got ${examples}`,
    );
  });

  test.each([0, 1.5, Number.NaN])('%s rounds', (rounds) => {
    expect(() => pruneAtInit('synflow', network(), DATA, 0.5, { ...options(), rounds })).toThrow(
      `rounds: must be an integer ≥ 1, got ${rounds}`,
    );
  });

  test('a weight or bias that is not finite, naming it, for every method', () => {
    for (const method of AT_INIT_METHODS)
      for (const [name, bad] of [
        ['fc2.weight', Number.NaN],
        ['fc1.bias', Number.POSITIVE_INFINITY],
      ] as const) {
        const model = network();
        const values = model.namedParameters().get(name)?.data as Float32Array;
        values[3] = bad;
        expect(() => prune(method, 0.5, model)).toThrow(new NonFiniteError(name, 3, bad));
        expect(values[3]).toBe(bad);
      }
  });

  test('a loss that is NaN, naming the first weight it leaves without a score', () => {
    const broken: Loss = (outputs, labels) => mul(crossEntropy(outputs, labels), Number.NaN);
    const model = network();
    const before = bits(model.state());
    expect(() => pruneAtInit('snip', model, DATA, 0.5, { ...options(), loss: broken })).toThrow(
      'scores "fc1.weight"[0]: must be a number, got NaN',
    );
    expect(bits(model.state())).toEqual(before);
  });

  test('synflow on an activation that does not conserve flow, naming it', () => {
    const model = mlp([5, 8, 3], { random: new Random(1), activation: () => new Tanh() });
    const before = bits(model.state());
    expect(() => prune('synflow', 0.5, model)).toThrow(
      'activation1: must satisfy f(2x) = 2 · f(x) for x > 0, as ReLU does, or SynFlow does not conserve its scores, got "Tanh"',
    );
    expect(bits(model.state())).toEqual(before);
    for (const method of AT_INIT_METHODS) if (method !== 'synflow') prune(method, 0.5, model);
  });

  test('synflow on weights so large that its scores are not finite, naming the layer', () => {
    const model = network();
    for (const values of model.prunableWeights().values()) values.fill(3e38);
    expect(() => prune('synflow', 0.5, model)).toThrow(
      'scores "fc1.weight"[0]: must be finite, got Infinity',
    );
  });

  test('a loss without a gradient, naming the first layer whose scores are all equal', () => {
    const flat: Loss = (outputs, labels) => mul(crossEntropy(outputs, labels), 0);
    expect(() => pruneAtInit('snip', network(), DATA, 0.5, { ...options(), loss: flat })).toThrow(
      'scores "fc1.weight": must differ, or the order of the weights would decide which are kept, got 0',
    );
  });

  test('synflow on weights that are all ± one constant per layer, and accepts magnitude', () => {
    const model = mlp([5, 8, 3], { random: new Random(1), initializer: signedConstant });
    expect(() => prune('synflow', 0.5, model)).toThrow('scores "fc1.weight": must differ');
    expect(prune('magnitude', 0.5, model).remaining).toBe(32);
  });

  test.each([0, 40, 2.5])('grasp with %s examples per class', (examplesPerClass) => {
    expect(() => pruneAtInit('grasp', network(), DATA, 0.5, { ...options(), examplesPerClass })).toThrow(
      'examples per class: must be an integer in [1, ',
    );
  });

  test('a network without a weight', () => {
    const model = mlp([5, 3], { random: new Random(1) });
    model.prunableWeights = () => new Map();
    expect(() => prune('magnitude', 0.5, model)).toThrow('mask: must have at least one weight, got 0');
  });
});
