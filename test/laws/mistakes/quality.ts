import { ours, type QualityImpl, qualityLaws, type Stop } from '../../../src/laws/index.ts';
import type { Mistakes } from '../rejections.ts';

const right = ours.quality;

/** A verdict by another rule for reaching a bar. */
const reaching = (
  reaches: (ticket: number, dense: number, tolerance: number) => boolean,
  as: Partial<QualityImpl> = {},
): QualityImpl => ({
  ...right,
  judge(dense: Stop, ticket: Stop, tolerance, interval) {
    const { trainsAsFast } = right.judge(dense, ticket, tolerance, interval);
    const reachesTarget = reaches(ticket.testAccuracy, dense.testAccuracy, tolerance);
    const matchesDense = reaches(ticket.testAccuracy, dense.testAccuracy, 0);
    return { reachesTarget, matchesDense, trainsAsFast, isWinner: reachesTarget && trainsAsFast };
  },
  ...as,
});
/** Another rule for speed. */
const speed = (fast: (ticket: number, dense: number, interval: number) => boolean): QualityImpl => ({
  ...right,
  judge(dense, ticket, tolerance, interval) {
    const { isWinner: _, ...rest } = right.judge(dense, ticket, tolerance, interval);
    const trainsAsFast = fast(ticket.iteration, dense.iteration, interval);
    return { ...rest, trainsAsFast, isWinner: rest.reachesTarget && trainsAsFast };
  },
});

/** Wrong verdicts. */
export const qualityMistakes: Mistakes<QualityImpl> = {
  set: qualityLaws,
  mistakes: [
    {
      name: 'early stop chosen on test data',
      from: 'reference implementations that report the best test accuracy of the whole curve',
      impl: {
        ...right,
        earlyStop: (curve) => curve.reduce((a, b) => (b.testAccuracy > a.testAccuracy ? b : a)).iteration,
      },
    },
    {
      name: 'early stop at the last minimum',
      from: '≤ for <: of two equal losses the later',
      impl: {
        ...right,
        earlyStop: (curve) =>
          curve.reduce((a, b) => (b.validationLoss <= a.validationLoss ? b : a)).iteration,
      },
    },
    {
      name: 'early stop where the loss first rises',
      from: 'patience of one: Prechelt 1998 compares criteria; the paper takes the minimum, found afterwards',
      impl: {
        ...right,
        earlyStop(curve) {
          const rise = curve.findIndex((one, i) => i > 0 && one.validationLoss > curve[i - 1].validationLoss);
          return curve[rise === -1 ? curve.length - 1 : rise - 1].iteration;
        },
      },
    },
    {
      name: 'a tolerance relative to dense',
      from: 'dense · (1 − ε) for dense − ε: 0.2 % is then not two examples in a thousand',
      impl: reaching((ticket, dense, tolerance) => ticket >= dense * (1 - tolerance) - 1e-9),
    },
    {
      name: 'compares rounded differences',
      from: 'ticket >= dense − ε in floating point: 0.979 is below 0.98 − 0.001 there',
      impl: reaching((ticket, dense, tolerance) => ticket >= dense - tolerance),
    },
    {
      name: 'more than dense, not as much',
      from: '> for ≥',
      impl: reaching((ticket, dense, tolerance) => ticket > dense - tolerance + 1e-9),
    },
    {
      name: 'as near to dense, not as good',
      from: '|ticket − dense| ≤ ε: a better ticket is then none',
      impl: reaching((ticket, dense, tolerance) => Math.abs(ticket - dense) <= tolerance + 1e-9),
    },
    {
      name: 'a tolerance that asks for more',
      from: 'dense + ε for dense − ε',
      impl: reaching((ticket, dense, tolerance) => ticket >= dense + tolerance - 1e-9),
    },
    {
      name: 'must be faster',
      from: 'no interval allowed, though no early stop is known more finely',
      impl: speed((ticket, dense) => ticket < dense),
    },
    {
      name: 'wins whatever it costs',
      from: 'accuracy alone: then late tickets win that only trained longer',
      impl: {
        ...right,
        judge(dense, ticket, tolerance, interval) {
          const verdict = right.judge(dense, ticket, tolerance, interval);
          return { ...verdict, isWinner: verdict.reachesTarget };
        },
      },
    },
  ],
};
