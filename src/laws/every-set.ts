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

/** Every set of laws, each about an interface of its own. */
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
