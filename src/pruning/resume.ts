import { integer } from '../check.ts';
import { ValueError } from '../errors.ts';
import { weightsAndOthers } from './check-arrays.ts';
import { type Count, checkSameLayers, Mask } from './mask.ts';
import type { PrunableModel, Trainer } from './model-and-trainer.ts';
import type { KeptCounts } from './plan-rounds.ts';
import type { Progress } from './round.ts';
import { checkSettings, type SearchSettings } from './settings.ts';

/**
 * Returns the progress of a search to resume, whose mask may be a structured clone.
 *
 * @throws {ValueError} (ShapeError) if it is of another network, of a search with other settings, or has a saved state that the
 *   trainer cannot load.
 */
export function checkResume(
  progress: Progress,
  settings: SearchSettings,
  model: PrunableModel,
  { load }: Trainer,
): Progress {
  checkSettings(progress.settings, settings);
  const { initial, rewindPoint, startCounts } = progress;
  const mask = new Mask(progress.mask);
  const { weights, others } = weightsAndOthers(model);
  mask.checkFits(weights);
  mask.checkFits(initial, 'resume.initial');
  mask.checkFits(rewindPoint.weights, 'resume.rewindPoint');
  checkSameLayers('other weights', rewindPoint.others, others);
  if (rewindPoint.optimizer !== undefined && load === undefined)
    throw new ValueError('trainer', 'must have load, because the search saved a state', load);
  for (const [name, { length }] of mask.layers)
    integer(`resume.startCounts "${name}"`, startCounts?.get(name) as number, 0, length);
  return { ...progress, mask };
}

/** Returns the counts of each layer before the first round. */
export const countsBefore = ({
  mask,
  startCounts,
}: Pick<Progress, 'mask' | 'startCounts'>): Map<string, Count> =>
  new Map(
    [...mask.layers].map(([name, { length }]) => [
      name,
      { total: length, remaining: startCounts.get(name) as number },
    ]),
  );

/** Checks that the mask of a search to resume keeps what was planned. @throws {ValueError} if not. */
export function checkCounts({ round, mask }: Progress, levels: readonly KeptCounts[]): void {
  integer('resume.round', round, 1, levels.length);
  const counts = mask.counts();
  for (const [group, keep] of levels[round - 1]) {
    const remaining = group === null ? mask.remaining : counts.get(group)?.remaining;
    if (remaining !== keep)
      throw new ValueError('resume.mask', `must keep ${keep} weights after round ${round}`, remaining);
  }
}
