import type { RenderFunction } from '@observablehq/plot';
import type { TextColumn } from '../experiments/index.ts';
import { draw, element, LAYOUT, type Words } from './draw.ts';
import { COLOURS } from './series.ts';

const ROW = 28;
const MARGIN = 16;

/** A table as a picture: the first column and words at the left of their columns. A standalone SVG, 800 wide. */
export function tablePlot(words: Words, columns: readonly TextColumn[]): string {
  const rows = Math.max(0, ...columns.map(({ texts }) => texts.length));
  return draw(words, {
    marginLeft: MARGIN,
    marginRight: MARGIN,
    marginBottom: MARGIN,
    height: LAYOUT.marginTop + ROW * (rows + 1) + MARGIN,
    x: { domain: [0, 1], axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [cells(columns)],
  });
}

const cells =
  (columns: readonly TextColumn[]): RenderFunction =>
  (_index, _scales, _values, { width, marginTop }, { document }) => {
    const group = element(document, 'g', { 'aria-label': 'table', 'text-anchor': 'start' });
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    let x = MARGIN;
    const middle = (row: number) => marginTop + ROW * (row + 0.5);
    for (const { heading, texts, share } of columns) {
      const place = { x, dy: '0.35em' };
      group.append(
        element(
          document,
          'text',
          { ...place, y: middle(0), fill: COLOURS.quiet, 'font-weight': 600 },
          heading,
        ),
        ...texts.map((text, i) => element(document, 'text', { ...place, y: middle(i + 1) }, text)),
      );
      x += ((width - 2 * MARGIN) * share) / shares;
    }
    const rows = Math.max(0, ...columns.map(({ texts }) => texts.length));
    for (let i = 1; i <= rows; i++) {
      const d = `M${MARGIN},${marginTop + ROW * i}H${width - MARGIN}`;
      group.append(element(document, 'path', { d, stroke: COLOURS.grid }));
    }
    return group;
  };
