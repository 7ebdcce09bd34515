import type { Estimate } from '../lottery/index.ts';
import type { FigureRow } from './figures.ts';
import { fixed, percent } from './format.ts';
import { html } from './markup.ts';
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

/** A method's run on one page: pictures, every seed's figures, notes, and how to repeat it. */
export function methodPage(
  title: string,
  record: MethodPageRecord,
  notes: readonly string[],
  pictures: readonly string[],
  unit: 'fraction' | 'number' = 'fraction',
): string {
  const { method, config, trials, figures } = record;
  const show = (value: number) => (unit === 'fraction' ? percent(value) : fixed(value, 3));
  const options: [string, unknown][] = Object.entries({ ...config, trials: trials.length });
  // Where an option is on by default, off has to be said.
  const said = options.map(([name, value]) => (value === false ? [`no-${name}`, true] : [name, value]));
  const command = repeatCommand(Object.fromEntries(said), method);
  return pageFrame(
    title,
    html`${notes.map((note) => html`<p class="lead">${note}</p>\n`)}`,
    html`${section('Pictures', pictureList(pictures))}
${section(
  'Figures',
  table(
    'Figures',
    ['Figure', 'Mean', '95 % interval', 'Each seed', 'Paper'],
    figures.map(({ label, values, estimate, reference }) => [
      label,
      estimate === null ? '–' : show(estimate.mean),
      estimate?.interval ? estimate.interval.map(show).join(' to ') : '–',
      values.map(show).join(', '),
      reference === undefined ? '–' : show(reference.value),
    ]),
  ),
)}
${section(
  'Seeds',
  table(
    'Seeds',
    ['Seed', 'Seconds', 'Ended'],
    trials.map(({ seed, seconds, error }) => [
      String(seed),
      seconds === null ? '–' : fixed(seconds, 1),
      error ?? (seconds === null ? 'not yet' : 'whole'),
    ]),
  ),
)}
${section('Configuration', configTable({ ...config, trials: trials.length }))}
${command === null ? null : section('Repeat it', html`<pre><code>${command}</code></pre>`)}`,
  );
}
