import { describe, expect, test } from 'vitest';
import { type Dataset, type Split, subset } from '../../src/data/index.ts';
import { NonFiniteError, ShapeError, ValueError } from '../../src/errors.ts';
import { tensor } from '../../src/tensor/index.ts';
import { DivergenceError, evaluate, type TrainerOptions } from '../../src/training/index.ts';
import { bits, moons, network, OPTIMIZERS, trainerOf } from './small.ts';

const rejection = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

describe('abort', () => {
  test('an abort in the middle of a span throws the signal’s reason after the current update', async () => {
    for (const at of [1, 2, 7, 10, 19]) {
      const controller = new AbortController();
      const reason = new Error('enough');
      let last = 0;
      const error = await rejection(
        trainerOf(network()).train({
          from: 0,
          to: 20,
          signal: controller.signal,
          afterUpdate(clock) {
            last = clock;
            if (clock === at) controller.abort(reason);
          },
        }),
      );
      expect(error).toBe(reason);
      expect(last).toBe(at);
    }
  });

  test('an abort from a timer stops the training', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 5);
    const error = await rejection(
      trainerOf(network(), { iterations: 1e6, evaluateEvery: 1e6 }).train({
        from: 0,
        to: 1e6,
        signal: controller.signal,
      }),
    );
    expect((error as Error).name).toBe('AbortError');
  });

  test('an abort before the start changes nothing', async () => {
    const model = network();
    const before = bits(model.state());
    const train = trainerOf(model).train({ from: 3, to: 8, signal: AbortSignal.abort() });
    await expect(train).rejects.toThrow('aborted');
    expect(bits(model.state())).toEqual(before);
  });
});

describe('divergence', () => {
  const diverge = async (learningRate: number, options: Partial<TrainerOptions> = {}) => {
    const model = network();
    const optimizer = OPTIMIZERS.sgd(model);
    optimizer.learningRate = learningRate;
    const updates: number[] = [];
    const error = await rejection(
      trainerOf(model, { optimizer, onUpdate: ({ iteration }) => updates.push(iteration), ...options }).train(
        {
          from: 0,
          to: 20,
        },
      ),
    );
    expect(error).toBeInstanceOf(DivergenceError);
    return { error: error as DivergenceError, updates };
  };

  test('a learning rate of 1e30 throws a DivergenceError with the iteration and the curve', async () => {
    const { error, updates } = await diverge(1e30);
    expect(error.iteration).toBe(updates.length);
    expect(error.iteration).toBeLessThan(5);
    expect(error.message).toMatch(
      new RegExp(`^loss: must stay finite \\(.*\\), got (NaN|Infinity) at iteration ${error.iteration}$`),
    );
    expect(error.curve.map(({ iteration }) => iteration)).toEqual([0]);
    expect(error.curve.every(({ validationLoss }) => Number.isFinite(validationLoss))).toBe(true);
  });

  test('a validation loss that is not finite throws a DivergenceError and is not part of the curve', async () => {
    const { error } = await diverge(1e30, { evaluateEvery: 1 });
    expect(error.iteration).toBe(1);
    expect(error.message).toContain('validation loss: must stay finite');
    expect(error.curve.map(({ iteration }) => iteration)).toEqual([0]);
  });

  test('a validation loss that is not finite after the last update throws a DivergenceError', async () => {
    const { error } = await diverge(1e30, { iterations: 1 });
    expect(error.curve).toHaveLength(1);
  });

  test('an infinite weight cannot be loaded, and the error has its name and index', () => {
    const model = network();
    const state = model.state();
    (state.get('fc1.weight') as Float32Array)[5] = Number.POSITIVE_INFINITY;
    expect(() => model.load(state)).toThrow(new NonFiniteError('fc1.weight', 5, Number.POSITIVE_INFINITY));
  });
});

describe('data that would spoil the training', () => {
  const data = moons();
  const withNaN = ({ inputs, ...rest }: Dataset): Dataset => {
    const values = inputs.values().slice();
    values[2 * 12 + 1] = Number.NaN;
    return { ...rest, inputs: tensor(values, inputs.shape) };
  };
  const withLabel = (label: number, { labels, ...rest }: Dataset): Dataset => ({
    ...rest,
    labels: labels.with(3, label),
  });

  test.each<[string, Partial<Split>, string]>([
    [
      'NaN training inputs',
      { train: withNaN(data.train) },
      'training example 12[1]: must be finite, got NaN',
    ],
    ['NaN validation inputs', { validation: withNaN(data.validation) }, 'validation example 12[1]: must be'],
    ['NaN test inputs', { test: withNaN(data.test) }, 'test example 12[1]: must be finite, got NaN'],
    ['a label out of range', { test: withLabel(2, data.test) }, 'test example 3: must have a label below 2'],
    ['a test set without examples', { test: subset(data.test, []) }, 'test set: must have at least one'],
    [
      'fewer validation labels than inputs',
      { validation: { ...data.validation, labels: data.validation.labels.slice(1) } },
      'validation inputs: must be a matrix of 19 rows, one for each label, got [20, 2]',
    ],
    [
      'another input width',
      { test: { ...data.test, inputs: tensor(new Float32Array(60), [20, 3]) } },
      'test inputs: must have 2 features, as in training, got [20, 3]',
    ],
  ])('SupervisedTrainer reports %s before any training', (_, changed, message) => {
    const make = () => trainerOf(network(), {}, { ...data, ...changed });
    expect(make).toThrow(ValueError);
    expect(make).toThrow(message);
  });

  test('evaluate throws a ShapeError for fewer labels than inputs', () => {
    const short = { ...data.test, labels: data.test.labels.slice(1) };
    expect(() => evaluate(network(), short)).toThrow(ShapeError);
  });
});

describe('refusals', () => {
  test.each<[Partial<TrainerOptions>, string]>([
    [{ iterations: 0 }, 'iterations: must be an integer ≥ 1, got 0'],
    [{ iterations: 1.5 }, 'iterations: must be an integer ≥ 1, got 1.5'],
    [{ iterations: Number.NaN }, 'iterations: must be an integer ≥ 1, got NaN'],
    [{ evaluateEvery: 0 }, 'evaluateEvery: must be an integer ≥ 1, got 0'],
    [{ batchSize: 0 }, 'batch size: must be an integer'],
    [{ batchSize: 2.5 }, 'batch size: must be an integer'],
    [{ batchSize: 61 }, 'got 61'],
  ])('SupervisedTrainer throws a ValueError for %j', (options, message) => {
    const make = () => trainerOf(network(), options);
    expect(make).toThrow(ValueError);
    expect(make).toThrow(message);
  });

  test('SupervisedTrainer accepts a batch of all the data', async () => {
    const trainer = trainerOf(network(), { batchSize: moons().train.labels.length, iterations: 1 });
    expect((await trainer.train({ from: 0, to: 1 })).final.iteration).toBe(1);
  });

  test.each([
    [-1, 5, 'from: must be an integer ≥ 0, got -1'],
    [0.5, 5, 'from: must be an integer ≥ 0, got 0.5'],
    [5, 4, 'to: must be an integer ≥ 5, got 4'],
    [0, Number.NaN, 'to: must be an integer ≥ 0, got NaN'],
  ])('train throws a ValueError for a span from %d to %d', async (from, to, message) => {
    await expect(trainerOf(network()).train({ from, to })).rejects.toThrow(message);
  });
});
