// The progress line of a running unit, for a terminal with any number of columns.

import { percent } from '../experiments/format-numbers.ts';
import type { UnitState } from '../runs/runner.ts';

/** A format of the progress line. */
interface LineFormat {
  /** The line in the syntax of cli-progress. */
  readonly format: string;
  /** Width of the bar in columns. */
  readonly bar: number;
  /** Maximum width of everything except the name, in columns. */
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

/** Returns the format for a terminal with this many columns. */
export const formatFor = (columns: number): LineFormat =>
  columns >= 130 ? LONG : columns >= 80 ? NORMAL : SHORT;

/** Maximum width of a name in columns. */
const MAX_NAME = 36;

/** Shortens or pads a name to the width available in a terminal with this many columns. */
export function fitName(name: string, columns: number): string {
  const room = Math.max(1, Math.min(MAX_NAME, columns - formatFor(columns).rest));
  return name.length > room ? `${name.slice(0, room - 1)}…` : name.padEnd(Math.min(8, room));
}

/** Returns the parts of the progress line that show the state of a unit. */
export const stateTexts = ({ loss, validationLoss, validationAccuracy }: UnitState) => ({
  loss: lossText(loss),
  validation: lossText(validationLoss),
  accuracy: (validationAccuracy === null ? '–' : percent(validationAccuracy)).padStart(7),
});

/** Formats a loss in at most 7 characters. */
const lossText = (loss: number | null): string => {
  if (loss === null) return '    –';
  return loss < 1000 ? loss.toFixed(3) : loss.toExponential(1);
};

/** Formats seconds as "1:05", "1:02:05" or "12 days"; "–" if they are unknown. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const total = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  if (h > 99) return `${Math.round(h / 24)} days`;
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
