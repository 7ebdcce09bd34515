import { wholeNumber } from '../check.ts';
import { ValueError } from '../errors.ts';
import type { PrunableModel, Trainer } from './client.ts';
import { partsOf } from './client-arrays.ts';
import { checkSameLayers } from './mask.ts';
import type { Progress } from './round.ts';

/**
 * Refuses to go on from a search of another network (ValueError or ShapeError), of another plan (ValueError), or without
 * a trainer that can load the state it saved (ValueError).
 */
export function checkResume(
  { round, mask, initial, rewindPoint }: Progress,
  levels: readonly ReadonlyMap<string, number>[],
  model: PrunableModel,
  { load }: Trainer,
): void {
  wholeNumber('resume.round', round, 1, levels.length);
  const { weights, others } = partsOf(model);
  mask.checkFits(weights);
  mask.checkFits(initial, 'resume.initial');
  mask.checkFits(rewindPoint.weights, 'resume.rewindPoint');
  checkSameLayers('other weights', rewindPoint.others, others);
  if (rewindPoint.optimizer !== undefined && load === undefined)
    throw new ValueError('trainer', 'must have load, because the search saved a state', load);
  const counts = mask.counts();
  for (const [group, keep] of levels[round - 1]) {
    const remaining = counts.get(group)?.remaining ?? mask.remaining;
    if (remaining !== keep)
      throw new ValueError('resume.mask', `must keep ${keep} weights after round ${round}`, remaining);
  }
}
