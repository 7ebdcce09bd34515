import type { Stability, Successive } from './linear-connectivity.ts';
import type { StabilityResult } from './stability-results.ts';

/** Data of two copies of one network, without their weights. */
export type StabilityPair = Pick<
  Stability,
  'kind' | 'subject' | 'at' | 'path' | 'barrier' | 'orderDistance' | 'pruningDistance'
> & {
  readonly density: number;
  /** Final test accuracies. */
  readonly accuracies: readonly number[];
};

/** Data of two successive levels, without their masks. */
export type SuccessivePair = Pick<Successive, 'kind' | 'at' | 'round' | 'path' | 'barrier' | 'accuracies'> & {
  readonly density: number;
};

/** Data of one unit that the summary needs. */
export type StabilityFacts = StabilityPair | SuccessivePair;

/** Returns the part of a result that the summary needs; null if the unit measured nothing. */
export function factsOf(result: StabilityResult): StabilityFacts | null {
  const found = result.kind === 'level' ? result.successive : result;
  if (found === null || found.kind === 'trunk' || found.kind === 'branch') return null;
  const { at, path, barrier, mask } = found;
  const common = { at, path, barrier, density: mask.density };
  if (found.kind === 'successive')
    return { kind: 'successive', ...common, round: found.round, accuracies: found.accuracies };
  const { subject, orderDistance, pruningDistance, trainings } = found;
  const accuracies = trainings.map(({ training }) => training.final.testAccuracy);
  return { kind: 'stability', ...common, subject, orderDistance, pruningDistance, accuracies };
}
