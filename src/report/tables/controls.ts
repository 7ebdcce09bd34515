// The controls of a run with their labels in tables.

import { controlArm } from '../../experiments/imp/control-levels.ts';
import type { ControlName } from '../../experiments/index.ts';
import { type ControlSummary, lastControls, type RunRecord } from '../record.ts';

/** A trained control. */
export interface NamedControl {
  readonly name: ControlName;
  /** Label in tables: the name, and what distinguishes the control from others with that name. */
  readonly label: string;
  readonly summary: ControlSummary;
}

/** Returns the controls that have been trained. */
export const trainedControls = ({ rounds, controls }: RunRecord): NamedControl[] =>
  controls.map((summary) => ({
    name: summary.name,
    label: controlArm(summary, rounds.at(-1)?.round ?? 0),
    summary,
  }));

/** Returns the controls of this name that have the mask of the last round. Only random reinitialization has several. */
export const controlsNamed = (record: RunRecord, name: ControlName): ControlSummary[] =>
  lastControls(record).filter((control) => control.name === name);
