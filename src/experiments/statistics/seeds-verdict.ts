// The conditions of `judge` over several seeds. Each seed's ticket is compared with the dense network of the same seed.

import { atLeast } from '../../check.ts';
import {
  type Answer,
  iterationsOf,
  MIN_EVALUATIONS,
  type Speed,
  speedOf,
  stillImproves,
} from '../imp/speed.ts';
import type { JudgedNetwork } from '../imp/trained-network.ts';
import { every, learnedMetric, meanAccuracy, type NextStep, ROUNDING } from '../imp/verdict.ts';
import { type Estimate, estimate, pairsToTell } from './statistics.ts';

/** One condition over several seeds. It is undecided if the confidence interval contains values on both sides of the bar. */
export interface SeedsMetric {
  /** Mean and confidence interval of the differences, one per seed. */
  readonly difference: Estimate;
  /** Value that the difference must reach; for iterations, value that it must not exceed. */
  readonly bar: number;
  /** Whether the condition holds for the whole confidence interval ('yes'), for no part of it ('no') or a part ('undecided'). */
  readonly answer: Answer;
}

/** The verdict over several seeds. Accuracies are test accuracies at early stop, as fractions. */
export interface SeedsVerdict {
  /** Number of seeds. */
  readonly runs: number;
  readonly dense: Estimate;
  readonly ticket: Estimate;
  /** Whether the differences of accuracy, ticket − dense, reach −tolerance. */
  readonly reachesTarget: SeedsMetric;
  /** Whether the differences of accuracy, ticket − dense, reach 0. This is not a condition for winning. */
  readonly matchesDense: SeedsMetric;
  /**
   * Whether the differences of the iterations until the dense network's best validation loss do not exceed 0. `never` is the
   * number of tickets that never reach this loss. They count as if they reached it one iteration after their last, which is a
   * lower bound.
   */
  readonly trainsAsFast: SeedsMetric &
    Pick<Speed, 'iterationsBefore' | 'evaluations'> & { readonly never: number };
  /** Number of seeds on which one of the two networks is no better than always guessing the most frequent class. */
  readonly unlearned: number;
  /** Layers that have no surviving weights on at least one seed. */
  readonly emptiedLayers: readonly string[];
  /** Whether the tickets win. The answer is undecided with fewer than `MIN_RUNS` seeds. */
  readonly wins: Answer;
  /**
   * Whether the control with the ticket's mask and new weights is at least as accurate as the ticket: differences of
   * accuracy, reinit − ticket, reach 0. Null unless it was trained on every seed. Not a condition for winning.
   */
  readonly reinitMatches: SeedsMetric | null;
  /** Number of random reinitializations per seed, whose mean accuracy is compared: the smallest number if seeds differ. */
  readonly reinitializations: number;
  /**
   * Number of seeds needed to detect a difference of `tolerance` at the observed standard deviation. It is null with fewer
   * than five seeds, whose standard deviation is too uncertain for a prediction, and if the standard deviation or the
   * tolerance is 0.
   */
  readonly needed: number | null;
  /** Suggestions of what may help, the most promising first; empty if the tickets win. */
  readonly nextSteps: readonly NextStep[];
}

/** The networks of one seed. */
export interface SeedNetworks {
  readonly dense: JudgedNetwork;
  readonly ticket: JudgedNetwork;
  /** The trained controls with the ticket's mask and new weights. */
  readonly reinits?: readonly Pick<JudgedNetwork, 'testAccuracy'>[];
}

/** Options of `judgeSeeds`. */
export interface JudgeSeedsOptions {
  /** How far the target is below the dense network's test accuracy, as a fraction; 0.002 is 0.2 percentage points. */
  readonly tolerance: number;
  /** Confidence of the intervals; 0.95 by default. */
  readonly confidence?: number;
}

/** The part of the verdict from which the rest follows. */
type Measured = Omit<SeedsVerdict, 'wins' | 'nextSteps'>;

/** Minimum number of seeds for a verdict, because two seeds agree by chance too often. */
export const MIN_RUNS = 3;

/**
 * Minimum number of seeds for predicting a sample size. With four seeds, the 95 % interval of the standard deviation reaches
 * from half of it to almost four times, and the number of seeds grows with its square.
 */
const MIN_RUNS_TO_PREDICT = 5;

/**
 * Judges the tickets of several seeds by the confidence intervals of their differences from the dense networks.
 *
 * @throws {ValueError} if there are no seeds, a curve is empty, or the tolerance or the confidence is out of range.
 * @throws {NonFiniteError} if an accuracy is not finite.
 *
 * @example
 * const curve = Array.from({ length: 11 }, (_, i) => ({ iteration: 100 * i, validationLoss: 1 / (1 + i) }));
 * const others = { curve, iterationsBefore: 0, guessingAccuracy: 0.1, emptiedLayers: [] };
 * const pair = (a, b) => ({ dense: { testAccuracy: a, ...others }, ticket: { testAccuracy: b, ...others } });
 * const networks = [pair(0.971, 0.975), pair(0.969, 0.974), pair(0.97, 0.973)];
 * judgeSeeds(networks, { tolerance: 0.002 }).wins; // → 'yes'
 * judgeSeeds(networks.slice(1), { tolerance: 0.002 }).wins; // → 'undecided'
 */
