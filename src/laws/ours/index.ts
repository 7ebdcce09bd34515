import { criteria } from './criteria.ts';
import { edgePopup } from './edge-popup.ts';
import { gradient } from './gradient.ts';
import { mask } from './mask.ts';
import { maskedStep } from './masked-step.ts';
import { path } from './path.ts';
import { pruner } from './pruner.ts';
import { schedule } from './schedule.ts';
import { select } from './select.ts';
import { shuffle } from './shuffle.ts';
import { sparseLayer } from './sparse-layer.ts';
import { subsetSum } from './subset-sum.ts';
import { ticket } from './ticket.ts';
import { verdict } from './verdict.ts';

/**
 * This package's own implementations of the interfaces of the laws, for example for `checkLaws(maskLaws, ours.mask)`.
 */
export const ours = {
  edgePopup,
  gradient,
  criteria,
  mask,
  maskedStep,
  path,
  pruner,
  verdict,
  schedule,
  select,
  shuffle,
  sparseLayer,
  subsetSum,
  ticket,
};
