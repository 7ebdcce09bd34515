import { type SeedsQuality, STILL_IMPROVING_NOTE, seedsNotes } from '../experiments/index.ts';
import { signedAlike, whole } from './format.ts';
import type { Picture } from './layout.ts';
import { html, type Markup } from './markup.ts';
import { figures, notes, pageFrame, section } from './page-frame.ts';
import { configTable, holds, table } from './page-tables.ts';
import { repeatCommand } from './repeat-command.ts';
import { finishedTrials, type TrialsRecord } from './trials.ts';
import { trialsTable } from './trials-table.ts';

/**
 * Several trials on one page: what they say together, a picture, and one row a trial that leads to its own page. An HTML
 * file that needs nothing else; says whatever the record has so far.
 */
export function trialsPage(record: TrialsRecord, pictures: readonly Picture[]): string {
  const { config, trials, quality } = record;
  return pageFrame(
    `${trials.length} trials of one search`,
    lead(record),
    html`${quality && section('Ticket against dense, seed by seed', metrics(quality))}
${pictures.length > 0 ? section('Pictures', figures(pictures)) : null}
${section('Trials', html`${trialsTable(record)}\n${notes([STILL_IMPROVING_NOTE])}`)}
${section('Configuration', configTable({ ...config, trials: trials.length }))}
${section('Repeat it', repeat(record))}`,
  );
}

function lead({ trials, winners }: TrialsRecord): Markup {
  const done = finishedTrials(trials).length;
  if (done === 0) return html`<p class="lead">No trial has finished yet.</p>`;
  const others = trials.length - done;
  return html`<p class="lead">${winners} of ${done} tickets ${winners === 1 ? 'wins' : 'win'} on ${winners === 1 ? 'its' : 'their'} own seed.${others > 0 ? ` ${others} of ${trials.length} trials have no result.` : ''}</p>`;
}

function metrics(quality: SeedsQuality): Markup {
  const { reachesTarget, matchesDense, trainsAsFast, needed } = quality;
  const points = (fractions: readonly number[]) =>
    signedAlike(
      fractions.map((fraction) => 100 * fraction),
      2,
    );
  const iterations = (values: readonly number[]) => signedAlike(values, 0);
  const rows = [
    ['Reaches the target: percentage points', 'at least', reachesTarget, points],
    ['Matches the dense network (not required): percentage points', 'at least', matchesDense, points],
    ['Trains in no more iterations: difference', 'at most', trainsAsFast, iterations],
  ] as const;
  return html`${table(
    'The conditions',
    ['Condition, ticket − dense', 'Mean', '95 % interval', 'Bar', 'Holds'],
    rows.map(([name, side, { difference, bar, answer }, show]) => {
      const [mean, limit, ...ends] = show([difference.mean, bar, ...(difference.interval ?? [])]);
      return [name, mean, ends.join(' to ') || '–', `${side} ${limit}`, holds(answer)];
    }),
  )}
${notes(seedsNotes(quality))}${needed === null ? null : html`<p class="caveat">Detecting a difference as small as the tolerance takes about ${whole(needed)} seeds at this standard deviation.</p>`}`;
}

function repeat({ config, trials }: TrialsRecord): Markup {
  const command = repeatCommand({ ...config, trials: trials.length });
  if (command === null) return html``;
  return html`<p>This command repeats the trials, to the same digests:</p>
<pre><code>${command}</code></pre>`;
}
