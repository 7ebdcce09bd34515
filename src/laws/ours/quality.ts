import { judge } from '../../experiments/index.ts';
import { earlyStop } from '../../training/index.ts';
import type { QualityImpl } from '../interfaces/quality.ts';

/** This package's verdict on a ticket, and its early stop. */
export const quality: QualityImpl = {
  judge(dense, ticket, tolerance, interval) {
    const { reachesTarget, matchesDense, trainsAsFast, isWinner } = judge(dense, ticket, tolerance, interval);
    return {
      reachesTarget: reachesTarget.holds,
      matchesDense: matchesDense.holds,
      trainsAsFast: trainsAsFast.holds,
      isWinner,
    };
  },
  earlyStop: (curve) =>
    earlyStop(curve.map((reading) => ({ ...reading, trainingLoss: null, validationAccuracy: 0 }))).iteration,
};