export function judgeSeeds(
  seeds: readonly SeedNetworks[],
  { tolerance, confidence = 0.95 }: JudgeSeedsOptions,
): SeedsVerdict {
  atLeast('tolerance', tolerance, 0);
  const of = (what: string, value: (seed: SeedNetworks) => number): Estimate =>
    estimate(seeds.map(value), confidence, what);
  const accuracy = of('accuracy', ({ dense, ticket }) => ticket.testAccuracy - dense.testAccuracy);
  const { deviation } = accuracy;
  const found = {
    runs: seeds.length,
    dense: of('dense', ({ dense }) => dense.testAccuracy),
    ticket: of('ticket', ({ ticket }) => ticket.testAccuracy),
    reachesTarget: metric(accuracy, -tolerance, 1),
    matchesDense: metric(accuracy, 0, 1),
    trainsAsFast: speed(seeds, confidence),
    unlearned: seeds.filter(({ dense, ticket }) => learnedMetric(dense, ticket).answer === 'no').length,
    emptiedLayers: [...new Set(seeds.flatMap(({ ticket }) => ticket.emptiedLayers))],
    reinitMatches: reinitMatches(seeds, confidence),
    reinitializations: Math.min(...seeds.map(({ reinits = [] }) => reinits.length)),
    needed:
      seeds.length >= MIN_RUNS_TO_PREDICT && deviation && tolerance > 0
        ? pairsToTell(tolerance, deviation)
        : null,
  };
  const wins = winsOf(found, seeds);
  return { ...found, wins, nextSteps: wins === 'yes' ? [] : nextSteps(found, wins, seeds) };
}

/** Returns whether the tickets win, which requires that every condition holds. */
function winsOf(
  { reachesTarget, trainsAsFast, unlearned }: Measured,
  seeds: readonly SeedNetworks[],
): Answer {
  const emptied = seeds.filter(({ ticket }) => ticket.emptiedLayers.length > 0).length;
  const sound = [unlearned, emptied].map((failing) => onAll(seeds.length, failing));
  return every([reachesTarget.answer, trainsAsFast.answer, ...sound]);
}

/** Compares the control reinit with the ticket, if every seed has trained it. */
function reinitMatches(seeds: readonly SeedNetworks[], confidence: number): SeedsMetric | null {
  const differences = seeds.flatMap(({ ticket, reinits = [] }) =>
    reinits.length === 0 ? [] : [meanAccuracy(reinits) - ticket.testAccuracy],
  );
  return differences.length < seeds.length ? null : metric(estimate(differences, confidence, 'reinit'), 0, 1);
}

/** Returns a condition on a difference, which must be at least the bar for `side` 1 and at most the bar for `side` −1. */
function metric(difference: Estimate, bar: number, side: 1 | -1): SeedsMetric {
  const { runs, interval } = difference;
  if (interval === null || runs < MIN_RUNS) return { difference, bar, answer: 'undecided' };
  const isGood = (value: number) => side * (value - bar) >= -ROUNDING;
  const good = interval.filter(isGood).length;
  return { difference, bar, answer: good === 2 ? 'yes' : good === 0 ? 'no' : 'undecided' };
}

/** Compares the speed of tickets and dense networks. With tickets that never reach the bar, the answer cannot be 'yes'. */
function speed(seeds: readonly SeedNetworks[], confidence: number): SeedsVerdict['trainsAsFast'] {
  const speeds = seeds.map(({ dense, ticket }) => speedOf(dense, ticket));
  const never = speeds.filter(({ ticket }) => ticket === null).length;
  const differences = speeds.map(({ ticket, bar }, i) => (ticket ?? iterationsOf(seeds[i].ticket) + 1) - bar);
  const found = metric(estimate(differences, confidence, 'iterations'), 0, -1);
  const { iterationsBefore } = speeds[0];
  const evaluations = Math.min(...speeds.map((one) => one.evaluations));
  const isOpen =
    evaluations < MIN_EVALUATIONS || seeds.length < MIN_RUNS || (never > 0 && found.answer === 'yes');
  const answer = isOpen ? 'undecided' : never === seeds.length ? 'no' : found.answer;
  return { ...found, answer, iterationsBefore, evaluations, never };
}

/** Returns whether a condition holds on all seeds, given the number of seeds on which it fails. */
function onAll(runs: number, failing: number): Answer {
  if (runs < MIN_RUNS) return 'undecided';
  return failing === 0 ? 'yes' : failing === runs ? 'no' : 'undecided';
}

function nextSteps(
  { reachesTarget, trainsAsFast, unlearned, emptiedLayers }: Measured,
  wins: Answer,
  seeds: readonly SeedNetworks[],
): NextStep[] {
  const fails = [reachesTarget, trainsAsFast].some(({ answer }) => answer === 'no');
  const steps: readonly [NextStep, boolean][] = [
    ['change the training', unlearned > 0],
    ['prune each layer separately', emptiedLayers.length > 0],
    ['evaluate more often', trainsAsFast.evaluations < MIN_EVALUATIONS],
    ['train longer', fails && seeds.some(({ dense }) => stillImproves(dense))],
    ['prune less', fails || emptiedLayers.length > 0],
    ['repeat with more seeds', wins === 'undecided'],
  ];
  return steps.filter(([, helps]) => helps).map(([step]) => step);
}
