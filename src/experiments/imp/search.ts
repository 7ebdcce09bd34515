import { type LotteryTicketOptions, LotteryTicketPruner } from '../../pruning/index.ts';
import { type ControlPlan, planControls } from '../controls/start.ts';
import { initialModel, type TrialSetup } from '../trial.ts';

/** Returns the pruner of a trial. By default, the trial also provides random scores and newly drawn weights. */
export function prunerOf(
  { makeModel, random }: TrialSetup,
  search: LotteryTicketOptions,
): LotteryTicketPruner {
  const reinitialize = (round: number) => {
    const model = makeModel(random.fork(`reinitialisation of round ${round}`));
    return { weights: model.prunableWeights(), others: model.otherWeights() };
  };
  return new LotteryTicketPruner({ random: random.fork('scores'), reinitialize, ...search });
}

/** Plans the controls of a search. @throws {ValueError} if the search options are invalid. */
export function controlPlan(trial: TrialSetup, search: LotteryTicketOptions): ControlPlan {
  const model = initialModel(trial);
  const trainer = trial.makeTrainer(model);
  return planControls(prunerOf(trial, search).plan(model, trainer).rewind, trainer.iterations);
}
