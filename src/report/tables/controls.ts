// The controls of a run as the tables name them.

import type { ControlName } from '../../experiments/index.ts';
import type { RunRecord, TrainingSummary } from '../record.ts';

/** A trained control. */
export interface NamedControl {
  readonly name: ControlName;
  /** Its label in tables: the name, and what tells it from other controls of that name. */
  readonly label: string;
  readonly summary: TrainingSummary;
}

/** Returns the controls that have been trained. */
export const trainedControls = ({ controls }: RunRecord): NamedControl[] =>
  (Object.keys(controls) as ControlName[]).flatMap((name) => {
    const summary = controls[name];
    return summary === undefined ? [] : [{ name, label: name, summary }];
  });

/** Returns the control of this name that has the mask of the last round. */
export const controlNamed = (record: RunRecord, name: ControlName): TrainingSummary | undefined =>
  trainedControls(record).find((control) => control.name === name)?.summary;
