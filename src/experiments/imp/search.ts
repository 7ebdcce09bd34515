import { type LotteryTicketOptions, LotteryTicketPruner } from '../../pruning/index.ts';
import type { TrialSetup } from '../trial.ts';

/** The pruner of a trial. Where the search options name no source of random scores or new weights, the trial provides it. */
export function prunerOf(
  { makeModel, random }: TrialSetup,
  search: LotteryTicketOptions,
): LotteryTicketPruner {
  const redraw = (round: number) => {
    const model = makeModel(random.fork(`reinitialisation of round ${round}`));
    return { weights: model.prunableWeights(), others: model.otherWeights() };
  };
  return new LotteryTicketPruner({ random: random.fork('scores'), redraw, ...search });
}
