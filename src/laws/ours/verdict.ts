import { judge } from '../../experiments/index.ts';
import { earlyStop } from '../../training/index.ts';
import type { VerdictImpl } from '../interfaces/verdict.ts';

/** This package's verdict on a ticket, and its early-stopping rule. */
export const verdict: VerdictImpl = {
  judge(dense, ticket, tolerance) {
    const { reachesTarget, matchesDense, trainsAsFast, wins } = judge(dense, ticket, { tolerance });
    return {
      reachesTarget: reachesTarget.answer === 'yes',
      matchesDense: matchesDense.answer === 'yes',
      trainsAsFast: trainsAsFast.answer,
      wins,
    };
  },
  earlyStop: (curve) =>
    earlyStop(curve.map((reading) => ({ ...reading, trainingLoss: null, validationAccuracy: 0 }))).iteration,
};
