import type { Estimate, FigureRow, FiguresWords } from '../experiments/index.ts';
import { figureText, withEnoughDecimals } from './figures.ts';
import { fixed } from './format.ts';
import type { Picture } from './layout.ts';
import { html, type Markup } from './markup.ts';
import { pageFrame, figures as pictureList, section } from './page-frame.ts';
import { configTable, table } from './page-tables.ts';
import { repeatCommand } from './repeat-command.ts';

/** What a method's page is made of. */
export interface MethodPageRecord {
  readonly method: string;
  readonly config: object;
  readonly trials: readonly {
    readonly seed: number;
    readonly error: string | null;
    readonly seconds: number | null;
  }[];
  readonly figures: readonly (FigureRow & { readonly estimate: Estimate | null })[];
}

/** What the page says beside the record. */
export interface MethodPageWords {
  /** Title, unit and reference of the figures. */
  readonly words: FiguresWords;
  /** Every option with its default: it decides how an option that is off is written. */
  readonly defaults: object;
  readonly notes: readonly string[];
  /** SVG files, put in as they are. */
  readonly pictures: readonly Picture[];
}

/** A method's run on one page: pictures, every seed's figures, notes, and how to repeat it. */
export function methodPage(
  record: MethodPageRecord,
  { words, defaults, notes, pictures }: MethodPageWords,
): string {
  const { method, trials } = record;
  const config = { ...record.config, trials: trials.length };
  const command = repeatCommand(Object.fromEntries(said(config, defaults)), method);
  return pageFrame(
    words.title,
    html`${notes.map((note) => html`<p class="lead">${unitsKept(note)}</p>\n`)}`,
    html`${section('Pictures', pictureList(pictures))}
${section('Figures', figuresTable(record, words))}
${section('Seeds', seedsTable(record))}
${section('Configuration', configTable(config))}
${command === null ? null : section('Repeat it', html`<pre><code>${command}</code></pre>`)}`,
  );
}

/** A text in which no line breaks between a number and its unit. */
const unitsKept = (text: string): string => text.replaceAll(' %', '\u00a0%');

/** What is on or off by default is left out; off where the default is on is --no-NAME. */
function said(config: object, defaults: object): [string, unknown][] {
  const known = new Map<string, unknown>(Object.entries(defaults));
  return Object.entries(config)
    .filter(([name, value]) => typeof value !== 'boolean' || value !== known.get(name))
    .map(([name, value]) => (value === false ? [`no-${name}`, true] : [name, value]));
}

function figuresTable(
  { figures }: MethodPageRecord,
  { axis, reference = 'paper', ...words }: FiguresWords,
): Markup {
  const digits = withEnoughDecimals(figures, { axis, ...words });
  const show = (value: number) => figureText(value, null, digits);
  const each = withEnoughDecimals(
    figures.flatMap(({ label, values }) => values.map((value) => ({ label, values: [value] }))),
    { axis, ...words },
  );
  const isReferred = figures.some((figure) => figure.reference);
  const heading = `${reference[0].toUpperCase()}${reference.slice(1)}`;
  return table(
    'Figures',
    [axis, 'Mean', '95 % interval', 'Each seed', ...(isReferred ? [heading] : [])],
    figures.map(({ label, values, estimate, reference: held }) => [
      label,
      estimate === null ? '–' : show(estimate.mean),
      estimate?.interval ? estimate.interval.map(show).join(' to ') : '–',
      values.map((value) => figureText(value, null, each)).join(', '),
      ...(isReferred ? [held === undefined ? '–' : show(held.value)] : []),
    ]),
  );
}

const seedsTable = ({ trials }: MethodPageRecord): Markup =>
  table(
    'Seeds',
    ['Seed', 'Seconds', 'Ended'],
    trials.map(({ seed, seconds, error }) => [
      String(seed),
      seconds === null ? '–' : fixed(seconds, 1),
      error === null ? (seconds === null ? 'not yet' : 'whole') : `failed: ${error}`,
    ]),
  );
