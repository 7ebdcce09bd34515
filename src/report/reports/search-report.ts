import { verdictNotes } from '../../experiments/index.ts';
import { counted } from '../../experiments/text.ts';
import { accuracyPlot } from '../accuracy-plot.ts';
import { curvesPlot } from '../curves-plot.ts';
import { fixed, shortPercent, whole } from '../format.ts';
import { inputsImage } from '../inputs-image.ts';
import { layersPlot } from '../layers-plot.ts';
import { inBothSizes, type Layout, type Picture } from '../layout.ts';
import type { RunRecord, TicketSummary } from '../record.ts';
import { conditionsTable } from '../tables/conditions-table.ts';
import { networksTable } from '../tables/networks-table.ts';
import { type Block, quiet } from './contents.ts';
import { type Report, type RunOrigin, reportOf } from './report.ts';

/** The first layer of a ticket whose inputs are the pixels of an image. */
export interface ImageInputs {
  /** 1 where a weight survives [outputs, height · width]. */
  readonly mask: Uint8Array;
  /** Size of the images. */
  readonly size: readonly [height: number, width: number];
}

/** How a search was made, and what is drawn beside its record. */
export interface SearchOrigin extends RunOrigin {
  readonly inputs?: ImageInputs;
}

/**
 * Reports on one search: verdict, networks, pictures. Shows whatever the record has so far.
 *
 * @throws {ShapeError} if the mask of the inputs is not a multiple of the image's size.
 */
export function searchReport(record: RunRecord, { inputs, ...origin }: SearchOrigin): Report {
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

function verdict({ verdict, dense, rounds }: RunRecord): Block[] {
  if (verdict !== null)
    return [
      { kind: 'text', text: verdict.text, look: 'lead' },
      { kind: 'table', table: conditionsTable(verdict) },
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

function picturesOf(record: RunRecord, inputs: ImageInputs | undefined): Map<string, Picture> {
  const plots = new Map<string, (layout: Layout) => string>([
    ['accuracy.svg', (layout) => accuracyPlot(record, layout)],
    ['curves.svg', (layout) => curvesPlot(record, layout)],
    ['layers.svg', (layout) => layersPlot(record, layout)],
  ]);
  if (inputs !== undefined) {
    const { mask, size } = inputs;
    const outputs = mask.length / (size[0] * size[1]);
    plots.set('inputs.svg', (layout) => inputsImage(mask, outputs, size, layout));
  }
  return new Map([...plots].map(([name, draw]) => [name, inBothSizes(draw)]));
}
