import { describe, expect, test } from 'vitest';
import { add, mul, relu, sub, tanh } from '../../src/autograd/index.ts';
import { ValueError } from '../../src/errors.ts';
import {
  Flatten,
  kaimingNormal,
  Linear,
  Module,
  mlp,
  ReLU,
  Sequential,
  Sigmoid,
  Tanh,
} from '../../src/nn/index.ts';
import { Random } from '../../src/random.ts';
import { flowGradients } from '../../src/training/index.ts';
import { bits } from './small.ts';

const random = () => new Random(1);

describe('∂R/∂|θ|', () => {
  test('flowGradients equals the difference of R when the magnitude of a weight grows', () => {
    const model = mlp([3, 4, 2], { random: new Random(1) });
    const R = () => {
      const slopes = flowGradients(model, 3).get('fc2.weight') as Float32Array;
      const values = model.prunableWeights().get('fc2.weight') as Float32Array;
      return values.reduce((sum, w, i) => sum + Math.abs(w) * slopes[i], 0);
    };
    const slopes = flowGradients(model, 3).get('fc1.weight') as Float32Array;
    const values = model.prunableWeights().get('fc1.weight') as Float32Array;
    for (const i of values.keys()) {
      const before = values[i];
      const low = R();
      values[i] = before < 0 ? before - 1 : before + 1;
      expect(Math.abs(R() - low - slopes[i])).toBeLessThan(1e-4 * R());
      values[i] = before;
    }
  });

  test('flowGradients ignores biases, and leaves weights, biases and masks unchanged', () => {
    const model = mlp([3, 4, 2], { random: new Random(1) });
    const found = bits(flowGradients(model, 3));
    const bare = mlp([3, 4, 2], { random: new Random(1), bias: false });
    expect(bits(flowGradients(bare, 3))).toEqual(found);
    for (const values of model.otherWeights().values()) values.fill(-7);
    model.setMask(new Map([['fc1.weight', new Uint8Array(12).fill(1)]]));
    const before = bits(model.state());
    expect(bits(flowGradients(model, 3))).toEqual(found);
    expect(bits(model.state())).toEqual(before);
    expect(model.namedParameters().get('fc1.weight')?.mask).toEqual(new Uint8Array(12).fill(1));
  });
});

test.each(['fc1', 'fc2', 'fc3'])(
  '∂R/∂|θ| is the same for the other layers if %s is excluded from pruning',
  (name) => {
    const make = () => mlp([3, 4, 4, 2], { random: random() });
    const expected = flowGradients(make(), 3);
    expected.delete(`${name}.weight`);
    const model = make().exclude(name);
    const before = bits(model.state());
    expect(bits(flowGradients(model, 3))).toEqual(bits(expected));
    expect(bits(model.state())).toEqual(before);
  },
);

describe('∂R/∂|θ| of a network whose signal leaves the range of binary32', () => {
  /** 2 – 64 × 46 – 2: R is about 10⁴⁴, beyond the largest binary32 number. */
  const sizes = [2, ...Array<number>(46).fill(64), 2];
  const deep = (scale = 1) =>
    mlp(sizes, {
      random: random(),
      initializer: (...layer) => kaimingNormal(...layer).map((w) => w * scale),
    });

  /** |θ| ⊙ ∂R/∂|θ| in float64, which the signal of these networks does not leave. */
  function scoresOf(model: Module): Float64Array[] {
    const weights = [...model.prunableWeights().values()];
    const ahead = [new Float64Array(2).fill(1)];
    const row = (l: number, j: number) => weights[l].subarray(j * sizes[l], (j + 1) * sizes[l]);
    for (const l of weights.keys())
      ahead.push(
        Float64Array.from({ length: sizes[l + 1] }, (_, j) =>
          row(l, j).reduce((sum, w, i) => sum + Math.abs(w) * ahead[l][i], 0),
        ),
      );
    let behind = new Float64Array(2).fill(1);
    const scores = weights.map((values) => new Float64Array(values.length));
    for (let l = weights.length - 1; l >= 0; l--) {
      const next = new Float64Array(sizes[l]);
      for (let j = 0; j < sizes[l + 1]; j++)
        row(l, j).forEach((w, i) => {
          scores[l][j * sizes[l] + i] = Math.abs(w) * behind[j] * ahead[l][i];
          next[i] += Math.abs(w) * behind[j];
        });
      behind = next;
    }
    return scores;
  }

  test.each([
    ['too large', 1],
    ['too small', 2 ** -6],
  ])('%s: the scores are finite, and those of all layers are scaled by the same power of two', (_, scale) => {
    const model = deep(scale);
    const exact = scoresOf(model);
    const flow = [...flowGradients(model, 2).values()];
    const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);
    const R = total(exact[0]);
    expect(R > 3.5e38 || R < 1e-38).toBe(true);
    const ratios = [...model.prunableWeights().values()].flatMap((θ, l) =>
      [...θ].map((w, i) => (Math.abs(w) * flow[l][i]) / exact[l][i]),
    );
    const common = 2 ** Math.round(Math.log2(ratios[0]));
    for (const ratio of ratios) if (!(Math.abs(ratio / common - 1) < 1e-4)) expect(ratio).toBe(common);
  });

  test('flowGradients of a network that leaves the range of binary32 is that of the scaled network times a power of two', () => {
    const [model, large] = [mlp([3, 4, 4, 2], { random: random() }), mlp([3, 4, 4, 2], { random: random() })];
    for (const values of large.prunableWeights().values()) values.set(values.map((w) => w * 2 ** 40));
    const expected = flowGradients(model, 3);
    const [[name, first]] = expected;
    const found = flowGradients(large, 3);
    const factor = (found.get(name) as Float32Array)[0] / first[0];
    expect(Number.isInteger(Math.log2(factor))).toBe(true);
    for (const [layer, values] of found)
      expect(values).toEqual(expected.get(layer)?.map((slope) => slope * factor));
  });

  test('flowGradients is 0 if no signal passes', () => {
    const model = mlp([3, 4, 2], { random: random() });
    model.prunableWeights().get('fc1.weight')?.fill(0);
    expect(flowGradients(model, 3).get('fc2.weight')).toEqual(new Float32Array(8));
  });

  test('flowGradients is not finite if a single layer leaves the range', () => {
    const model = mlp([3, 4, 2], { random: random() });
    for (const values of model.prunableWeights().values()) values.fill(3e38);
    expect(flowGradients(model, 3).get('fc1.weight')?.every(Number.isFinite)).toBe(false);
  });
});

