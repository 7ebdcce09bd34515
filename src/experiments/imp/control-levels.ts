// Decides which tickets of a search have controls, and how many. Frankle & Carbin 2019 reinitialize the ticket of every level
// several times (Figures 3 and 4).

import { integer } from '../../check.ts';
import { ValueError } from '../../errors.ts';
import { type ControlName, checkControl } from '../controls/controls.ts';

/** Options of the controls of a search. */
export interface ControlOptions {
  /** Names of the controls to train. Repeated names count once. */
  readonly controls: readonly ControlName[];
  /** Rounds 1 … n whose tickets have controls: the last one (default), all, or a list of rounds. */
  readonly controlLevels?: 'last' | 'all' | readonly number[];
  /** Number of random reinitializations of each of these tickets, from 1 to 100; 1 by default. */
  readonly reinitializations?: number;
}

/** One control of one ticket. */
export interface PlannedControl {
  readonly name: ControlName;
  /** The round whose ticket the control is compared with. */
  readonly round: number;
  /** Number of the random reinitialization; 1 for every other control. */
  readonly copy: number;
}

const MAX_REINITIALIZATIONS = 100;

/**
 * Returns the controls of a search with n rounds, sorted by name in the given order, then by round, then by copy.
 *
 * @throws {ValueError} if a name, a round or the number of reinitializations is invalid.
 */
export function planControlList(
  { controls, controlLevels = 'last', reinitializations = 1 }: ControlOptions,
  rounds: number,
): PlannedControl[] {
  controls.forEach(checkControl);
  const levels = roundsOf(controlLevels, rounds);
  const most = integer('reinitializations', reinitializations, 1, MAX_REINITIALIZATIONS);
  const copies = (name: ControlName) => Array.from({ length: name === 'reinit' ? most : 1 }, (_, i) => i + 1);
  return [...new Set(controls)].flatMap((name) =>
    levels.flatMap((round) => copies(name).map((copy) => ({ name, round, copy }))),
  );
}

/** Returns the name of a control in its plan: 'reinit', 'reinit 2', 'reinit at round 3', 'reinit 2 at round 3', … */
export function controlArm({ name, round, copy }: PlannedControl, lastRound: number): string {
  const numbered = copy === 1 ? name : `${name} ${copy}`;
  return round === lastRound ? numbered : `${numbered} at round ${round}`;
}

function roundsOf(levels: NonNullable<ControlOptions['controlLevels']>, last: number): number[] {
  if (levels === 'last') return [last];
  if (levels === 'all') return Array.from({ length: last }, (_, i) => i + 1);
  if (!Array.isArray(levels))
    throw new ValueError('controlLevels', "must be 'last', 'all' or a list of rounds", levels);
  if (levels.length === 0) throw new ValueError('controlLevels', 'must contain at least one round', 0);
  const sorted = levels.map((round) => integer('controlLevels', round, 1, last)).sort((a, b) => a - b);
  const twice = sorted.find((round, i) => round === sorted[i - 1]);
  if (twice !== undefined) throw new ValueError('controlLevels', 'must not contain duplicates', twice);
  return sorted;
}
