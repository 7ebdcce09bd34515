import type { LawSet } from './law.ts';
import {
  criteriaLaws,
  edgePopupLaws,
  gradientLaws,
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

/** All sets of laws. Each set is about implementations of one interface. */
export const everySet: readonly LawSet<never>[] = [
  maskLaws,
  shuffleLaws,
  scheduleLaws,
  selectLaws,
  criteriaLaws,
  roundLaws,
  rewindLaws,
  prunerLaws,
  maskedStepLaws,
  sparseLayerLaws,
  gradientLaws,
  ticketLaws,
  verdictLaws,
  edgePopupLaws,
  subsetSumLaws,
  pathLaws,
];
