import { type LotteryTicketOptions, LotteryTicketPruner } from '../../pruning/index.ts';
import type { TrialSetup } from '../trial.ts';

/** Returns the pruner of a trial. The trial provides random scores and new weights if the search options name no source. */
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
