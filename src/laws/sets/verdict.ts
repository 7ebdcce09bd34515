import type { Arbitrary } from 'fast-check';
import type { Answer } from '../../experiments/index.ts';
import { claim, sameNumber } from '../expect.ts';
import { fc } from '../fast-check.ts';
import type { Evaluation, VerdictImpl } from '../interfaces/verdict.ts';
import { type LawSet, law } from '../law.ts';
import {
  bestOf,
  isCoarse,
  iterationsUntil,
  networksOf,
  type VerdictCase,
  verdictCases,
} from './verdict-cases.ts';

const MATCHING =
  'Frankle & Carbin 2019, §1: commensurate accuracy in at most as many iterations, j′ ≤ j and a′ ≥ a';
const STOP = 'Frankle & Carbin 2019, §1: the iteration of minimum validation loss';

const reading: Arbitrary<Omit<Evaluation, 'iteration'>> = fc.record({
  validationLoss: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 8, noNaN: true })),
  testAccuracy: fc.double({ min: 0, max: 1, noNaN: true }),
});
const curves: Arbitrary<Evaluation[]> = fc
  .array(reading, { minLength: 1, maxLength: 8 })
  .map((list) => list.map((one, i) => ({ iteration: 100 * i, ...one })));

const verdict = (impl: VerdictImpl, contest: VerdictCase) =>
  impl.judge(...networksOf(contest), contest.allowed / contest.total);

const sameAnswer = (what: string, got: Answer, expected: Answer) =>
  claim(got === expected, () => `${what}: must be ${expected}, got ${got}`);

