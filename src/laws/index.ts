/**
 * Laws of pruning as property tests. They check any implementation of masks, selection, schedules, pruners, optimizers, tickets
 * and more. This entry needs the package `fast-check`.
 *
 * @module
 */

export { TicketError, ValueError } from '../errors.ts';
export { checkLaws } from './check.ts';
export { everySet } from './every-set.ts';
export { NothingToCheck } from './expect.ts';
export type { Array64 } from './gradient/float64.ts';
export type { Case as GradientCase } from './gradient/operations.ts';
export type * from './interfaces/index.ts';
export {
  type Law,
  type LawParts,
  type LawResult,
  type LawSet,
  type LawText,
  law,
} from './law.ts';
export type { CheckOptions } from './options.ts';
export { ours } from './ours/index.ts';
export { propertyOf } from './property.ts';
export { type LawFailure, type LawOutcome, LawReport } from './report.ts';
export {
  criteriaLaws,
  edgePopupLaws,
  gradientLaws,
  gradientLawsOf,
  maskedStepLaws,
  maskLaws,
  pathLaws,
  prunerLaws,
  rewindLaws,
  roundLaws,
  scheduleLaws,
  selectLaws,
  shuffleLaws,
  sparseLayerLaws,
  subsetSumLaws,
  ticketLaws,
  verdictLaws,
} from './sets/index.ts';
export { type TestOptions, type TestRunner, testLaws } from './test.ts';
