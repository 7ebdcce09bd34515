import { expect, test } from 'vitest';
import { mlp } from '../../src/nn/index.ts';
import { Adam } from '../../src/optim/index.ts';
import { useThreads } from '../../src/parallel/index.ts';
import { SPLIT_AXES } from '../../src/parallel/products.ts';
import { LotteryTicketPruner } from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';
import { SupervisedTrainer } from '../../src/training/index.ts';

const [INPUTS, HIDDEN, BATCH] = [512, 256, 256];

/** The digest of a ticket whose first layer is large enough for threads. */
async function digest(): Promise<string> {
  const random = new Random(3);
  const part = (name: string, examples: number) => {
    const own = random.fork(name);
    const data = Float32Array.from({ length: examples * INPUTS }, () => own.normal());
    const labels = Uint8Array.from({ length: examples }, (_, i) => (data[i * INPUTS] > 0 ? 1 : 0));
    return { name, inputs: tensor(data, [examples, INPUTS]), labels, classes: 2 };
  };
  const model = mlp([INPUTS, HIDDEN, 2], { random: random.fork('initialisation') });
  const data = { train: part('train', 512), validation: part('validation', 32), test: part('test', 32) };
  const trainer = new SupervisedTrainer(model, data, {
    optimizer: new Adam(model.namedParameters(), { learningRate: 0.01 }),
    batchSize: BATCH,
    iterations: 6,
    random: random.fork('batches'),
  });
  const ticket = await new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 2 }).findTicket(
    model,
    trainer,
  );
  return ticket.digest();
}

test('a ticket does not depend on how many threads found it', { timeout: 60_000 }, async () => {
  expect(BATCH * INPUTS * HIDDEN).toBeGreaterThanOrEqual(SPLIT_AXES.dense);
  const alone = await digest();
  for (const size of [2, 3, 7]) {
    const threads = await useThreads(size);
    expect(await digest()).toBe(alone);
    await threads.close();
  }
});
