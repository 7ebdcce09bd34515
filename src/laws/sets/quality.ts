import type { Arbitrary } from 'fast-check';
import { claim, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { CurveReading, QualityImpl, Stop } from '../interfaces/quality.ts';
import { type LawSet, type LawText, law } from '../law.ts';

const MATCHING =
  'Frankle & Carbin 2019, §1: commensurate accuracy in at most as many iterations, j′ ≤ j and a′ ≥ a';
const STOP = 'Frankle & Carbin 2019, §1: the iteration of minimum validation loss';
const exact: Pick<LawText, 'source' | 'exactness'> = { source: MATCHING, exactness: 'exact' };

/** A test set, who got how many of it right and when, how many fewer are allowed, and the iterations between evaluations. */
interface Contest {
  readonly total: number;
  readonly dense: { readonly right: number; readonly iteration: number };
  readonly ticket: { readonly right: number; readonly iteration: number };
  readonly allowed: number;
  readonly interval: number;
}

const iteration = fc.nat({ max: 50 }).map((n) => n * 100);
/** Tickets about as good as dense, some exactly on the bar: the hard case. */
const contests: Arbitrary<Contest> = fc
  .record({
    total: fc.constantFrom(10, 1000, 5000, 10_000),
    right: fc.nat(),
    fewer: fc.option(fc.integer({ min: -3, max: 30 }), { nil: undefined, freq: 2 }),
    allowed: fc.nat({ max: 30 }),
    interval: fc.constantFrom(1, 100),
    iteration,
    later: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -200, max: 200 })),
  })
  .map(({ total, right, allowed, fewer = allowed, interval, iteration, later }) => ({
    total,
    dense: { right: right % (total + 1), iteration },
    ticket: {
      right: Math.min(total, Math.max(0, (right % (total + 1)) - fewer)),
      iteration: Math.max(0, iteration + later),
    },
    allowed,
    interval,
  }));

const reading: Arbitrary<Omit<CurveReading, 'iteration'>> = fc.record({
  validationLoss: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 8, noNaN: true })),
  testAccuracy: fc.double({ min: 0, max: 1, noNaN: true }),
});
const curves: Arbitrary<CurveReading[]> = fc
  .array(reading, { minLength: 1, maxLength: 8 })
  .map((list) => list.map((one, i) => ({ iteration: 100 * i, ...one })));

const stopOf = ({ right, iteration }: Contest['dense'], total: number): Stop => ({
  iteration,
  testAccuracy: right / total,
});
const verdict = (impl: QualityImpl, { total, dense, ticket, allowed, interval }: Contest) =>
  impl.judge(stopOf(dense, total), stopOf(ticket, total), allowed / total, interval);

/** Laws of judging a ticket. */
export const qualityLaws: LawSet<QualityImpl> = {
  name: 'quality',
  about:
    'A ticket wins if it is as accurate as the dense network and trains no longer, both read at early stop.',
  methods: ['judge', 'earlyStop'],
  laws: [
    law({
      ...exact,
      name: 'the target is counted in examples',
      formula:
        'reaches ⇔ right(ticket) ≥ right(dense) − allowed, for accuracies right ÷ N and tolerance allowed ÷ N',
      catches: [
        'a tolerance relative to dense',
        'compares rounded differences',
        'more than dense, not as much',
        'as near to dense, not as good',
        'a tolerance that asks for more',
      ],
      given: [contests],
      holds: (impl: QualityImpl, contest) => {
        const { dense, ticket, allowed } = contest;
        const { reachesTarget, matchesDense } = verdict(impl, contest);
        sameNumber('reaches', Number(reachesTarget), Number(ticket.right >= dense.right - allowed));
        sameNumber('matches', Number(matchesDense), Number(ticket.right >= dense.right));
      },
    }),
    law({
      ...exact,
      name: 'matching is monotone in tolerance',
      formula: 'reaches(ε) and ε ≤ ε′ ⇒ reaches(ε′)',
      catches: ['a tolerance that asks for more'],
      given: [contests, fc.record({ more: fc.nat({ max: 30 }) })],
      holds: (impl: QualityImpl, contest, { more }) => {
        if (!verdict(impl, contest).reachesTarget) return;
        const wider = verdict(impl, { ...contest, allowed: contest.allowed + more });
        claim(wider.reachesTarget, () => `with ${more} more allowed: must still reach the target, got no`);
      },
    }),
    law({
      ...exact,
      name: 'a more accurate ticket is no worse a ticket',
      formula: 'reaches(a) and a ≤ a′ ⇒ reaches(a′)',
      catches: ['as near to dense, not as good'],
      given: [contests, fc.record({ more: fc.nat({ max: 30 }) })],
      holds: (impl: QualityImpl, contest, { more }) => {
        if (!verdict(impl, contest).isWinner) return;
        const { ticket, total } = contest;
        const better = { ...ticket, right: Math.min(total, ticket.right + more) };
        const { isWinner } = verdict(impl, { ...contest, ticket: better });
        claim(isWinner, () => `with ${better.right} right: must still win, got no`);
      },
    }),
    law({
      ...exact,
      name: 'a ticket is as fast until an interval after dense',
      formula: 'trains as fast ⇔ j′ ≤ j + interval',
      catches: ['must be faster'],
      given: [contests],
      holds: (impl: QualityImpl, contest) => {
        const { dense, ticket, interval } = contest;
        const fast = ticket.iteration <= dense.iteration + interval;
        sameNumber('trains as fast', Number(verdict(impl, contest).trainsAsFast), Number(fast));
      },
    }),
    law({
      ...exact,
      name: 'the dense network matches itself',
      formula: 'ticket = dense ⇒ it wins, at tolerance 0 too',
      catches: ['more than dense, not as much', 'must be faster'],
      given: [contests],
      holds: (impl: QualityImpl, contest) => {
        const { isWinner, matchesDense } = verdict(impl, { ...contest, ticket: contest.dense, allowed: 0 });
        claim(isWinner && matchesDense, () => 'dense against itself: must match and win, got no');
      },
    }),
    law({
      ...exact,
      name: 'to win is to reach the target and to train as fast',
      formula: 'wins ⇔ reaches and trains as fast',
      catches: ['wins whatever it costs'],
      given: [contests],
      holds: (impl: QualityImpl, contest) => {
        const { isWinner, reachesTarget, trainsAsFast } = verdict(impl, contest);
        sameNumber('wins', Number(isWinner), Number(reachesTarget && trainsAsFast));
      },
    }),
    law({
      name: 'early stop is the first minimum of validation loss',
      formula: 'j = min { i : lossᵢ = min loss }',
      source: STOP,
      exactness: 'exact',
      catches: [
        'early stop chosen on test data',
        'early stop at the last minimum',
        'early stop where the loss first rises',
      ],
      given: [curves],
      holds: ({ earlyStop }: QualityImpl, curve) => {
        const least = Math.min(...curve.map(({ validationLoss }) => validationLoss));
        const first = curve.find(({ validationLoss }) => validationLoss === least) as CurveReading;
        sameNumber('early stop', earlyStop(curve), first.iteration);
      },
    }),
    law({
      name: 'early stop does not see test data',
      formula: 'earlyStop(curve) is the same for any test accuracies',
      source: STOP,
      exactness: 'exact',
      catches: ['early stop chosen on test data'],
      given: [curves],
      holds: ({ earlyStop }: QualityImpl, curve) => {
        const other = curve.map((one, i) => ({
          ...one,
          testAccuracy: 1 - curve[curve.length - 1 - i].testAccuracy,
        }));
        sameNumber('early stop', earlyStop(other), earlyStop(curve));
      },
    }),
  ],
};
