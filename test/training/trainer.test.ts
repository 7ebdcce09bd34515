import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, crossEntropy } from '../../src/autograd/index.ts';
import { subset } from '../../src/data/index.ts';
import { exponential } from '../../src/optim/index.ts';
import { Random } from '../../src/random.ts';
import { evaluate } from '../../src/training/index.ts';
import { bits, moons, network, OPTIMIZERS, trainerOf } from './small.ts';

const accuracyOf = (state: ReadonlyMap<string, Float32Array>) => {
  const model = network(99);
  model.load(state);
  const { inputs, labels } = moons().test;
  const outputs = model.forward(inputs).value.values();
  const right = labels.filter((label, i) => (outputs[2 * i] >= outputs[2 * i + 1] ? 0 : 1) === label);
  return right.length / labels.length;
};

describe('masks', () => {
  const masks = fc.array(fc.constantFrom(0, 1), { minLength: 24, maxLength: 24 }).map(
    (all) =>
      new Map([
        ['fc1.weight', Uint8Array.from(all.slice(0, 12))],
        ['fc2.weight', Uint8Array.from(all.slice(12))],
      ]),
  );

  for (const [name, make] of Object.entries(OPTIMIZERS)) {
    test(`pruned weights are +0 after every step of ${name}, and surviving weights change`, () =>
      fc.assert(
        fc.asyncProperty(masks, async (mask) => {
          const model = network();
          // Memory that pulls at every weight, from before the pruning.
          const optimizer = make(model);
          await trainerOf(model, { optimizer }).train({ from: 0, to: 3 });
          model.setMask(mask);
          const before = model.state();
          let checked = 0;
          await trainerOf(model, { optimizer }).train({
            from: 3,
            to: 8,
            afterUpdate() {
              const weights = model.prunableWeights();
              for (const [layer, kept] of mask)
                kept.forEach((bit, i) => {
                  if (bit === 0) expect(Object.is(weights.get(layer)?.[i], 0)).toBe(true);
                });
              checked++;
            },
          });
          expect(checked).toBe(5);
          expect(bits(model.state())).not.toEqual(bits(before));
        }),
        { numRuns: 15 },
      ));
  }
});

describe('evaluation', () => {
  test.each([
    [20, 5, [0, 5, 10, 15, 20]],
    [20, 7, [0, 7, 14, 20]],
    [20, 100, [0, 20]],
    [3, 1, [0, 1, 2, 3]],
    [1, 1, [0, 1]],
  ])(
    '%i iterations evaluated every %i: the curve has a point at %j',
    async (iterations, evaluateEvery, expected) => {
      const seen: number[] = [];
      const trainer = trainerOf(network(), {
        iterations,
        evaluateEvery,
        onEvaluation: ({ iteration }) => seen.push(iteration),
      });
      const { curve } = await trainer.train({ from: 0, to: iterations });
      expect(curve.map(({ iteration }) => iteration)).toEqual(expected);
      expect(seen).toEqual(expected);
    },
  );

  test('a span in the middle is evaluated at its start, at multiples of E, and at its end', async () => {
    const { curve } = await trainerOf(network()).train({ from: 7, to: 18 });
    expect(curve.map(({ iteration }) => iteration)).toEqual([7, 10, 15, 18]);
  });

  test('an empty span is evaluated once', async () => {
    const { curve, earlyStop, final } = await trainerOf(network()).train({ from: 7, to: 7 });
    expect(curve).toHaveLength(1);
    expect(earlyStop).toEqual(final);
  });

  test('the training loss of a point is the mean of the batches since the previous point, null at the first', async () => {
    const losses: number[] = [];
    const { curve } = await trainerOf(network(), { onUpdate: ({ loss }) => losses.push(loss) }).train({
      from: 0,
      to: 12,
    });
    const mean = (from: number, to: number) =>
      losses.slice(from, to).reduce((sum, loss) => sum + loss, 0) / (to - from);
    expect(curve.map(({ trainingLoss }) => trainingLoss)).toEqual([
      null,
      mean(0, 5),
      mean(5, 10),
      mean(10, 12),
    ]);
  });

  test('evaluate covers the whole dataset, in chunks or at once', () => {
    const model = network();
    const { test: data } = moons();
    const thirty = Array.from({ length: 30 }, () => [...data.labels.keys()]).flat(); // 600 examples, two chunks
    const once = evaluate(model, data);
    const often = evaluate(model, subset(data, thirty));
    expect(often.accuracy).toBe(once.accuracy);
    expect(often.loss).toBeCloseTo(once.loss, 6);
    expect(once.accuracy).toBe(accuracyOf(model.state()));
  });

  test('evaluate throws an error with its name for an empty dataset', () => {
    const { test: data } = moons();
    expect(() => evaluate(network(), { ...data, labels: new Uint8Array(0) })).toThrow(
      'two moons: must have at least one example, got 0',
    );
  });
});

