/**
 * The papers' experiments: winning tickets and their controls, pruning at initialization, supermasks, strong tickets, stability
 * and sweeps. Each is an `Experiment`: a plan of units, a function that runs one unit, and a summary as plain data.
 *
 * @module
 */

export { atInit } from './at-init/at-init.ts';
export type { AtInitFacts } from './at-init/at-init-summary.ts';
export type { AtInitExperimentOptions, AtInitResult, AtInitUnit } from './at-init/at-init-units.ts';
export {
  AT_INIT_METHODS,
  type AtInitMethod,
  type AtInitOptions,
  pruneAtInit,
} from './at-init/prune-at-init.ts';
export {
  type Action,
  type ActionInput,
  type ActionName,
  actionNamed,
  actOnSurvivors,
  type SurvivorAction,
} from './controls/actions.ts';
export {
  type ActionFacts,
  type ActionResult,
  type ActionsOptions,
  type ActionUnit,
  actionsExperiment,
} from './controls/actions-experiment.ts';
export { type Control, controlNetwork } from './controls/control-network.ts';
export { type ControlName, type SanityCheck, shuffleMask } from './controls/controls.ts';
export { freezePruned } from './controls/freeze.ts';
export type { DenseStarts } from './controls/start.ts';
export {
  type EdgePopupFacts,
  type EdgePopupOptions,
  type EdgePopupResult,
  edgePopup,
  trainEdgePopup,
} from './edge-popup/edge-popup.ts';
export { type EdgeRanking, PopupLinear, type PopupOptions } from './edge-popup/popup-linear.ts';
export {
  type Experiment,
  type ExperimentRun,
  type RunContext,
  runExperiment,
  type Unit,
} from './experiment.ts';
export {
  type Comparison,
  type ComparisonOptions,
  type ComparisonUnit,
  comparison,
} from './imp/comparison.ts';
export type { ComparisonFacts, Method, MethodFacts } from './imp/comparison-facts.ts';
export type { ControlOptions, PlannedControl } from './imp/control-levels.ts';
export { type ImpOptions, imp } from './imp/imp.ts';
export type { ControlFacts, ImpFacts, LevelFacts, NetworkFacts, TicketSummary } from './imp/imp-facts.ts';
export type { Found, Level } from './imp/level.ts';
export {
  type GridCell,
  type GridFacts,
  type GridLevel,
  type GridUnit,
  type RewindGridOptions,
  rewindGrid,
  rewindGridExperiment,
} from './imp/rewind-grid.ts';
export { type Answer, MIN_EVALUATIONS, type Speed } from './imp/speed.ts';
export { type JudgedNetwork, judgedNetwork, type TrainedNetwork } from './imp/trained-network.ts';
export type { ControlUnit, LevelUnit, SearchUnit } from './imp/units.ts';
export { type JudgeOptions, judge, type Metric, type NextStep, type Verdict } from './imp/verdict.ts';
export { verdictSentence } from './imp/verdict-text.ts';
export { countInputWeights, type InputWeights } from './masks/input-weights.ts';
export { type MaskOverlap, maskOverlap, type Overlap } from './masks/overlap.ts';
export {
  type DeadUnits,
  deadUnits,
  type LayerStructure,
  layerStructure,
  type SignAgreement,
  signAgreement,
} from './masks/structure.ts';
export {
  type OneShotFacts,
  type OneShotOptions,
  type OneShotResult,
  type OneShotUnit,
  oneShot,
} from './one-shot/one-shot.ts';
export type { OrderName, Trained, Trunk } from './stability/branch.ts';
export { weightDistance } from './stability/distance.ts';
export type { Connection, Stability, Subject, Successive } from './stability/linear-connectivity.ts';
export {
  errorAlongPath,
  errorBarrier,
  PATH_POINTS,
  type PathPoint,
  pointBetween,
  STABLE_BELOW,
} from './stability/path.ts';
export { stability } from './stability/stability.ts';
export type { StabilityFacts, StabilityPair, SuccessivePair } from './stability/stability-facts.ts';
export type { StabilityOptions } from './stability/stability-options.ts';
export type { Branch, StabilityLevel, StabilityResult } from './stability/stability-results.ts';
export type { CopyUnit, StabilityUnit } from './stability/stability-units.ts';
export {
  type JudgeSeedsOptions,
  judgeSeeds,
  MIN_RUNS,
  type SeedNetworks,
  type SeedsMetric,
  type SeedsVerdict,
} from './statistics/seeds-verdict.ts';
export { type Estimate, estimate, type Interval, pairsToTell, runsToTell } from './statistics/statistics.ts';
export type { ApproximationError } from './strong-ticket/approximation-error.ts';
export {
  type GrowthPoint,
  type GrowthSetup,
  smallestSizes,
  subsetSumGrowth,
} from './strong-ticket/growth.ts';
export {
  findStrongTicket,
  type StrongProgress,
  type StrongTicket,
  type StrongTicketOptions,
  unitUniform,
} from './strong-ticket/strong-ticket.ts';
export { type StrongUnit, strongTicket } from './strong-ticket/strong-ticket-experiment.ts';
export type {
  GrowthResult,
  StrongOptions,
  StrongResult,
  TrainedTarget,
} from './strong-ticket/strong-ticket-results.ts';
export type { GrowthFacts, StrongFacts, TicketFacts } from './strong-ticket/strong-ticket-summary.ts';
export {
  MAX_ITEMS,
  type SubsetSum,
  type SubsetSumSolver,
  subsetSum,
  subsetSumSolver,
} from './strong-ticket/subset-sum.ts';
export { FrozenLinear } from './subnetwork/frozen-linear.ts';
export { prunesOnly } from './subnetwork/prunes-only.ts';
export type { ScoreOptions, ScorePoint, ScoreTraining, ScoreTrial } from './subnetwork/train-scores.ts';
export type {
  DetailsTable,
  LearningCurve,
  LearningSeries,
  PathSeries,
  PlotData,
  ResultLabels,
  ResultRow,
  ResultTable,
  Summary,
} from './summary.ts';
export { expectedWeights, rescaled, sampledMask, thresholdedMask } from './supermask/evaluation-masks.ts';
export { type LearnedSupermask, type LearnedSupermaskOptions, learnSupermask } from './supermask/learned.ts';
export type { SupermaskExperimentOptions } from './supermask/options.ts';
export { differentSign, sameSign } from './supermask/same-sign.ts';
export { signedConstants } from './supermask/signed-constants.ts';
export { type SupermaskUnit, supermask } from './supermask/supermask.ts';
export { SupermaskLinear, type SupermaskOptions } from './supermask/supermask-linear.ts';
export type { LearnedFacts, SupermaskFacts, UntrainedFacts } from './supermask/supermask-summary.ts';
export type {
  TrainedForMasks,
  UntrainedOptions,
  UntrainedSupermask,
  UntrainedWeights,
} from './supermask/untrained.ts';
export { type SweepOptions, sweep } from './sweep/sweep.ts';
export {
  type Sweep,
  type SweepBounds,
  type SweepLevel,
  type SweepPoint,
  tradeOff,
  type Zone,
} from './sweep/trade-off.ts';
export type { ExperimentOptions, NetworkSource, TrainerRequest, TrialSetup } from './trial.ts';
