import type { Module } from '../../nn/index.ts';
import { type LotteryTicketOptions, LotteryTicketPruner } from '../../pruning/index.ts';
import type { Random } from '../../random.ts';

/** What a search of an experiment is made of. */
interface Search {
  readonly makeModel: (random: Random) => Module;
  readonly search: LotteryTicketOptions;
  readonly random: Random;
}

/** The pruner of an experiment. What its options say nothing of, the experiment's own seed and networks supply. */
export function prunerOf({ makeModel, random, search }: Search): LotteryTicketPruner {
  const redraw = (round: number) => {
    const model = makeModel(random.fork(`reinitialisation of round ${round}`));
    return { weights: model.prunableWeights(), others: model.otherWeights() };
  };
  return new LotteryTicketPruner({ random: random.fork('scores'), redraw, ...search });
}
