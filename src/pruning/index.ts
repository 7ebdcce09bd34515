export * from '../errors.ts';
export { LotteryTicketBuilder } from './builder.ts';
export * from './checkpoint.ts';
export * from './client.ts';
export * from './config.ts';
export * from './importance/index.ts';
export * from './mask.ts';
export type { MaskJson } from './mask-json.ts';
export * from './options.ts';
export { type KeptCounts, planRounds } from './plan-rounds.ts';
export * from './pruner.ts';
export { type ResolvedOptions, resolveOptions } from './resolve-options.ts';
export * from './rewind.ts';
export type { Progress } from './round.ts';
export {
  afterRate,
  layerwiseLevels,
  type PruningPlan,
  pruningRate,
  remaining,
  remainingCount,
  type Scope,
} from './schedule.ts';
export type { Round, SearchPlan } from './search.ts';
export { selectGlobal, selectLayerwise } from './select.ts';
export type { SearchSettings } from './settings.ts';
export * from './ticket.ts';
export type { TicketJson } from './ticket-json.ts';
