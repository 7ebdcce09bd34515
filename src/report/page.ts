import {
  BEFORE_TRAINING_NOTE,
  EARLY_STOP_NOTE,
  STILL_IMPROVING_NOTE,
  verdictNotes,
} from '../experiments/index.ts';
import { fixed, shortPercent, whole } from './format.ts';
import type { Picture } from './layout.ts';
import { html, type Markup } from './markup.ts';
import { figures, notes, pageFrame, section } from './page-frame.ts';
import { conditionsTable, configTable, controlsTable, levelsTable } from './page-tables.ts';
import type { RunRecord, TicketSummary } from './record.ts';
import { repeatCommand } from './repeat-command.ts';

/**
 * The run on one page: an HTML file that needs nothing else. `pictures` are SVG files of this module, put in as they
 * are; every other text is escaped. Says whatever the record has so far.
 */
export function reportPage(record: RunRecord, pictures: readonly Picture[]): string {
  const title = heading(record);
  const controls = controlsTable(record);
  const trained = record.dense !== null || record.rounds.length > 0;
  return pageFrame(
    title,
    verdict(record),
    html`${record.ticket && ticketFacts(record.ticket)}
${pictures.length > 0 ? section('Pictures', figures(pictures)) : null}
${trained ? section('Levels', html`${levelsTable(record)}\n${notes([STILL_IMPROVING_NOTE, EARLY_STOP_NOTE, BEFORE_TRAINING_NOTE])}`) : null}
${controls && section('Controls', html`<p>These networks are as sparse as the ticket, layer by layer. If they do as well, the ticket’s own weights do not matter.</p>\n${controls}`)}
${section('Configuration', configTable(record.config))}
${repeat(record)}`,
  );
}

const heading = ({ verdict }: RunRecord): string =>
  verdict === null ? 'The search for a winning ticket' : HEADINGS[verdict.wins];

const HEADINGS = {
  yes: 'A winning ticket',
  no: 'Not a winning ticket',
  undecided: 'A ticket without a verdict',
} as const;

function verdict({ verdict, dense, rounds }: RunRecord): Markup {
  if (verdict !== null)
    return html`<p class="lead">${verdict.text}</p>\n${conditionsTable(verdict)}\n${notes(verdictNotes(verdict))}`;
  const done = rounds.length + (dense ? 1 : 0);
  return html`<p class="lead">There is no verdict yet: the run is not finished, with ${done === 1 ? '1 level' : `${done} levels`} trained so far.</p>`;
}

function ticketFacts(ticket: TicketSummary): Markup {
  const { remainingParameters, totalParameters, density, compressionRatio, digest } = ticket;
  const kept = `${whole(remainingParameters)} of ${whole(totalParameters)}`;
  return html`<p>The ticket keeps ${kept} weights: ${shortPercent(density)}, a compression of ${fixed(compressionRatio)}×. Its digest, over mask and weights:</p>
<p><code>${digest}</code></p>`;
}

function repeat({ config }: RunRecord): Markup {
  const command = repeatCommand(config);
  const how = html`<p>This command repeats the run, to the same digest:</p>
<pre><code>${command}</code></pre>
<p class="quiet">In a clone, write <code>npm run -s winning-ticket -- find …</code> instead of <code>winning-ticket find …</code>.</p>`;
  return section(
    'Repeat it',
    html`${command === null ? null : how}
<p class="caveat"><strong>One seed proves nothing.</strong> Repeat the run with several seeds, for example with <code>--trials 5</code>.</p>`,
  );
}
