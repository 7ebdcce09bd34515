import type { LawSet } from './law.ts';
import {
  gradientLaws,
  importanceLaws,
  kernelLaws,
  maskedStepLaws,
  maskLaws,
  prunerLaws,
  qualityLaws,
  rewindLaws,
  roundLaws,
  scheduleLaws,
  selectLaws,
  sparseLayerLaws,
  ticketLaws,
} from './sets/index.ts';

/** Every set of laws, each about an interface of its own. */
export const everySet: readonly LawSet<never>[] = [
  maskLaws,
  scheduleLaws,
  selectLaws,
  importanceLaws,
  roundLaws,
  rewindLaws,
  prunerLaws,
  maskedStepLaws,
  sparseLayerLaws,
  gradientLaws,
  kernelLaws,
  ticketLaws,
  qualityLaws,
];
