// The record of several trials: the same experiment with several seeds.

import { judgeSeeds, type SeedsQuality } from '../experiments/index.ts';
import type { RunRecord } from './record.ts';

/** What became of one trial. */
export interface TrialEntry<Config = Readonly<Record<string, unknown>>> {
  readonly seed: number;
  /** Its folder, inside that of all trials. */
  readonly folder: string;
  /** Its record, as of a run alone; null before it has finished. */
  readonly record: RunRecord<Config> | null;
  /** Why it has no record; null where it has one, or has not ended. */
  readonly error: string | null;
}

/** Several trials. */
export interface TrialsRecord<Config = Readonly<Record<string, unknown>>> {
  /** The first trial's; the others differ in the seed alone. */
  readonly config: Config;
  /** One a seed, in their order. */
  readonly trials: readonly TrialEntry<Config>[];
  /** How many tickets are winners on their own seed. */
  readonly winners: number;
  /** What the finished trials say together; null while there is none. */
  readonly quality: SeedsQuality | null;
}

/** The records of trials that have finished. */
export const finishedTrials = <Config>(entries: readonly TrialEntry<Config>[]): RunRecord<Config>[] =>
  entries.flatMap(({ record }) => (record === null ? [] : [record]));

/** Sums up trials: winners counted, means and intervals over those that have finished. */
export function summarizeTrials<Config extends { readonly tolerance: number }>(
  config: Config,
  trials: readonly TrialEntry<Config>[],
): TrialsRecord<Config> {
  const records = finishedTrials(trials);
  const networks = records.flatMap(({ dense, rounds, controls: { reinit } }) => {
    const ticket = rounds.at(-1);
    return dense === null || ticket === undefined ? [] : [{ dense, ticket, reinit }];
  });
  return {
    config,
    trials,
    winners: records.filter(({ verdict }) => verdict?.wins === 'yes').length,
    quality: networks.length === 0 ? null : judgeSeeds(networks, config),
  };
}
