// The record of several trials: the same experiment with several seeds.

import { judgeSeeds, type SeedNetworks, type SeedsVerdict } from '../experiments/index.ts';
import { lastControls, type RunRecord } from './record.ts';

/** One trial and its outcome. */
export interface TrialEntry {
  readonly seed: number;
  /** Record of the trial, the same as that of a single run; null before the trial has finished. */
  readonly record: RunRecord | null;
  /** The reason why there is no record; null if there is one, or the trial has not ended. */
  readonly error: string | null;
  /** Folder of the trial, inside the folder of all trials. */
  readonly folder: string;
}

/** The record of several trials. */
export interface TrialsRecord {
  /** The trials in the order of their seeds. */
  readonly trials: readonly TrialEntry[];
  /** Number of tickets that win on their own seed. */
  readonly winners: number;
  /** The verdict over the finished trials; null if none has finished. */
  readonly verdict: SeedsVerdict | null;
}

/** Returns the records of the trials that have finished. */
export const finishedTrials = (entries: readonly TrialEntry[]): RunRecord[] =>
  entries.flatMap(({ record }) => (record === null ? [] : [record]));

/**
 * Summarizes trials: counts the winners and judges the tickets of those that have finished.
 *
 * @throws {ValueError} if the tolerance is negative or not finite.
 */
export function summarizeTrials(tolerance: number, trials: readonly TrialEntry[]): TrialsRecord {
  const records = finishedTrials(trials);
  const networks = records.flatMap((record): SeedNetworks[] => {
    const { dense, rounds } = record;
    const ticket = rounds.at(-1);
    if (dense === null || ticket === undefined) return [];
    return [{ dense, ticket, reinits: lastControls(record).filter(({ name }) => name === 'reinit') }];
  });
  return {
    trials,
    winners: records.filter(({ verdict }) => verdict?.wins === 'yes').length,
    verdict: networks.length === 0 ? null : judgeSeeds(networks, { tolerance }),
  };
}
