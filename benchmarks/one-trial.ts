// A trial of the benchmark `trials`: one small search.

import {
  Adam,
  LotteryTicketPruner,
  mlp,
  Random,
  RewindStrategy,
  SupervisedTrainer,
  twoMoons,
} from '../src/index.ts';

/** 2-300-100-2 on two moons, two rounds of 100 updates; the last round's losses on validation. */
export async function trial(seed: number): Promise<number[]> {
  const random = new Random(seed);
  const moons = (part: string) => twoMoons({ examples: 1000, random: random.fork(part) });
  const model = mlp([2, 300, 100, 2], { random: random.fork('initialisation') });
  const trainer = new SupervisedTrainer(
    model,
    { train: moons('train'), validation: moons('validation'), test: moons('test') },
    {
      optimizer: new Adam(model.namedParameters(), { learningRate: 1.2e-3 }),
      batchSize: 60,
      iterations: 100,
      random: random.fork('data order'),
    },
  );
  const pruner = new LotteryTicketPruner({
    targetSparsity: 0.36,
    pruningRounds: 2,
    rewind: RewindStrategy.init(),
  });
  const losses: number[] = [];
  for await (const { training } of pruner.rounds(model, trainer)) losses.push(training.final.validationLoss);
  return losses;
}