describe('flowGradients checks that the activations conserve flow', () => {
  const rejected = (layer: string, got: string) =>
    new ValueError(
      layer,
      'must satisfy f(2x) = 2 · f(x) for x > 0, as ReLU does, or SynFlow does not conserve its scores',
      got,
    );
  const withActivation = (activation: () => Module) => mlp([3, 4, 4, 2], { random: random(), activation });

  class Elementwise extends Module {
    readonly f: (x: Parameters<Module['forward']>[0]) => ReturnType<Module['forward']>;
    constructor(f: Elementwise['f']) {
      super();
      this.f = f;
    }
    override forward(inputs: Parameters<Module['forward']>[0]) {
      return this.f(inputs);
    }
  }

  test.each([
    ['Tanh', () => new Tanh()],
    ['Sigmoid', () => new Sigmoid()],
    ['Elementwise', () => new Elementwise((x) => sub(x, relu(sub(x, 6))))], // ReLU6, for x > 0
    ['Elementwise', () => new Elementwise((x) => add(x, 2 ** -9))],
  ])('flowGradients throws for %s and names it', (name, activation) => {
    const model = withActivation(activation);
    const before = bits(model.state());
    expect(() => flowGradients(model, 3)).toThrow(rejected('activation1', name));
    expect(bits(model.state())).toEqual(before);
  });

  test('flowGradients throws also for small weights, with which Tanh is nearly linear', () => {
    const model = withActivation(() => new Tanh());
    for (const values of model.prunableWeights().values()) values.fill(1e-6);
    expect(() => flowGradients(model, 3)).toThrow(rejected('activation1', 'Tanh'));
  });

  test('flowGradients finds an activation in a chain within a chain', () => {
    const inner = new Sequential({ fc: new Linear(4, 4, { random: random() }), squash: new Tanh() });
    const first = new Linear(3, 4, { random: random() });
    const model = new Sequential({ fc: first, relu: new ReLU(), inner });
    expect(() => flowGradients(model, 3)).toThrow(rejected('squash', 'Tanh'));
  });

  test('flowGradients checks a network that is not a chain as a whole', () => {
    class Network extends Module {
      readonly fc = new Linear(3, 4, { random: random() });
      readonly f: Elementwise['f'];
      constructor(f: Elementwise['f']) {
        super();
        this.f = f;
      }
      override forward(inputs: Parameters<Module['forward']>[0]) {
        return this.f(this.fc.forward(inputs));
      }
    }
    expect(() => flowGradients(new Network(tanh), 3)).toThrow(rejected('model', 'Network'));
    expect(flowGradients(new Network(relu), 3).get('fc.weight')).toEqual(new Float32Array(12).fill(1));
  });

  test('flowGradients checks the output of a subclass of Linear or Sequential', () => {
    type Inputs = Parameters<Module['forward']>[0];
    class TanhLinear extends Linear {
      override forward(inputs: Inputs) {
        return tanh(super.forward(inputs));
      }
    }
    class TanhChain extends Sequential {
      override forward(inputs: Inputs) {
        return tanh(super.forward(inputs));
      }
    }
    const layer = new TanhLinear(3, 2, { random: random() });
    expect(() => flowGradients(new Sequential({ layer }), 3)).toThrow(rejected('layer', 'TanhLinear'));
    const fc = new Linear(3, 2, { random: random() });
    expect(() => flowGradients(new TanhChain({ fc }), 3)).toThrow(rejected('model', 'TanhChain'));
    class Twice extends Sequential {
      override forward(inputs: Inputs) {
        return mul(super.forward(inputs), 2);
      }
    }
    expect(flowGradients(new Twice({ fc }), 3).get('fc.weight')).toEqual(new Float32Array(6).fill(2));
  });

  test.each([
    ['ReLU', () => new ReLU()],
    ['Flatten', () => new Flatten()],
    ['the identity', () => new Sequential([])],
    ['a leaky ReLU', () => new Elementwise((x) => add(mul(x, 0.125), mul(relu(x), 0.875)))],
  ])('flowGradients accepts %s, which passes the positive signal unchanged', (_, activation) => {
    const expected = flowGradients(
      withActivation(() => new ReLU()),
      3,
    );
    expect(bits(flowGradients(withActivation(activation), 3))).toEqual(bits(expected));
  });
});