describe('early stop', () => {
  test('early stop is the first minimum of the validation loss, and the test accuracy is that of the weights at that iteration', async () => {
    // A learning rate this high makes the loss go up and down.
    for (const seed of [1, 2, 3, 4]) {
      const model = network(seed);
      const states = new Map([[0, model.state()]]);
      const optimizer = OPTIMIZERS.momentum(model);
      optimizer.learningRate = 1;
      const record = await trainerOf(model, { optimizer, evaluateEvery: 1 }).train({
        from: 0,
        to: 20,
        afterUpdate: (clock) => states.set(clock, model.state()),
      });
      const losses = record.curve.map(({ validationLoss }) => validationLoss);
      const at = losses.indexOf(Math.min(...losses));
      const { testAccuracy, ...stop } = record.earlyStop;
      expect(stop).toEqual(record.curve[at]);
      const best = states.get(stop.iteration) as Map<string, Float32Array>;
      expect(testAccuracy).toBe(accuracyOf(best));
      expect(record.final.iteration).toBe(20);
      expect(record.final.testAccuracy).toBe(accuracyOf(states.get(20) as Map<string, Float32Array>));
      const there = network();
      there.load(best);
      expect(evaluate(there, moons().validation).loss).toBe(stop.validationLoss);
    }
  });

  test('early stop is the first of equal losses', async () => {
    const model = network();
    const optimizer = OPTIMIZERS.sgd(model);
    optimizer.learningRate = 0;
    const { curve, earlyStop } = await trainerOf(model, { optimizer }).train({ from: 0, to: 20 });
    expect(new Set(curve.map(({ validationLoss }) => validationLoss)).size).toBe(1);
    expect(earlyStop.iteration).toBe(0);
  });

  test('early stopping leaves the model with its final weights and its mask', async () => {
    const model = network();
    const mask = new Map([['fc1.weight', new Uint8Array(12).fill(1).fill(0, 3, 9)]]);
    model.setMask(mask);
    const optimizer = OPTIMIZERS.momentum(model);
    optimizer.learningRate = 1;
    let last = {};
    const { earlyStop } = await trainerOf(model, { optimizer, evaluateEvery: 1 }).train({
      from: 0,
      to: 20,
      afterUpdate: () => {
        last = bits(model.state());
      },
    });
    expect(earlyStop.iteration).toBeLessThan(20);
    expect(bits(model.state())).toEqual(last);
    expect(model.namedParameters().get('fc1.weight')?.mask).toEqual(mask.get('fc1.weight'));
  });
});

describe('determinism', () => {
  for (const [name, make] of Object.entries(OPTIMIZERS)) {
    const run = () => {
      const model = network();
      const optimizer = make(model);
      return { model, trainer: trainerOf(model, { optimizer, schedule: exponential(0.1, 0.9) }) };
    };

    test(`${name} gives the same record and network for the same seed, bit for bit`, async () => {
      const [a, b] = [run(), run()];
      expect(await a.trainer.train({ from: 0, to: 20 })).toEqual(await b.trainer.train({ from: 0, to: 20 }));
      expect(bits(a.model.state())).toEqual(bits(b.model.state()));
    });

    test(`${name}: training 0 → T equals 0 → k, save, restore in another trainer, k → T, bit for bit`, async () => {
      const whole = run();
      await whole.trainer.train({ from: 0, to: 20 });
      for (const k of [1, 8, 19]) {
        const [first, second] = [run(), run()];
        await first.trainer.train({ from: 0, to: k });
        await second.trainer.train({ from: 0, to: 4 }); // what it did before must not matter
        second.model.load(first.model.state());
        second.trainer.load(first.trainer.state());
        await second.trainer.train({ from: k, to: 20 });
        expect(bits(second.model.state())).toEqual(bits(whole.model.state()));
        expect(second.trainer.state()).toEqual(whole.trainer.state());
      }
    });
  }

  test('reset clears the optimizer state', async () => {
    const [model, fresh] = [network(), network()];
    const trainer = trainerOf(model, { optimizer: OPTIMIZERS.adam(model) });
    await trainer.train({ from: 0, to: 20 });
    trainer.reset();
    model.load(fresh.state());
    const again = await trainer.train({ from: 0, to: 20 });
    expect(again).toEqual(
      await trainerOf(fresh, { optimizer: OPTIMIZERS.adam(fresh) }).train({ from: 0, to: 20 }),
    );
  });

  test('another seed for the data order gives another network', async () => {
    const [a, b] = [network(), network()];
    await trainerOf(a).train({ from: 0, to: 20 });
    await trainerOf(b, { random: new Random(4) }).train({ from: 0, to: 20 });
    expect(bits(a.state())).not.toEqual(bits(b.state()));
  });
});

describe('the clock', () => {
  test('the schedule is called for each update, and beyond T for its last rate', async () => {
    const model = network();
    const rates: number[] = [];
    const optimizer = OPTIMIZERS.sgd(model);
    const schedule = (iteration: number) => (iteration + 1) / 1024;
    const trainer = trainerOf(model, { optimizer, schedule, iterations: 6 });
    await trainer.train({ from: 4, to: 9, afterUpdate: () => rates.push(optimizer.learningRate * 1024) });
    expect(rates).toEqual([5, 6, 6, 6, 6]);
  });

  test('afterUpdate is called once per iteration in order, and onUpdate also receives the span', async () => {
    const [clocks, updates]: [number[], object[]] = [[], []];
    const trainer = trainerOf(network(), { onUpdate: ({ loss, ...update }) => updates.push(update) });
    await trainer.train({ from: 3, to: 6, afterUpdate: (clock) => clocks.push(clock) });
    expect(clocks).toEqual([4, 5, 6]);
    expect(updates).toEqual([4, 5, 6].map((iteration) => ({ iteration, from: 3, to: 6 })));
  });

  test('a custom loss is used for training and evaluation', async () => {
    const twice = trainerOf(network(), {
      loss: (outputs, labels) => {
        const loss = crossEntropy(outputs, labels);
        return add(loss, loss);
      },
    });
    const once = await trainerOf(network()).train({ from: 0, to: 1 });
    const { curve } = await twice.train({ from: 0, to: 1 });
    expect(curve[0].validationLoss).toBe(2 * once.curve[0].validationLoss);
    expect(curve[1].trainingLoss).toBe(2 * (once.curve[1].trainingLoss as number));
  });
});
