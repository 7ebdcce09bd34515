import { percent } from './format.ts';

/**
 * Returns the part of a learning curve after its first steep part: the accuracies from the point at which nine tenths of the way
 * from the first to the best accuracy are covered. Values that are not finite are omitted.
 */
export function afterSteepPart(accuracies: readonly number[]): number[] {
  const known = accuracies.filter(Number.isFinite);
  const [first, best] = [known[0], Math.max(...known)];
  return known.slice(known.findIndex((accuracy) => accuracy >= first + 0.9 * (best - first)));
}

/** Returns a note for subtitles about curves that continue below the frame, whose axis starts at `low`. */
export const cutNote = (low: number): string =>
  ` ▼:\u00a0the curve continues below the axis, which starts at ${percent(low, 1)}.`;
