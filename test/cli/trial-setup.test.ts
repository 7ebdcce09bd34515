import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { find } from '../../src/cli/commands/find.ts';
import { supermask } from '../../src/cli/commands/supermask.ts';
import { PAPER_TRAINING } from '../../src/cli/commands/training-defaults.ts';
import { dataDigest } from '../../src/cli/load-data.ts';
import { scoreOptions, type TrainingConfig, trialOptions } from '../../src/cli/trial-setup.ts';
import { ValueError } from '../../src/errors.ts';
import { Parameter } from '../../src/nn/index.ts';
import { tensor } from '../../src/tensor/index.ts';
import { writeIdxFolder } from './idx.ts';

const scratch = mkdtempSync(join(tmpdir(), 'winning-ticket-setup-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const images = writeIdxFolder(join(scratch, 'images'), { train: 600, test: 50 });

type Changed = Partial<TrainingConfig>;
const trialOf = (changed: Changed) => trialOptions({ ...PAPER_TRAINING, ...changed }).setup(1);
const sizesOf = (changed: Changed) => {
  const { train, validation, test } = trialOf(changed).data;
  return [train, validation, test].map(({ labels }) => labels.length);
};

describe('the data of a trial', () => {
  test.each<[string, Changed, number[]]>([
    ['600 images: one twelfth by default', { data: images }, [550, 50, 50]],
    ['600 images with a validation size of 1', { data: images, validationSize: 1 }, [599, 1, 50]],
    ['600 images with a validation size of 599', { data: images, validationSize: 599 }, [1, 599, 50]],
    ['two moons: 1,000 by default', { data: 'two-moons' }, [1000, 1000, 1000]],
    [
      'two moons with a validation size of 300',
      { data: 'two-moons', validationSize: 300 },
      [1700, 300, 1000],
    ],
    ['spirals with a validation size of 1,999', { data: 'spirals', validationSize: 1999 }, [1, 1999, 1000]],
  ])('are split: %s', (_, changed, sizes) => {
    expect(sizesOf(changed)).toEqual(sizes);
  });

  test('do not change if the validation size is the default', () => {
    expect(trialOf({ data: images, validationSize: 50 }).data).toEqual(trialOf({ data: images }).data);
    expect(trialOf({ data: 'xor', validationSize: 1000 }).data).toEqual(trialOf({ data: 'xor' }).data);
  });

  test.each([images, 'two-moons'])(
    'of %s are normalized by the mean of the training inputs if asked for',
    (data) => {
      const mean = (changed: Changed) => {
        const values = trialOf({ data, ...changed }).data.train.inputs.values();
        return values.reduce((sum, x) => sum + x, 0) / values.length;
      };
      expect(mean({ normalize: true })).toBeCloseTo(0, 5);
      expect(Math.abs(mean({ normalize: false }))).toBeGreaterThan(0.01);
    },
  );

  test('are loaded once for the latest seed only', () => {
    const { setup } = trialOptions({ ...PAPER_TRAINING, data: 'xor' });
    const first = setup(1);
    expect(setup(1)).toBe(first);
    expect(setup(2)).not.toBe(first);
    expect(setup(1)).not.toBe(first);
  });
});

describe('dataDigest', () => {
  const FILES = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];

  test('is the SHA-256 of the four files in the order in which they are read', () => {
    const hash = createHash('sha256');
    for (const file of FILES) hash.update(readFileSync(join(images, `${file}-ubyte`)));
    expect(dataDigest({ data: images })).toBe(hash.digest('hex'));
  });

  test('changes with any byte of any file', () => {
    const folder = writeIdxFolder(join(scratch, 'changed'));
    const digests = new Set([dataDigest({ data: folder })]);
    for (const file of FILES) {
      const path = join(folder, `${file}-ubyte`);
      const bytes = readFileSync(path);
      bytes[bytes.length - 1] ^= 1;
      writeFileSync(path, bytes);
      digests.add(dataDigest({ data: folder }));
    }
    expect(digests.size).toBe(1 + FILES.length);
  });

  test('of MNIST is that of the installed package', () => {
    expect(dataDigest({ data: 'mnist' })).toMatch(/^[0-9a-f]{64}$/);
  });

  test('of a synthetic set is null', () => {
    for (const data of ['two-moons', 'spirals', 'xor']) expect(dataDigest({ data })).toBeNull();
  });

  test('of a folder that does not exist throws an error that names the option', () => {
    const nowhere = join(scratch, 'nowhere');
    expect(() => dataDigest({ data: nowhere })).toThrow(
      `--data ${nowhere}: folder: must be an existing folder, got ${JSON.stringify(nowhere)}`,
    );
  });
});

test('the setup of a trial throws a ValueError for a network that is too large, before it is made', () => {
  const { makeModel, random } = trialOf({ data: images, hidden: [1e9] });
  expect(() => makeModel(random)).toThrow(ValueError);
  expect(() => makeModel(random)).toThrow(
    'hidden: must be a network that can be trained in 1 GiB of memory (this one would need 15600 GiB), got [784, 1000000000, 10]',
  );
});

describe('the learning rate', () => {
  const T = 8;
  const small: Changed = { data: 'xor', hidden: [8], batch: 20, iterations: T, lr: 0.5, optimizer: 'sgd' };

  /** The weights after training from one iteration to another. */
  async function trained(changed: Changed, from: number, to: number) {
    const { makeModel, makeTrainer, random } = trialOf({ ...small, ...changed });
    const model = makeModel(random.fork('initialisation'));
    await makeTrainer(model).train({ from, to });
    return model.state();
  }

  /** The schedule that score training receives: the same as that of a trainer. */
  const scheduled = (changed: Changed) =>
    scoreOptions({ ...PAPER_TRAINING, ...small, ...changed }).scores.schedule;
  const rates = (changed: Changed) => {
    const schedule = scheduled(changed);
    return schedule && Array.from({ length: T }, (_, i) => schedule(i));
  };

  test('does not change by default', () => {
    expect(rates({})).toBeUndefined();
  });

  test('with --schedule step:50%,75% is a tenth after each point', () => {
    const at = [{ fraction: 0.5 }, { fraction: 0.75 }];
    const [whole, tenth, hundredth] = [0.5, 0.5 * 0.1, 0.5 * (0.1 * 0.1)];
    const expected = [whole, whole, whole, whole, tenth, tenth, hundredth, hundredth];
    expect(rates({ schedule: { kind: 'step', at } })).toEqual(expected);
    const iterations = [{ iteration: 4 }, { iteration: 6 }];
    expect(rates({ schedule: { kind: 'step', at: iterations } })).toEqual(expected);
  });

  test('with --schedule cosine falls from the full rate towards 0', () => {
    const cosine = rates({ schedule: { kind: 'cosine' } }) as number[];
    expect(cosine[0]).toBe(0.5);
    expect(cosine[4]).toBe(0.25);
    expect(cosine).toEqual([...cosine].sort((a, b) => b - a));
    expect(cosine[7]).toBeCloseTo(0.5 * (1 + Math.cos((7 * Math.PI) / 8)) * 0.5, 12);
  });

  test('with --warm-up rises linearly to the schedule', () => {
    expect(rates({ warmUp: 4 })).toEqual([0.125, 0.25, 0.375, 0.5, 0.5, 0.5, 0.5, 0.5]);
    const step = { kind: 'step', at: [{ iteration: 6 }] } as const;
    expect(rates({ warmUp: 4, schedule: step })?.slice(5)).toEqual([0.5, 0.5 * 0.1, 0.5 * 0.1]);
  });

  test('is used by trainers', async () => {
    expect(await trained({ warmUp: 4 }, 0, 1)).toEqual(await trained({ lr: 0.125 }, 0, 1));
    expect(await trained({ warmUp: 4 }, 0, 1)).not.toEqual(await trained({}, 0, 1));
  });

  test.each<[string, TrainingConfig['schedule']]>([
    ['step', { kind: 'step', at: [{ fraction: 0.5 }] }],
    ['cosine', { kind: 'cosine' }],
  ])('after the last iteration, when fine-tuning, stays at the last rate: %s', async (_, schedule) => {
    const last = rates({ schedule })?.[T - 1] as number;
    const fineTuned = await trained({ schedule }, T, T + 3);
    expect(fineTuned).toEqual(await trained({ lr: last }, T, T + 3));
    expect(fineTuned).not.toEqual(await trained({}, T, T + 3));
  });
});

describe('the optimizer', () => {
  /** The weight 1 after two updates with gradient 0.5 and learning rate 0.1. */
  function weightAfter(changed: Changed): number {
    const weight = new Parameter(tensor([1]));
    const config: TrainingConfig = { ...PAPER_TRAINING, lr: 0.1, ...changed };
    const optimizer = scoreOptions(config).scores.makeOptimizer(new Map([['w', weight]]));
    for (let i = 0; i < 2; i++) {
      weight.grad = tensor([0.5]);
      optimizer.step();
    }
    return weight.data[0];
  }

  test('momentum has a momentum of 0.9 by default, and sgd has none', () => {
    expect(weightAfter({ optimizer: 'sgd' })).toBeCloseTo(0.9, 6);
    expect(weightAfter({ optimizer: 'momentum' })).toBeCloseTo(1 - 0.05 - 0.1 * 0.95, 6);
    expect(weightAfter({ optimizer: 'momentum', momentum: 0.5 })).toBeCloseTo(1 - 0.05 - 0.1 * 0.75, 6);
  });

  test('adamw has a weight decay of 0.01 by default, and the others have none', () => {
    expect(weightAfter({ optimizer: 'adam' })).toBe(weightAfter({ optimizer: 'adam', weightDecay: 0 }));
    expect(weightAfter({ optimizer: 'adamw' })).toBe(weightAfter({ optimizer: 'adamw', weightDecay: 0.01 }));
    expect(weightAfter({ optimizer: 'adamw' })).not.toBe(weightAfter({ optimizer: 'adamw', weightDecay: 0 }));
    expect(weightAfter({ optimizer: 'sgd' })).toBe(weightAfter({ optimizer: 'sgd', weightDecay: 0 }));
    expect(weightAfter({ optimizer: 'sgd', weightDecay: 0.1 })).toBeLessThan(
      weightAfter({ optimizer: 'sgd' }),
    );
  });
});

test('the whole network of supermask --untrained is trained as in the paper, whatever the scores are trained with', async () => {
  const small = { data: 'xor', hidden: [2], iterations: 3, untrained: true } as const;
  const trained = async (changed: Changed) => {
    const { untrained } = supermask.options({ ...supermask.defaults, ...small, ...changed });
    const trial = untrained?.setup(1);
    const model = trial?.makeModel(trial.random.fork('initialisation'));
    await (model && trial?.makeTrainer(model).train({ from: 0, to: 3 }));
    return model?.state();
  };
  expect(await trained({ lr: 10, optimizer: 'sgd', weightDecay: 1, warmUp: 2 })).toEqual(await trained({}));
});

test('the description of the training names iterations, batches and the optimizer', () => {
  expect(find.options(find.defaults)).toMatchObject({
    training: '1,800 iterations with batches of 60, adam',
    isLeNetOnMnist: true,
  });
});
