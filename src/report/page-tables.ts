import { type Answer, conditionsOf, emptiedText, stillImproves } from '../experiments/index.ts';
import { fixed, percents, whole } from './format.ts';
import { html, type Markup } from './markup.ts';
import type { RunRecord, TrainingSummary, Verdict } from './record.ts';
import { optionText } from './repeat-command.ts';
import { controlLook, controlSeries, density } from './series.ts';

/** The conditions for winning: the ticket's value, the bar, and whether it holds. */
export function conditionsTable(verdict: Verdict): Markup {
  const text = (value: string) => value.replaceAll(' %', '\u00a0%');
  return table(
    'The conditions',
    ['Condition', 'Ticket', 'Bar', 'Holds'],
    conditionsOf(verdict).map(({ name, ticket, bar, answer }) => [
      name,
      text(ticket),
      text(bar),
      holds(answer),
    ]),
  );
}

/** Whether a condition holds, marked by a symbol and a color. */
export const holds = (answer: Answer): Markup =>
  answer === 'undecided'
    ? html`? ${answer}`
    : html`<span class="${answer}">${answer === 'yes' ? '✓ yes' : '✗ no'}</span>`;

const FIGURES = [
  'Weights left',
  '% left',
  'Validation accuracy before training',
  'Test accuracy, early stop',
  'Test accuracy, end',
  'Early stop, iteration',
  'Seconds',
];

/** Every level, the dense network first. */
export function levelsTable({ dense, rounds }: RunRecord): Markup {
  const levels = [...(dense ? [dense] : []), ...rounds];
  return table(
    'Levels',
    ['Round', ...FIGURES],
    networkRows(levels.map((level) => [level.round === 0 ? 'dense' : `${level.round}`, level])),
  );
}

/** The controls beside the ticket, or null where none has been trained. */
export function controlsTable(record: RunRecord): Markup | null {
  const controls = controlSeries(record);
  const ticket = record.rounds.at(-1);
  if (controls.length === 0) return null;
  return table(
    'Controls',
    ['Network', ...FIGURES],
    networkRows([
      ...(ticket ? [['the ticket', ticket] as const] : []),
      ...controls.map(
        ({ key, label, summary }) => [`${label}: ${controlLook(key).meaning}`, summary] as const,
      ),
    ]),
  );
}

/** Every value of the configuration, nested ones by their path. */
export const configTable = (config: Readonly<Record<string, unknown>>): Markup =>
  table(
    'Configuration',
    ['Option', 'Value'],
    Object.entries(config).flatMap(([name, value]) => entries(name, value)),
  );

/** A network's name, and the layers that have no weights left. */
const named = (name: string, { emptiedLayers }: TrainingSummary): string =>
  emptiedLayers.length === 0 ? name : `${name} (${emptiedText(emptiedLayers)})`;

/** Named networks, one row each. In every column of percentages, unequal values look unequal. */
function networkRows(networks: readonly (readonly [name: string, TrainingSummary])[]): string[][] {
  const summaries = networks.map(([, summary]) => summary);
  const column = (of: (summary: TrainingSummary) => number) => percents(summaries.map(of));
  const left = column(density);
  const before = column(({ curve }) => curve[0].validationAccuracy);
  const test = column(({ testAccuracy }) => testAccuracy);
  const atEnd = column(({ finalTestAccuracy }) => finalTestAccuracy);
  return networks.map(([name, summary], i) => [
    named(name, summary),
    whole(summary.remaining),
    ...[left[i], before[i], test[i], atEnd[i]],
    `${whole(summary.earlyStopIteration)}${stillImproves(summary) ? '*' : ''}`,
    fixed(summary.seconds),
  ]);
}

function entries(name: string, value: unknown): string[][] {
  const text = optionText(value);
  if (text !== null) return [[name, text]];
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => entries(`${name}.${key}`, inner));
}

/** What stands in one place of a table. */
export type Cell = string | Markup;

/**
 * A table whose first column names its rows. On a phone, each row of a table with more than two columns is a block of lines, in
 * which every value stands behind its heading.
 */
export function table(name: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Markup {
  const heading = (text: string): Markup => html`<th scope="col">${text}</th>`;
  const row = ([first, ...rest]: readonly Cell[]): Markup =>
    html`<tr><th scope="row">${first}</th>${rest.map((cell, i) => html`<td data-head="${head[i + 1]}">${cell}</td>`)}</tr>\n`;
  return html`<div role="region" aria-label="${name}">
<table class="${head.length === 2 ? 'words' : 'values'}">
<thead><tr>${head.map(heading)}</tr></thead>
<tbody>
${rows.map(row)}</tbody></table></div>`;
}
