import type { LawSet } from './law.ts';
import {
  gradientLaws,
  kernelLaws,
  maskedStepLaws,
  maskLaws,
  prunerLaws,
  qualityLaws,
  rewindLaws,
  roundLaws,
  scheduleLaws,
  selectLaws,
  ticketLaws,
} from './sets/index.ts';

/** Every set of laws, each about an interface of its own. */
export const everySet: readonly LawSet<never>[] = [
  maskLaws,
  scheduleLaws,
  selectLaws,
  roundLaws,
  rewindLaws,
  prunerLaws,
  maskedStepLaws,
  gradientLaws,
  kernelLaws,
  ticketLaws,
  qualityLaws,
];