/** Laws of the verdict on a ticket. */
export const verdictLaws: LawSet<VerdictImpl> = {
  name: 'verdict',
  about:
    'A ticket wins if it is as accurate as the dense network at early stop and reaches its best validation loss in no more iterations.',
  why: 'A verdict that cannot fail proves nothing: the early-stopping rule, the target and the comparison with the dense network decide what counts as a winning ticket.',
  methods: ['judge', 'earlyStop'],
  laws: [
    law({
      source: MATCHING,
      name: 'the target accuracy is counted in examples',
      formula:
        'reaches ⇔ right(ticket) ≥ right(dense) − allowed, for accuracies right ÷ N and tolerance allowed ÷ N',
      given: [verdictCases],
      holds: (impl: VerdictImpl, contest) => {
        const { dense, ticket, allowed } = contest;
        const { reachesTarget, matchesDense } = verdict(impl, contest);
        sameNumber('reaches', Number(reachesTarget), Number(ticket.right >= dense.right - allowed));
        sameNumber('matches', Number(matchesDense), Number(ticket.right >= dense.right));
      },
    }),
    law({
      source: MATCHING,
      name: 'reaching the target is monotone in the tolerance',
      formula: 'reaches(ε) and ε ≤ ε′ ⇒ reaches(ε′)',
      given: [verdictCases, fc.record({ more: fc.nat({ max: 30 }) })],
      holds: (impl: VerdictImpl, contest, { more }) => {
        if (!verdict(impl, contest).reachesTarget) return;
        const wider = verdict(impl, { ...contest, allowed: contest.allowed + more });
        claim(
          wider.reachesTarget,
          () => `with a tolerance of ${more} more examples: must still reach the target`,
        );
      },
    }),
    law({
      source: MATCHING,
      name: 'winning is monotone in the ticket’s accuracy',
      formula: 'wins(a) and a ≤ a′ ⇒ wins(a′)',
      given: [verdictCases, fc.record({ more: fc.nat({ max: 30 }) })],
      holds: (impl: VerdictImpl, contest, { more }) => {
        if (verdict(impl, contest).wins !== 'yes') return;
        const { ticket, total } = contest;
        const better = { ...ticket, right: Math.min(total, ticket.right + more) };
        sameAnswer(`with ${better.right} right`, verdict(impl, { ...contest, ticket: better }).wins, 'yes');
      },
    }),
    law({
      source: MATCHING,
      name: 'a ticket is fast enough if it reaches the dense network’s best validation loss in at most as many iterations',
      formula:
        'fast ⇔ min { i′ : lossᵢ′ ≤ min loss } ≤ min { i : lossᵢ = min loss }, iterations counted from each start, plus k for W_k',
      given: [verdictCases],
      holds: (impl: VerdictImpl, contest) => {
        if (isCoarse(contest)) return;
        const best = bestOf(contest.dense);
        const [dense, ticket] = [contest.dense, contest.ticket].map((one) => iterationsUntil(best, one));
        sameAnswer('trains as fast', verdict(impl, contest).trainsAsFast, ticket <= dense ? 'yes' : 'no');
      },
    }),
    law({
      source: MATCHING,
      name: 'the comparison of speed is undecided with fewer than ten evaluations',
      formula: 'evaluations of either training < 10 ⇔ undecided',
      given: [verdictCases],
      holds: (impl: VerdictImpl, contest) => {
        const isOpen = verdict(impl, contest).trainsAsFast === 'undecided';
        sameNumber('undecided', Number(isOpen), Number(isCoarse(contest)));
      },
    }),
    law({
      source: MATCHING,
      name: 'the comparison of speed is invariant to the position in the learning-rate schedule',
      formula: 'fast(i₀ + s, i₁ + s, …) = fast(i₀, i₁, …)',
      given: [verdictCases, fc.record({ shift: fc.constantFrom(1, 100, 5000) })],
      holds: (impl: VerdictImpl, contest, { shift }) => {
        const curve = contest.ticket.curve.map((one) => ({ ...one, iteration: one.iteration + shift }));
        const shifted = { ...contest, ticket: { ...contest.ticket, curve } };
        sameAnswer(
          `shifted by ${shift}`,
          verdict(impl, shifted).trainsAsFast,
          verdict(impl, contest).trainsAsFast,
        );
      },
    }),
    law({
      source: MATCHING,
      name: 'matching is reflexive: the dense network matches itself',
      formula: 'ticket = dense ⇒ it reaches the target and matches at tolerance 0, and trains fast enough',
      given: [verdictCases],
      holds: (impl: VerdictImpl, contest) => {
        const { reachesTarget, matchesDense, trainsAsFast } = verdict(impl, {
          ...contest,
          ticket: contest.dense,
          allowed: 0,
        });
        const isEqual = reachesTarget && matchesDense && trainsAsFast !== 'no';
        claim(isEqual, () => 'the dense network compared with itself: must match in every respect');
      },
    }),
    law({
      source: MATCHING,
      name: 'a ticket wins if it reaches the target fast enough, both networks learned, and no layer is empty',
      formula: 'wins ⇔ reaches ∧ fast ∧ a > guessing ∧ a′ > guessing ∧ no layer is empty',
      given: [verdictCases],
      holds: (impl: VerdictImpl, contest) => {
        const { wins, reachesTarget, trainsAsFast } = verdict(impl, contest);
        const { dense, ticket, guessed } = contest;
        const learned = dense.right > guessed && ticket.right > guessed;
        const rest = reachesTarget && learned && ticket.emptiedLayers.length === 0;
        sameAnswer('wins', wins, rest ? trainsAsFast : 'no');
      },
    }),
    law({
      name: 'early stopping takes the first minimum of the validation loss',
      formula: 'j = min { i : lossᵢ = min loss }',
      source: STOP,
      given: [curves],
      holds: ({ earlyStop }: VerdictImpl, curve) => {
        const least = Math.min(...curve.map(({ validationLoss }) => validationLoss));
        const first = curve.find(({ validationLoss }) => validationLoss === least) as Evaluation;
        sameNumber('early stop', earlyStop(curve), first.iteration);
      },
    }),
    law({
      name: 'early stopping is invariant to test accuracies',
      formula: 'earlyStop(curve) is the same for any test accuracies',
      source: STOP,
      given: [curves],
      holds: ({ earlyStop }: VerdictImpl, curve) => {
        const other = curve.map((one, i) => ({
          ...one,
          testAccuracy: 1 - curve[curve.length - 1 - i].testAccuracy,
        }));
        sameNumber('early stop', earlyStop(other), earlyStop(curve));
      },
    }),
    law({
      name: 'trainings of more than 255 evaluations and 65,536 iterations are judged completely',
      formula: 'j = argmin loss, at any of 400 evaluations; fast ⇔ j′ ≤ j',
      source: STOP,
      given: [
        fc.record({ dense: fc.integer({ min: 1, max: 399 }), ticket: fc.integer({ min: 1, max: 399 }) }),
      ],
      holds: ({ judge, earlyStop }: VerdictImpl, { dense, ticket }) => {
        const curveOf = (best: number) =>
          Array.from({ length: 400 }, (_, i) => ({
            ...{ iteration: 250 * i, testAccuracy: 0.9 },
            validationLoss: i === best ? 0.25 : 1 - i / 1000,
          }));
        sameNumber('early stop', earlyStop(curveOf(dense)), 250 * dense);
        const rest = { testAccuracy: 0.9, iterationsBefore: 0, guessingAccuracy: 0.1, emptiedLayers: [] };
        const [one, other] = [dense, ticket].map((best) => ({ ...rest, curve: curveOf(best) }));
        sameAnswer('trains as fast', judge(one, other, 0).trainsAsFast, ticket <= dense ? 'yes' : 'no');
      },
    }),
  ],
};
