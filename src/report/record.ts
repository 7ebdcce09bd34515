// The record of a run: everything a reader needs to judge it or repeat it, as plain JSON.

import {
  type Control,
  type ControlName,
  type JudgedNetwork,
  judgedNetwork,
  type Level,
  type Quality,
  type TrainedNetwork,
} from '../experiments/index.ts';
import type { Count, WinningTicket } from '../pruning/index.ts';
import type { CurvePoint } from '../training/index.ts';

/** One finished training. Accuracies are fractions; early stop is the iteration of minimum validation loss. */
export interface TrainingSummary extends JudgedNetwork {
  /** Fraction of the prunable weights removed. */
  readonly sparsity: number;
  /** Prunable weights left. */
  readonly remaining: number;
  /** Weights left, by layer. */
  readonly layers: Readonly<Record<string, Count>>;
  /** Iteration of minimum validation loss. */
  readonly earlyStopIteration: number;
  /** At early stop. */
  readonly validationLoss: number;
  /** At early stop. */
  readonly validationAccuracy: number;
  /** At the last iteration. */
  readonly finalTestAccuracy: number;
  /** Wall-clock time, evaluations included. */
  readonly seconds: number;
  /** The learning curve. */
  readonly curve: readonly CurvePoint[];
}

/** A summary with the round whose mask it trained under; 0 is the dense network. */
export type LevelSummary = TrainingSummary & { readonly round: number };

/** The ticket's figures. */
export interface TicketSummary {
  readonly sparsity: number;
  readonly density: number;
  readonly remainingParameters: number;
  readonly totalParameters: number;
  readonly compressionRatio: number;
  readonly sparsityHistory: readonly number[];
  /** SHA-256 over mask and weights. */
  readonly digest: string;
}

/** The verdict on the ticket of the last round, with its sentence. */
export type Verdict = Quality & { readonly text: string };

/** One run of the experiment. What is not there yet is null. */
export interface RunRecord<Config = Readonly<Record<string, unknown>>> {
  readonly config: Config;
  /** Level 0. */
  readonly dense: LevelSummary | null;
  /** Levels 1 … n: the ticket after each round, trained. */
  readonly rounds: readonly LevelSummary[];
  /** The ticket of the last round done. */
  readonly ticket: TicketSummary | null;
  /** Trained at the last level's counts. */
  readonly controls: Readonly<Partial<Record<ControlName, TrainingSummary>>>;
  readonly verdict: Verdict | null;
}

/** Sums up a finished level. */
export const summarizeLevel = (level: Level, seconds: number): LevelSummary => ({
  round: level.round,
  ...summarize(level, seconds),
});

/** Sums up a finished control. */
export const summarizeControl = (control: Control, seconds: number): TrainingSummary =>
  summarize(control, seconds);

/** Sums up a ticket. */
export async function summarizeTicket(ticket: WinningTicket): Promise<TicketSummary> {
  const { sparsity, density, remainingParameters, totalParameters, sparsityHistory } = ticket;
  return {
    sparsity,
    density,
    remainingParameters,
    totalParameters,
    compressionRatio: ticket.compressionRatio(),
    sparsityHistory,
    digest: await ticket.digest(),
  };
}

function summarize(network: TrainedNetwork, seconds: number): TrainingSummary {
  const { mask, training } = network;
  const { earlyStop, final, curve } = training;
  return {
    ...judgedNetwork(network),
    sparsity: mask.sparsity,
    remaining: mask.remaining,
    layers: Object.fromEntries(mask.counts()),
    earlyStopIteration: earlyStop.iteration,
    validationLoss: earlyStop.validationLoss,
    validationAccuracy: earlyStop.validationAccuracy,
    finalTestAccuracy: final.testAccuracy,
    seconds,
    curve,
  };
}
