import type { Answer, JudgedNetwork } from '../../../src/experiments/index.ts';
import {
  type Evaluation,
  ours,
  type VerdictAnswers,
  type VerdictImpl,
  verdictLaws,
} from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.verdict;

/** A verdict in which some answers are changed; `wins` follows from them unless it is given. */
const judging = (
  change: (
    answers: VerdictAnswers,
    dense: JudgedNetwork,
    ticket: JudgedNetwork,
    tolerance: number,
  ) => Partial<VerdictAnswers>,
): VerdictImpl => ({
  ...right,
  judge(dense, ticket, tolerance) {
    const answers = right.judge(dense, ticket, tolerance);
    const changed = { ...answers, ...change(answers, dense, ticket, tolerance) };
    if (changed.wins !== answers.wins) return changed;
    const learned = [dense, ticket].every((one) => one.testAccuracy > one.guessingAccuracy);
    const rest = changed.reachesTarget && learned && ticket.emptiedLayers.length === 0;
    return { ...changed, wins: rest ? changed.trainsAsFast : 'no' };
  },
});

/** Another rule for reaching a bar. */
const reaching = (reaches: (ticket: number, dense: number, tolerance: number) => boolean): VerdictImpl =>
  judging((_, dense, ticket, tolerance) => ({
    reachesTarget: reaches(ticket.testAccuracy, dense.testAccuracy, tolerance),
    matchesDense: reaches(ticket.testAccuracy, dense.testAccuracy, 0),
  }));

/** Another rule for speed, for trainings with enough evaluations. */
const speed = (isFast: (ticket: JudgedNetwork, dense: JudgedNetwork) => boolean): VerdictImpl =>
  judging(({ trainsAsFast }, dense, ticket) => ({
    trainsAsFast: trainsAsFast === 'undecided' ? 'undecided' : isFast(ticket, dense) ? 'yes' : 'no',
  }));

const best = ({ curve }: JudgedNetwork): number =>
  Math.min(...curve.map(({ validationLoss }) => validationLoss));
/** The position in the schedule at which a network first reaches a loss. */
const positionAt = (loss: number, { curve }: JudgedNetwork): number =>
  curve.find(({ validationLoss }) => validationLoss <= loss)?.iteration ?? Number.POSITIVE_INFINITY;
/** Whether both networks learned something and no layer is empty. */
const isSound = (dense: JudgedNetwork, ticket: JudgedNetwork): boolean =>
  [dense, ticket].every((one) => one.testAccuracy > one.guessingAccuracy && one.emptiedLayers.length === 0);
const trainedAt = (loss: number, network: JudgedNetwork): number =>
  positionAt(loss, network) - network.curve[0].iteration;
/** The answer if there are enough evaluations. */
const speedAnswer = (dense: JudgedNetwork, ticket: JudgedNetwork): Answer =>
  trainedAt(best(dense), ticket) + ticket.iterationsBefore <= trainedAt(best(dense), dense) ? 'yes' : 'no';
const evaluations = (...networks: readonly JudgedNetwork[]): number =>
  Math.min(...networks.map(({ curve }) => curve.length - 1));

