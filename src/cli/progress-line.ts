// The line that shows a unit while it runs, in as many columns as the terminal has.

import { percent } from '../experiments/format-numbers.ts';
import type { UnitState } from '../runs/runner.ts';

/** One way to write the line. */
interface LineFormat {
  /** The line, in the syntax of cli-progress. */
  readonly format: string;
  /** Columns of the bar. */
  readonly bar: number;
  /** Columns that all but the name takes at most. */
  readonly rest: number;
}

const SHORT: LineFormat = { format: '{name} {percentage} %  {left} to go', bar: 0, rest: 23 };
const NORMAL: LineFormat = {
  format: '{name} {bar} {percentage} %  validation {accuracy}  {left} to go',
  bar: 12,
  rest: 56,
};
const LONG: LineFormat = {
  format:
    '{name} {bar} {percentage} %  loss {loss}  validation {validation}, {accuracy}  {speed} it/s  {left} to go',
  bar: 24,
  rest: 104,
};

/** The form of the line in so many columns. */
export const formatFor = (columns: number): LineFormat =>
  columns >= 130 ? LONG : columns >= 80 ? NORMAL : SHORT;

/** The most columns of a name. */
const MAX_NAME = 36;

/** A name, cut to the room that it has in so many columns. */
export function fitName(name: string, columns: number): string {
  const room = Math.max(1, Math.min(MAX_NAME, columns - formatFor(columns).rest));
  return name.length > room ? `${name.slice(0, room - 1)}…` : name.padEnd(Math.min(8, room));
}

/** The parts of the line that show the state of a unit. */
export const stateTexts = ({ loss, validationLoss, validationAccuracy }: UnitState) => ({
  loss: lossText(loss),
  validation: lossText(validationLoss),
  accuracy: (validationAccuracy === null ? '–' : percent(validationAccuracy)).padStart(7),
});

/** A loss in at most 7 characters. */
const lossText = (loss: number | null): string => {
  if (loss === null) return '    –';
  return loss < 1000 ? loss.toFixed(3) : loss.toExponential(1);
};

/** Seconds as "1:05", "1:02:05" or "12 days"; "–" when unknown. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const total = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  if (h > 99) return `${Math.round(h / 24)} days`;
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
