import { exactPercent, percent, percentDecimals } from '../format-numbers.ts';
import type { Sweep } from './trade-off.ts';

/**
 * Returns notes on where matching ends, and on the three zones. Levels are named by the fraction of surviving weights, as in the
 * table and the plot.
 */
export function findings({ points, ...found }: Sweep): string[] {
  const decimals = percentDecimals(
    points.map(({ sparsity }) => 1 - sparsity),
    1,
  );
  const left = (sparsity: number) => percent(1 - sparsity, decimals);
  const { sawTheEnd, extremeSparsity, gradualUntil, sureSparsity } = found;
  const [tolerance, significant] = [exactPercent(found.tolerance), exactPercent(found.significant)];
  if (sawTheEnd && extremeSparsity === 0)
    return [`The first level already loses more than ${tolerance} on average.`];
  const where = `${left(extremeSparsity)} of the weights (a sparsity of ${percent(extremeSparsity, decimals)})`;
  return [
    sawTheEnd
      ? `Matching ends at ${where}: the last level whose mean loss is at most ${tolerance}.`
      : `Matching holds down to the last level, ${where}.`,
    ...(sureSparsity === null ? [] : [sureNote(sureSparsity, tolerance, left)]),
    `The loss is minimal down to ${left(extremeSparsity)}, gradual down to ${left(gradualUntil)}, and more than ${significant} below that.`,
  ];
}
const sureNote = (sparsity: number, tolerance: string, left: (sparsity: number) => string): string =>
  sparsity === 0
    ? `No pruned level has its whole 95 % interval within a loss of ${tolerance}.`
    : `The whole 95 % interval is within a loss of ${tolerance} down to ${left(sparsity)}.`;
