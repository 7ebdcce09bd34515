// Every set with the wrong implementations that it must reject.

import type { WrongImplementations } from '../rejections.ts';
import { criteriaWrong } from './criteria.ts';
import { edgePopupWrong } from './edge-popup.ts';
import { gradientWrong } from './gradient.ts';
import { maskWrong } from './mask.ts';
import { maskedStepWrong } from './masked-step.ts';
import { pathWrong } from './path.ts';
import { prunerWrong } from './pruner.ts';
import { rewindWrong } from './rewind.ts';
import { roundWrong } from './round.ts';
import { scheduleWrong } from './schedule.ts';
import { selectWrong } from './select.ts';
import { shuffleWrong } from './shuffle.ts';
import { sparseLayerWrong } from './sparse-layer.ts';
import { subsetSumWrong } from './subset-sum.ts';
import { ticketWrong } from './ticket.ts';
import { verdictWrong } from './verdict.ts';

/** Each set's mistakes speak their own interface; a list of them can only say that there is one. */
export const some = <Impl>(mistakes: WrongImplementations<Impl>) =>
  mistakes as unknown as WrongImplementations<unknown>;

/** All of them. */
export const everyWrongImplementation: readonly WrongImplementations<unknown>[] = [
  some(maskWrong),
  some(shuffleWrong),
  some(scheduleWrong),
  some(roundWrong),
  some(rewindWrong),
  some(verdictWrong),
  some(selectWrong),
  some(prunerWrong),
  some(maskedStepWrong),
  some(sparseLayerWrong),
  some(ticketWrong),
  some(gradientWrong),
  some(criteriaWrong),
  some(edgePopupWrong),
  some(subsetSumWrong),
  some(pathWrong),
];
