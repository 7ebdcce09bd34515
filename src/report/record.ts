// The record of a run: everything that is needed to judge the run, as plain JSON.

import {
  type ControlName,
  type ImpFacts,
  type InputWeights,
  judge,
  type NetworkFacts,
  type TicketSummary,
  type Verdict,
  verdictSentence,
} from '../experiments/index.ts';

/** One finished training. Accuracies are fractions; early stop is the iteration of minimum validation loss. */
export interface TrainingSummary extends NetworkFacts {
  /** Wall-clock time in seconds, including evaluations. */
  readonly seconds: number;
}

/** The training of a level, with the round after which it was made; 0 is the dense network. */
export type LevelSummary = TrainingSummary & { readonly round: number };

/** The training of a control. */
export interface ControlSummary extends TrainingSummary {
  readonly name: ControlName;
  /** The round whose ticket the control is compared with. */
  readonly round: number;
  /** Number of the random reinitialization; 1 for every other control. */
  readonly copy: number;
}

/** The verdict on the ticket of the last round, with its sentence. */
export type VerdictWithText = Verdict & { readonly text: string };

/** The record of one run of the experiment. Results that are not known yet are null. */
export interface RunRecord {
  readonly seed: number;
  /** Tolerance: how far below the dense network's test accuracy a ticket may be, as a fraction. */
  readonly tolerance: number;
  /** Level 0, the dense network. */
  readonly dense: LevelSummary | null;
  /** Levels 1 … n: the trained ticket after each round. */
  readonly rounds: readonly LevelSummary[];
  /** The latest ticket. */
  readonly ticket: TicketSummary | null;
  /** The trained controls in the order of the plan. */
  readonly controls: readonly ControlSummary[];
  /** The verdict; null until the dense network and the ticket of the last round have been trained. */
  readonly verdict: VerdictWithText | null;
}

/** A finished unit of a search. */
export interface FinishedUnit {
  readonly facts: ImpFacts;
  /** Wall-clock time in seconds, including evaluations. */
  readonly seconds: number;
}

/** The parameters of a record in addition to the trainings. */
export interface RecordOptions {
  readonly seed: number;
  readonly tolerance: number;
  /** Number n of planned rounds. */
  readonly rounds: number;
}

/** Makes the record of one seed from the units that have finished, in the order of the plan. */
export function runRecord(
  { seed, tolerance, rounds: planned }: RecordOptions,
  units: readonly FinishedUnit[],
): RunRecord {
  const levels = units.flatMap(levelSummaries);
  const dense = levels.find(({ round }) => round === 0) ?? null;
  const rounds = levels.filter(({ round }) => round > 0);
  const controls = units.flatMap(controlSummaries);
  const trained = { dense, rounds, controls };
  const ticket = latestLevel(units)?.ticket ?? null;
  return {
    seed,
    tolerance,
    dense,
    rounds,
    ticket,
    controls,
    verdict: verdictOf(trained, planned, tolerance),
  };
}

/** Returns the first-layer weights of the latest ticket; null if there is none, or the inputs are not images. */
export const latestInputs = (units: readonly FinishedUnit[]): InputWeights | null =>
  latestLevel(units)?.inputs ?? null;

/** Returns the controls of the last ticket that has been trained. */
export function lastControls({ rounds, controls }: Pick<RunRecord, 'rounds' | 'controls'>): ControlSummary[] {
  const last = rounds.at(-1);
  return controls.filter(({ round }) => round === last?.round);
}

/** Returns the latest level that has found a ticket. */
const latestLevel = (units: readonly FinishedUnit[]) =>
  units.flatMap(({ facts }) => (facts.kind === 'level' && facts.ticket !== null ? [facts] : [])).at(-1);

function levelSummaries({ facts, seconds }: FinishedUnit): LevelSummary[] {
  if (facts.kind !== 'level') return [];
  const { kind, arm, ticket, inputs, ...level } = facts;
  return [{ ...level, seconds }];
}

function controlSummaries({ facts, seconds }: FinishedUnit): ControlSummary[] {
  if (facts.kind !== 'control') return [];
  const { kind, arm, control: name, ...rest } = facts;
  return [{ name, ...rest, seconds }];
}

function verdictOf(
  trained: Pick<RunRecord, 'dense' | 'rounds' | 'controls'>,
  planned: number,
  tolerance: number,
): VerdictWithText | null {
  const { dense, rounds } = trained;
  const last = rounds.at(-1);
  if (dense === null || last?.round !== planned) return null;
  const reinits = lastControls(trained).filter(({ name }) => name === 'reinit');
  const quality = judge(dense, last, { tolerance, reinits });
  return { ...quality, text: verdictSentence(quality, last.density) };
}
