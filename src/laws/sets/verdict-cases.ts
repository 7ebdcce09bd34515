// Generators of pairs of trained networks to compare. Accuracies exactly at the target are frequent.

import type { Arbitrary } from 'fast-check';
import type { JudgedNetwork } from '../../experiments/index.ts';
import { fc } from '../fast-check.ts';

/** A trained network, with the number of test examples that it classifies correctly. */
interface Contestant extends Omit<JudgedNetwork, 'testAccuracy' | 'guessingAccuracy'> {
  readonly right: number;
}

/** A dense network and a ticket that are compared on a test set. */
export interface VerdictCase {
  /** Number of examples in the test set. */
  readonly total: number;
  readonly dense: Contestant;
  readonly ticket: Contestant;
  /** The tolerance: the number of examples by which the ticket may be worse. */
  readonly allowed: number;
  /** Number of test examples of the most frequent class. */
  readonly guessed: number;
}

/**
 * Generates validation losses of a training. They have few distinct values, so that networks often have the same best loss.
 */
const losses = fc.array(fc.nat({ max: 6 }), { minLength: 9, maxLength: 14 });

/** Generates trainings, some of which have fewer than ten evaluations after the first. */
const training = (start: Arbitrary<number>, before: Arbitrary<number>) =>
  fc
    .record({ losses, start, iterationsBefore: before, interval: fc.constantFrom(1, 100) })
    .map(({ losses, start, iterationsBefore, interval }) => ({
      iterationsBefore,
      curve: losses.map((loss, i) => ({ iteration: start + interval * i, validationLoss: loss / 4 })),
    }));

/** Generates pairs of networks in which the ticket is about as accurate as the dense network. */
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

/** Returns the dense network and the ticket of a case in the form that `judge` expects. */
export function networksOf({ total, dense, ticket, guessed }: VerdictCase): [JudgedNetwork, JudgedNetwork] {
  const judged = ({ right, ...rest }: Contestant): JudgedNetwork => ({
    ...rest,
    testAccuracy: right / total,
    guessingAccuracy: guessed / total,
  });
  return [judged(dense), judged(ticket)];
}

/**
 * Returns the number of iterations, counted from the network's own start, until it reaches a loss; Infinity if it never does.
 */
export function iterationsUntil(loss: number, { curve, iterationsBefore }: Contestant): number {
  const point = curve.find(({ validationLoss }) => validationLoss <= loss);
  return point ? point.iteration - curve[0].iteration + iterationsBefore : Number.POSITIVE_INFINITY;
}

/** Returns the lowest validation loss of a training. */
export const bestOf = ({ curve }: Contestant): number =>
  Math.min(...curve.map(({ validationLoss }) => validationLoss));

/** Returns whether one of the trainings has fewer than ten evaluations, not counting the one before training. */
export const isCoarse = ({ dense, ticket }: VerdictCase): boolean =>
  [dense, ticket].some(({ curve }) => curve.length - 1 < 10);
