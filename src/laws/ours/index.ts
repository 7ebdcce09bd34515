import { gradient } from './gradient.ts';
import { importance } from './importance.ts';
import { kernel } from './kernel.ts';
import { mask } from './mask.ts';
import { maskedStep } from './masked-step.ts';
import { pruner } from './pruner.ts';
import { quality } from './quality.ts';
import { schedule } from './schedule.ts';
import { select } from './select.ts';
import { sparseLayer } from './sparse-layer.ts';
import { ticket } from './ticket.ts';

/** This package's own implementations, as the laws take them: `checkLaws(maskLaws, ours.mask)`. */
export const ours = {
  gradient,
  importance,
  kernel,
  mask,
  maskedStep,
  pruner,
  quality,
  schedule,
  select,
  sparseLayer,
  ticket,
};
