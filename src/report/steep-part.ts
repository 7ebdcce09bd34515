import { percent } from './format.ts';

/**
 * Accuracies from where nine tenths of the way from the first to the best are made: what is left of a learning curve once
 * its steep part is left out. Values that are no finite numbers are left out too.
 */
export function afterSteepPart(accuracies: readonly number[]): number[] {
  const known = accuracies.filter(Number.isFinite);
  const [first, best] = [known[0], Math.max(...known)];
  return known.slice(known.findIndex((accuracy) => accuracy >= first + 0.9 * (best - first)));
}

/** What a subtitle says about curves that go on below the frame, whose axis starts at `low`. */
export const cutNote = (low: number): string =>
  ` ▼:\u00a0the curve continues below the axis, which starts at ${percent(low, 1)}.`;
