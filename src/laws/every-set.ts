import type { LawSet } from './law.ts';
import {
  edgePopupLaws,
  gradientLaws,
  importanceLaws,
  maskedStepLaws,
  maskLaws,
  pathLaws,
  prunerLaws,
  qualityLaws,
  rewindLaws,
  roundLaws,
  scheduleLaws,
  selectLaws,
  shuffleLaws,
  sparseLayerLaws,
  subsetSumLaws,
  ticketLaws,
} from './sets/index.ts';

/** Every set of laws, each about an interface of its own. */
export const everySet: readonly LawSet<never>[] = [
  maskLaws,
  shuffleLaws,
  scheduleLaws,
  selectLaws,
  importanceLaws,
  roundLaws,
  rewindLaws,
  prunerLaws,
  maskedStepLaws,
  sparseLayerLaws,
  gradientLaws,
  ticketLaws,
  qualityLaws,
  edgePopupLaws,
  subsetSumLaws,
  pathLaws,
];
