// Every set with the wrong implementations that it must reject.

import type { Mistakes } from '../rejections.ts';
import { edgePopupMistakes } from './edge-popup.ts';
import { gradientMistakes } from './gradient.ts';
import { importanceMistakes } from './importance.ts';
import { maskMistakes } from './mask.ts';
import { maskedStepMistakes } from './masked-step.ts';
import { pathMistakes } from './path.ts';
import { prunerMistakes } from './pruner.ts';
import { qualityMistakes } from './quality.ts';
import { rewindMistakes } from './rewind.ts';
import { roundMistakes } from './round.ts';
import { scheduleMistakes } from './schedule.ts';
import { selectMistakes } from './select.ts';
import { shuffleMistakes } from './shuffle.ts';
import { sparseLayerMistakes } from './sparse-layer.ts';
import { subsetSumMistakes } from './subset-sum.ts';
import { ticketMistakes } from './ticket.ts';

/** Each set's mistakes speak their own interface; a list of them can only say that there is one. */
export const some = <Impl>(mistakes: Mistakes<Impl>) => mistakes as unknown as Mistakes<unknown>;

/** All of them. */
export const everyMistake: readonly Mistakes<unknown>[] = [
  some(maskMistakes),
  some(shuffleMistakes),
  some(scheduleMistakes),
  some(roundMistakes),
  some(rewindMistakes),
  some(qualityMistakes),
  some(selectMistakes),
  some(prunerMistakes),
  some(maskedStepMistakes),
  some(sparseLayerMistakes),
  some(ticketMistakes),
  some(gradientMistakes),
  some(importanceMistakes),
  some(edgePopupMistakes),
  some(subsetSumMistakes),
  some(pathMistakes),
];
