import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NonFiniteError, ShapeError } from '../../../src/errors.ts';
import { type FrozenLinear, PopupLinear, SupermaskLinear } from '../../../src/experiments/index.ts';
import { Adam, SGD } from '../../../src/optim/index.ts';
import { Random } from '../../../src/random.ts';
import { type Tensor, tensor, zeros } from '../../../src/tensor/index.ts';
import { frozenOf, problems, scoreGradient } from './layers.ts';

const random = () => new Random(3);
const LAYERS: Readonly<Record<string, (frozen: Tensor) => FrozenLinear>> = {
  supermask: (frozen) => new SupermaskLinear(frozen, { random: random() }),
  'supermask, rescaled': (frozen) => new SupermaskLinear(frozen, { random: random(), rescale: true }),
  'edge-popup': (frozen) => new PopupLinear(frozen, { keep: 0.5, random: random() }),
};

const bits = (values: Float32Array) => [...new Uint32Array(values.slice().buffer)];

test.each(Object.entries(LAYERS))('%s: training moves the scores and never a weight’s bit', (_, make) =>
  fc.assert(
    fc.property(problems, (problem) => {
      const layer = make(frozenOf(problem));
      const before = bits(layer.frozen.values());
      const names = [...layer.namedParameters().keys()];
      expect(names).toEqual(['scores']);
      const optimizers = [
        new SGD(layer.namedParameters(), { learningRate: 1, momentum: 0.9, weightDecay: 0.1 }),
        new Adam(layer.namedParameters(), { learningRate: 1, weightDecay: 0.1 }),
      ];
      for (const optimizer of optimizers) {
        layer.zeroGrad();
        scoreGradient(layer, problem);
        optimizer.step();
      }
      expect(bits(layer.frozen.values())).toEqual(before);
    }),
  ),
);

test.each(Object.entries(LAYERS))('%s: the frozen weights are a copy', (_, make) => {
  const given = tensor([[1, 2]]);
  const layer = make(given);
  given.data[0] = 9;
  expect([...layer.frozen.values()]).toEqual([1, 2]);
});

test.each(Object.entries(LAYERS))('%s: an empty layer, no matrix or a NaN is refused', (_, make) => {
  expect(() => make(zeros([0, 3]))).toThrow(ShapeError);
  expect(() => make(zeros([3, 0]))).toThrow('frozen weights: must be a matrix with at least one weight');
  expect(() => make(zeros([3]))).toThrow(ShapeError);
  expect(() => make(tensor([[1, Number.NaN]]))).toThrow(NonFiniteError);
  expect(() => make(tensor([[Number.POSITIVE_INFINITY]]))).toThrow('frozen weights[0]: must be finite');
});
