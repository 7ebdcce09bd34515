// A trial of the benchmark `trials`: one small search.

import {
  Adam,
  LotteryTicketPruner,
  mlp,
  Random,
  RewindStrategy,
  SupervisedTrainer,
  splitDataset,
} from '../src/index.ts';
import { loadMnist } from '../src/node.ts';
import { BATCH_SIZE, LEARNING_RATE } from './settings.ts';

/** Read once in each thread; few examples to evaluate on, so that it is training that is timed. */
const { train, test: rest } = loadMnist({ seed: 1 });
const { validation } = splitDataset(rest, 1000, new Random(1));

/** LeNet-300-100 on MNIST, two rounds of 300 updates; their validation losses in the end. */
export async function trial(seed: number): Promise<number[]> {
  const random = new Random(seed);
  const model = mlp([784, 300, 100, 10], { random: random.fork('initialisation') });
  const trainer = new SupervisedTrainer(
    model,
    { train, validation, test: validation },
    {
      optimizer: new Adam(model.namedParameters(), { learningRate: LEARNING_RATE }),
      batchSize: BATCH_SIZE,
      iterations: 300,
      random: random.fork('data order'),
    },
  );
  const pruner = new LotteryTicketPruner({
    targetSparsity: 0.36,
    pruningRounds: 2,
    rewindStrategy: RewindStrategy.init(),
  });
  const losses: number[] = [];
  for await (const { training } of pruner.rounds(model, trainer)) losses.push(training.final.validationLoss);
  return losses;
}