/** Wrong verdicts. */
export const verdictWrong: WrongImplementations<VerdictImpl> = {
  set: verdictLaws,
  rejects: {
    'the target accuracy is counted in examples': [
      'a tolerance relative to dense',
      'compares rounded differences',
      'more than dense, not as much',
      'as near to dense, not as good',
      'a tolerance that asks for more',
    ],
    'reaching the target is monotone in the tolerance': ['a tolerance that asks for more'],
    'winning is monotone in the ticket’s accuracy': ['as near to dense, not as good'],
    'a ticket is fast enough if it reaches the dense network’s best validation loss in at most as many iterations':
      [
        'must be faster',
        'compares early stops',
        'compares positions in the schedule',
        'forgets the iterations before W_k',
        'never reached is undecided',
      ],
    'the comparison of speed is undecided with fewer than ten evaluations': [
      'never reached is undecided',
      'decides after any number of evaluations',
      'counts the evaluation before training',
    ],
    'the comparison of speed is invariant to the position in the learning-rate schedule': [
      'compares positions in the schedule',
    ],
    'matching is reflexive: the dense network matches itself': [
      'more than dense, not as much',
      'must be faster',
      'decides after any number of evaluations',
      'counts the evaluation before training',
    ],
    'a ticket wins if it reaches the target fast enough, both networks learned, and no layer is empty': [
      'wins whatever it costs',
      'wins without having learned',
      'wins with an empty layer',
      'wins if speed is undecided',
    ],
    'early stopping takes the first minimum of the validation loss': [
      'early stop chosen on test data',
      'early stop at the last minimum',
      'early stop where the loss first rises',
      'sorts the curve in place',
    ],
    'early stopping is invariant to test accuracies': [
      'early stop chosen on test data',
      'sorts the curve in place',
    ],
    'trainings of more than 255 evaluations and 65,536 iterations are judged completely': [
      'early stop chosen on test data',
      'must be faster',
      'compares early stops',
      'sorts the curve in place',
      'early stop within the first 256 evaluations',
    ],
  },
  implementations: [
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
      from: '< for ≤: the dense network is then slower than itself',
      impl: speed(
        (ticket, dense) =>
          trainedAt(best(dense), ticket) + ticket.iterationsBefore < trainedAt(best(dense), dense),
      ),
    },
    {
      name: 'compares early stops',
      from: 'this package, until the rule was changed: a dense network that still improves at T gives every ticket the whole training',
      impl: speed(
        (ticket, dense) =>
          trainedAt(best(ticket), ticket) <= trainedAt(best(dense), dense) + dense.curve[1].iteration,
      ),
    },
    {
      name: 'compares positions in the schedule',
      from: 'fine-tuning starts at T, so that it can never be fast enough',
      impl: speed((ticket, dense) => positionAt(best(dense), ticket) <= positionAt(best(dense), dense)),
    },
    {
      name: 'forgets the iterations before W_k',
      from: 'counting from the start of training only, although W_k is trained already',
      impl: speed((ticket, dense) => trainedAt(best(dense), ticket) <= trainedAt(best(dense), dense)),
    },
    {
      name: 'never reached is undecided',
      from: 'null from a search without a result',
      impl: judging(({ trainsAsFast }, dense, ticket) =>
        positionAt(best(dense), ticket) === Number.POSITIVE_INFINITY
          ? { trainsAsFast: 'undecided' }
          : { trainsAsFast },
      ),
    },
    {
      name: 'decides after any number of evaluations',
      from: 'one evaluation at the end: then every network needs the whole training',
      impl: judging(({ trainsAsFast }, dense, ticket) => ({
        trainsAsFast: trainsAsFast === 'undecided' ? speedAnswer(dense, ticket) : trainsAsFast,
      })),
    },
    {
      name: 'counts the evaluation before training',
      from: 'curve.length for the number of evaluations',
      impl: judging(({ trainsAsFast }, dense, ticket) =>
        evaluations(dense, ticket) === 9 ? { trainsAsFast: speedAnswer(dense, ticket) } : { trainsAsFast },
      ),
    },
    {
      name: 'wins whatever it costs',
      from: 'accuracy alone: then slow tickets win that only trained longer',
      impl: judging(({ wins, trainsAsFast, reachesTarget }, dense, ticket) => ({
        wins: trainsAsFast === 'no' && isSound(dense, ticket) && reachesTarget ? 'yes' : wins,
      })),
    },
    {
      name: 'wins without having learned',
      from: 'a learning rate near 0: both networks keep their initial accuracies, and one of them is higher',
      impl: judging((answers, _, ticket) => ({
        wins: answers.reachesTarget && ticket.emptiedLayers.length === 0 ? answers.trainsAsFast : 'no',
      })),
    },
    {
      name: 'wins with an empty layer',
      from: 'a network of which only the biases are left in one layer can match a dense network that is no better',
      impl: judging((answers, dense, ticket) => ({
        wins:
          answers.reachesTarget && isSound(dense, { ...ticket, emptiedLayers: [] })
            ? answers.trainsAsFast
            : 'no',
      })),
    },
    {
      name: 'wins if speed is undecided',
      from: 'a test for "no" where "yes" is needed',
      impl: judging((answers, dense, ticket) => ({
        wins: answers.reachesTarget && isSound(dense, ticket) && answers.trainsAsFast !== 'no' ? 'yes' : 'no',
      })),
    },
    {
      name: 'sorts the curve in place',
      from: 'Array.prototype.sort sorts the array itself',
      impl: {
        ...right,
        earlyStop: (curve) => {
          const stop = right.earlyStop(curve);
          (curve as Evaluation[]).sort((a, b) => a.validationLoss - b.validationLoss);
          return stop;
        },
      },
    },
    {
      name: 'early stop within the first 256 evaluations',
      from: 'a ring buffer of a fixed size: later minima are not seen',
      impl: { ...right, earlyStop: (curve) => right.earlyStop(curve.slice(0, 256)) },
    },
  ],
};
