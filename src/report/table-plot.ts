import type { RenderFunction } from '@observablehq/plot';
import type { TextColumn } from '../experiments/index.ts';
import { COLORS } from './colors.ts';
import { draw, HEAD_MARGIN, type Words } from './draw.ts';
import { element } from './element.ts';
import { type Layout, WIDE } from './layout.ts';
import { wrap } from './wrap.ts';

const ROW = 28;
const LINE = 19;

/**
 * A table as a picture: the first column names the rows. On a narrow picture, each row is a block of lines, one per column.
 * Returns a standalone SVG.
 */
export function tablePlot(words: Words, columns: readonly TextColumn[], layout: Layout = WIDE): string {
  const blocks = layout.isNarrow ? blocksOf(columns, layout) : [];
  const rows = Math.max(0, ...columns.map(({ texts }) => texts.length));
  const frame = layout.isNarrow
    ? blocks.reduce((sum, block) => sum + block.length * LINE + GAP, 0)
    : ROW * (rows + 1);
  return draw(
    words,
    {
      ...{ marginLeft: HEAD_MARGIN, marginRight: HEAD_MARGIN, frame, axis: null },
      x: { domain: [0, 1] },
      y: { domain: [0, 1] },
      marks: [layout.isNarrow ? stacked(blocks) : cells(columns)],
    },
    layout,
  );
}

const cells =
  (columns: readonly TextColumn[]): RenderFunction =>
  (_index, _scales, _values, { width, marginTop }, { document }) => {
    const group = groupOf(document);
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    let x = HEAD_MARGIN;
    const middle = (row: number) => marginTop + ROW * (row + 0.5);
    for (const { heading, texts, share } of columns) {
      const place = { x, dy: '0.35em' };
      const head = { ...place, y: middle(0), fill: COLORS.quiet, 'font-weight': 600 };
      group.append(
        element(document, 'text', head, heading),
        ...texts.map((text, i) => element(document, 'text', { ...place, y: middle(i + 1) }, text)),
      );
      x += ((width - 2 * HEAD_MARGIN) * share) / shares;
    }
    const rows = Math.max(0, ...columns.map(({ texts }) => texts.length));
    for (let i = 1; i <= rows; i++) group.append(ruleAt(document, marginTop + ROW * i, width));
    return group;
  };

/** Pixels between two blocks. */
const GAP = 14;

/** A line of a block. */
interface BlockLine {
  readonly text: string;
  readonly isName: boolean;
}

/** The lines of each row: its name, then each value behind its heading. */
function blocksOf([first, ...others]: readonly TextColumn[], { width }: Layout): BlockLine[][] {
  const inLines = (text: string, isName: boolean): BlockLine[] =>
    wrap(text, width - 2 * HEAD_MARGIN, 13).map((line) => ({ text: line, isName }));
  return first.texts.map((name, row) => [
    ...inLines(name, true),
    ...others.flatMap(({ heading, texts }) => inLines(`${heading}: ${texts[row]}`, false)),
  ]);
}

const stacked =
  (blocks: readonly (readonly BlockLine[])[]): RenderFunction =>
  (_index, _scales, _values, { width, marginTop }, { document }) => {
    const group = groupOf(document);
    let y = marginTop;
    for (const block of blocks) {
      group.append(ruleAt(document, y, width));
      block.forEach(({ text, isName }, i) => {
        const place = { x: HEAD_MARGIN, y: y + GAP / 2 + LINE * (i + 0.5), dy: '0.35em' };
        const look = isName ? { 'font-weight': 600 } : { fill: COLORS.quiet };
        group.append(element(document, 'text', { ...place, ...look }, text));
      });
      y += block.length * LINE + GAP;
    }
    return group;
  };

const groupOf = (document: Document): SVGElement =>
  element(document, 'g', { 'aria-label': 'table', 'text-anchor': 'start' });

const ruleAt = (document: Document, y: number, width: number): SVGElement =>
  element(document, 'path', { d: `M${HEAD_MARGIN},${y}H${width - HEAD_MARGIN}`, stroke: COLORS.grid });
