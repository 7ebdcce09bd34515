// Trained networks to be judged, made so that they often lie exactly on the bar.

import type { Arbitrary } from 'fast-check';
import type { JudgedNetwork } from '../../experiments/index.ts';
import { fc } from '../fast-check.ts';

/** One network: how many test examples it has right, and its training. */
interface Contestant extends Omit<JudgedNetwork, 'testAccuracy' | 'guessingAccuracy'> {
  readonly right: number;
}

/** A dense network and a ticket, judged on a test set. */
export interface VerdictCase {
  /** Size of the test set. */
  readonly total: number;
  readonly dense: Contestant;
  readonly ticket: Contestant;
  /** How many fewer examples the ticket may have right. */
  readonly allowed: number;
  /** How many examples the most frequent class has. */
  readonly guessed: number;
}

/** The validation losses of a training, few enough that networks often have the same best loss. */
const losses = fc.array(fc.nat({ max: 6 }), { minLength: 9, maxLength: 14 });

/** Some with fewer than ten evaluations after the first. */
const training = (start: Arbitrary<number>, before: Arbitrary<number>) =>
  fc
    .record({ losses, start, iterationsBefore: before, interval: fc.constantFrom(1, 100) })
    .map(({ losses, start, iterationsBefore, interval }) => ({
      iterationsBefore,
      curve: losses.map((loss, i) => ({ iteration: start + interval * i, validationLoss: loss / 4 })),
    }));

/** Contests in which tickets are about as good as the dense network. */
export const verdictCases: Arbitrary<VerdictCase> = fc
  .record({
    total: fc.constantFrom(10, 1000, 5000, 10_000),
    right: fc.nat(),
    fewer: fc.option(fc.oneof(fc.integer({ min: -5, max: -1 }), fc.integer({ min: -3, max: 30 })), {
      nil: undefined,
      freq: 2,
    }),
    allowed: fc.nat({ max: 30 }),
    below: fc.integer({ min: -3, max: 12 }),
    dense: training(fc.constant(0), fc.constantFrom(0, 0, 50)),
    ticket: training(fc.constantFrom(0, 100, 1800), fc.constantFrom(0, 100)),
    emptiedLayers: fc.constantFrom<string[][]>([], [], [], ['fc1.weight']),
  })
  .map(({ total, right, allowed, fewer = allowed, below, dense, ticket, emptiedLayers }) => {
    const own = right % (total + 1);
    const within = (count: number) => Math.min(total, Math.max(0, count));
    return {
      ...{ total, allowed, guessed: within(own - below) },
      dense: { ...dense, right: own, emptiedLayers: [] },
      ticket: { ...ticket, right: within(own - fewer), emptiedLayers },
    };
  });

/** The two networks of a contest, ready to be judged. */
export function networksOf({ total, dense, ticket, guessed }: VerdictCase): [JudgedNetwork, JudgedNetwork] {
  const judged = ({ right, ...rest }: Contestant): JudgedNetwork => ({
    ...rest,
    testAccuracy: right / total,
    guessingAccuracy: guessed / total,
  });
  return [judged(dense), judged(ticket)];
}

/** Iterations until a network reaches a loss, counted from its own start; infinite if it never does. */
export function iterationsUntil(loss: number, { curve, iterationsBefore }: Contestant): number {
  const point = curve.find(({ validationLoss }) => validationLoss <= loss);
  return point ? point.iteration - curve[0].iteration + iterationsBefore : Number.POSITIVE_INFINITY;
}

/** The lowest validation loss of a training. */
export const bestOf = ({ curve }: Contestant): number =>
  Math.min(...curve.map(({ validationLoss }) => validationLoss));

/** Whether one of the trainings has fewer than ten evaluations, not counting the one before it. */
export const isCoarse = ({ dense, ticket }: VerdictCase): boolean =>
  [dense, ticket].some(({ curve }) => curve.length - 1 < 10);
