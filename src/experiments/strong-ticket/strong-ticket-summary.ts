// Summarizes strong tickets over several seeds: a table, the growth plot and notes.

import { bySeed } from '../experiment.ts';
import { namedPercents, seedsNote, whole } from '../format-numbers.ts';
import { emptySummary, type ResultLabels, type Summary } from '../summary.ts';
import type { GrowthPoint } from './growth.ts';
import type { GrowthResult, StrongOptions, StrongResult, TrainedTarget } from './strong-ticket-results.ts';

/** Data of one ticket that the summary needs. */
export interface TicketFacts {
  readonly kind: 'ticket';
  /** Test accuracy of the target. */
  readonly target: number;
  /** Test accuracy of the subnetwork. */
  readonly subnetwork: number;
  /** Sizes of the random network's layers. */
  readonly sizes: readonly number[];
  /** Number of weights of the random network. */
  readonly total: number;
  /** Number of weights of the random network that survive. */
  readonly remaining: number;
  /** Number of target weights. */
  readonly weights: number;
  /** Number of target weights with an error above ε. */
  readonly beyondEpsilon: number;
  /** The largest error of a weight, which is the ε achieved. */
  readonly achieved: number;
  /** The largest difference of outputs on the test set. */
  readonly outputError: number;
  /** An upper bound on this difference for any input. */
  readonly outputBound: number;
}

/** The error of a subset sum as a function of n. */
export interface GrowthFacts {
  readonly kind: 'growth';
  readonly points: readonly GrowthPoint[];
}

/** Data of one unit that the summary needs. */
export type StrongFacts = TicketFacts | GrowthFacts;

/** Returns the part of a result that the summary needs; null for the target, which the ticket's facts include. */
export function factsOf(result: TrainedTarget | StrongResult | GrowthResult): StrongFacts | null {
  if (result.kind === 'target') return null;
  if (result.kind === 'growth') return result;
  const { ticket, beyondEpsilon, targetAccuracy, ticketAccuracy, outputError } = result;
  const errors = [...ticket.errors.values()];
  return {
    kind: 'ticket',
    target: targetAccuracy,
    subnetwork: ticketAccuracy,
    sizes: ticket.sizes,
    total: ticket.mask.total,
    remaining: ticket.mask.remaining,
    weights: errors.reduce((sum, { length }) => sum + length, 0),
    beyondEpsilon,
    achieved: ticket.weightError,
    outputError,
    outputBound: ticket.outputBound,
  };
}

const WORDS: ResultLabels = {
  title: 'Strong tickets: pruning instead of training',
  axis: 'Test accuracy',
  unit: 'fraction',
};

/** Summarizes the tickets of all seeds. */
export function summarizeStrong(
  { n, epsilon }: StrongOptions,
  facts: ReadonlyMap<string, StrongFacts>,
): Summary {
  const all = bySeed(facts).flat();
  const tickets = all.filter((one) => one.kind === 'ticket');
  const growth = all.find((one) => one.kind === 'growth');
  if (tickets.length === 0) return emptySummary(WORDS);
  return {
    line: lineOf(tickets[0]),
    table: {
      ...WORDS,
      rows: [
        { label: 'target, trained', values: tickets.map(({ target }) => target) },
        { label: 'subnetwork, only pruned', values: tickets.map(({ subnetwork }) => subnetwork) },
      ],
    },
    plots: growth ? [{ name: 'growth', kind: 'growth', points: growth.points }] : [],
    notes: [
      `${seedsNote(tickets.length)} Each weight of the target is a subset sum of ${n} random products; ε is ${epsilon}.`,
      worst(tickets),
      'The paper (Pensia et al. 2020): a two-layer target of 397,000 weights with 97.19 %, matched with 97.19 %.',
    ],
  };
}

const lineOf = ({ target, subnetwork, achieved, beyondEpsilon, weights }: TicketFacts): string =>
  `${namedPercents([
    ['target', target],
    ['subnetwork', subnetwork],
  ])}  largest error ${achieved.toExponential(1)}, ${whole(beyondEpsilon)} of ${whole(weights)} weights beyond ε`;

/** Describes how many weights survive, and the largest errors over all seeds. */
function worst(tickets: readonly TicketFacts[]): string {
  const [{ sizes, total, weights }] = tickets;
  const of = (key: 'remaining' | 'achieved' | 'beyondEpsilon' | 'outputError' | 'outputBound') =>
    tickets.map((ticket) => ticket[key]);
  const most = (key: Parameters<typeof of>[0]) => Math.max(...of(key));
  const survivors = [...new Set([Math.min(...of('remaining')), most('remaining')])].map(whole).join(' to ');
  return `Random network ${sizes.join('-')}: ${survivors} of ${whole(total)} weights survive. Largest error of a weight: ${most('achieved').toExponential(2)}, with ${whole(most('beyondEpsilon'))} of ${whole(weights)} weights beyond ε. Largest error of an output: ${most('outputError').toExponential(1)} (bound ${most('outputBound').toExponential(1)}).`;
}
