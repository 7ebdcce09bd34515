import { counted } from '../../experiments/format-numbers.ts';
import { verdictNotes } from '../../experiments/imp/verdict-text.ts';
import type { InputWeights, TicketSummary } from '../../experiments/index.ts';
import { accuracyPlot } from '../accuracy-plot.ts';
import { curvesPlot } from '../curves-plot.ts';
import { fixed, shortPercent, whole } from '../format.ts';
import { inputsImage } from '../inputs-image.ts';
import { layersPlot } from '../layers-plot.ts';
import { inBothSizes, type Layout, type Picture } from '../layout.ts';
import type { RunRecord } from '../record.ts';
import { conditionsTable } from '../tables/conditions-table.ts';
import { networksTable } from '../tables/networks-table.ts';
import { type Block, quiet } from './contents.ts';
import { type Report, type RunOrigin, reportOf } from './report.ts';

/** The origin of a search, and data that are shown in addition to its record. */
export interface SearchOrigin extends RunOrigin {
  /** The surviving first-layer weights of the latest ticket, if its inputs are images. */
  readonly inputs?: InputWeights | null;
}

/**
 * Makes the report of one search with its verdict, networks and plots. It shows the results so far.
 *
 * @throws {ShapeError} if the inputs do not have one count per pixel.
 */
export function searchReport(record: RunRecord, { inputs = null, ...origin }: SearchOrigin): Report {
  const isTrained = record.dense !== null || record.rounds.length > 0;
  const networks: Block = { kind: 'table', table: networksTable(record) };
  return reportOf(
    {
      title: record.verdict === null ? 'The search for a winning ticket' : TITLES[record.verdict.wins],
      result: [...verdict(record), ...ticketFacts(record.ticket), CAVEAT],
      sections: isTrained ? [{ title: 'Networks', blocks: [networks] }] : [],
    },
    record.dense === null ? new Map() : picturesOf(record, inputs),
    origin,
  );
}

const TITLES = {
  yes: 'A winning ticket',
  no: 'Not a winning ticket',
  undecided: 'A ticket without a verdict',
} as const;

const CAVEAT: Block = {
  kind: 'text',
  text: 'One seed proves nothing. Repeat the run with several seeds, for example with --trials 5.',
  look: 'caveat',
};

function verdict({ verdict, tolerance, dense, rounds }: RunRecord): Block[] {
  if (verdict !== null)
    return [
      { kind: 'text', text: verdict.text, look: 'lead' },
      { kind: 'table', table: conditionsTable(verdict, tolerance) },
      ...quiet(verdictNotes(verdict)),
    ];
  const done = counted(rounds.length + (dense ? 1 : 0), 'level');
  const text = `There is no verdict yet: the run is not finished, with ${done} trained so far.`;
  return [{ kind: 'text', text, look: 'lead' }];
}

function ticketFacts(ticket: TicketSummary | null): Block[] {
  if (ticket === null) return [];
  const { remainingParameters, totalParameters, density, compressionRatio, digest } = ticket;
  const kept = `${whole(remainingParameters)} of ${whole(totalParameters)} weights (${shortPercent(density)})`;
  return [
    {
      kind: 'text',
      text: `The ticket keeps ${kept}, a compression of ${fixed(compressionRatio)}×. The digest of its mask and weights:`,
    },
    { kind: 'code', code: digest },
  ];
}

function picturesOf(record: RunRecord, inputs: InputWeights | null): Map<string, Picture> {
  const plots = new Map<string, (layout: Layout) => string>([
    ['accuracy.svg', (layout) => accuracyPlot(record, layout)],
    ['curves.svg', (layout) => curvesPlot(record, layout)],
    ['layers.svg', (layout) => layersPlot(record, layout)],
  ]);
  if (inputs !== null) plots.set('inputs.svg', (layout) => inputsImage(inputs, layout));
  return new Map([...plots].map(([name, draw]) => [name, inBothSizes(draw)]));
}
