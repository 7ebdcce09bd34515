/**
 * The pruner without networks and training. It works on named `Float32Array`s, so it can prune any network that lists its weights
 * and provides a trainer. It runs in browsers.
 *
 * @module
 */

export type { MaskLayers, MaskLike } from '../check.ts';
export { FormatError, NonFiniteError, ShapeError, TicketError, ValueError } from '../errors.ts';
export { Random } from '../random.ts';
export type { OptionSetters } from './builder.ts';
export { LotteryTicketBuilder } from './builder.ts';
export type { Checkpoint } from './checkpoint.ts';
export { LotteryTicketConfig } from './config.ts';
export { CRITERIA, type CriterionName } from './criteria/criteria.ts';
export type { Criterion, CriterionInput, CriterionNeed } from './criteria/criterion.ts';
export { type Count, Mask, type Weights } from './mask.ts';
export type { MaskJson } from './mask-json.ts';
export type { Derivatives, PrunableModel, Trainer, TrainingSpan } from './model-and-trainer.ts';
export type { LotteryTicketOptions, OptionTypes, Reinitialize } from './options.ts';
export type { Counts } from './plan-rounds.ts';
export { type KeptCounts, planRounds } from './plan-rounds.ts';
export { LotteryTicketPruner, type SearchOptions } from './pruner.ts';
export {
  type FineTuning,
  planRewind,
  type RewindPlan,
  RewindStrategy,
  type TrainingPoint,
} from './rewind-strategy.ts';
export type { Progress } from './round.ts';
export { type PruningPlan, pruningRate, remaining, remainingCount, type Scope } from './schedule.ts';
export type { Round, SearchPlan } from './search.ts';
export { selectGlobal, selectLayerwise } from './select-survivors.ts';
export type { SearchSettings } from './settings.ts';
export { type TicketParts, WinningTicket } from './ticket.ts';
export type { TicketJson } from './ticket-json.ts';
