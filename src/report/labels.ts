import type { RenderFunction } from '@observablehq/plot';
import { COLORS } from './colors.ts';
import { element } from './element.ts';
import type { Layout } from './layout.ts';
import { spread } from './spread.ts';

/** The name of a line or a point, and the value that it belongs to. */
export interface EndLabel {
  readonly text: string;
  /** On the vertical axis. */
  readonly value: number;
  readonly color: string;
  /** How the line is dashed; solid by default. */
  readonly dash?: string;
  /** The symbol of a point, such as ◆. */
  readonly glyph?: string;
}

/** The name of an area. */
export interface Swatch {
  readonly text: string;
  readonly fill: string;
}

/** Everything that a picture names. */
interface Legend {
  readonly labels: readonly EndLabel[];
  readonly swatches: readonly Swatch[];
}

/** Pixels from one name's middle to the next. */
const GAP = 18;

/** Pixels that the names need below the axis; 0 if they stand at the right. */
export const legendHeight = ({ labels, swatches }: Legend, { isNarrow }: Layout): number =>
  isNarrow ? GAP * (labels.length + swatches.length) : 0;

/** Pixels that the names need beside the frame; 0 if they stand below it. */
export const roomForLabels = ({ labels, swatches }: Legend, { isNarrow }: Layout): number =>
  isNarrow ? 0 : GAP * (labels.length + swatches.length);

/** A mark: the names at the right of the frame, or below it on a narrow picture. */
export const labelMark = (legend: Legend, { isNarrow }: Layout): RenderFunction =>
  isNarrow ? legendBelow(legend) : labelsBeside(legend);

/** Labels in the right margin, moved apart so that none covers another, each tied to its value by a line; swatches below. */
const labelsBeside =
  ({ labels, swatches }: Legend): RenderFunction =>
  (_index, { y }, _values, { width, height, marginRight, marginTop, marginBottom }, { document }) => {
    const group = groupOf(document);
    const start = width - marginRight;
    const bottom = height - marginBottom - GAP * swatches.length;
    const wishes = labels.map(({ value }) => y?.(value) as number);
    const places = spread(wishes, GAP, [marginTop, bottom]);
    labels.forEach(({ text, color }, i) => {
      const [from, to] = [wishes[i].toFixed(1), places[i].toFixed(1)];
      const d = `M${start + 8},${from}h4L${start + 26},${to}h4`;
      group.append(
        element(document, 'path', { d, fill: 'none', stroke: color, 'stroke-opacity': 0.6 }),
        element(document, 'text', { x: start + 34, y: to, dy: '0.35em', fill: color }, text),
      );
    });
    swatches.forEach((swatch, i) => {
      group.append(...swatchAt(document, swatch, { x: start + 14, y: bottom + GAP * (i + 0.5) }));
    });
    return group;
  };

/** Labels in a list below the axis, the highest value first, each behind its line or symbol; then the swatches. */
const legendBelow =
  ({ labels, swatches }: Legend): RenderFunction =>
  (_index, _scales, _values, { height }, { document }) => {
    const group = groupOf(document);
    const top = height - GAP * (labels.length + swatches.length) - 4;
    const y = (i: number): number => top + GAP * (i + 0.5);
    const sorted = [...labels].sort((a, b) => b.value - a.value);
    sorted.forEach(({ text, color, dash = '', glyph }, i) => {
      const key =
        glyph === undefined
          ? element(document, 'path', {
              ...{ d: `M16,${y(i)}h22`, stroke: color, 'stroke-width': 2 },
              ...(dash !== '' && { 'stroke-dasharray': dash }),
            })
          : element(document, 'text', { x: 22, y: y(i), dy: '0.35em', fill: color }, glyph);
      group.append(key, element(document, 'text', { x: 46, y: y(i), dy: '0.35em', fill: color }, text));
    });
    swatches.forEach((swatch, i) => {
      group.append(...swatchAt(document, swatch, { x: 22, y: y(labels.length + i) }));
    });
    return group;
  };

const groupOf = (document: Document): SVGElement =>
  element(document, 'g', { 'aria-label': 'labels', 'text-anchor': 'start' });

function swatchAt(
  document: Document,
  { text, fill }: Swatch,
  { x, y }: { readonly x: number; readonly y: number },
): SVGElement[] {
  const square = { x, y: y - 6, width: 12, height: 12, fill, stroke: COLORS.grid };
  return [
    element(document, 'rect', square),
    element(document, 'text', { x: x + 20, y, dy: '0.35em', fill: COLORS.quiet }, text),
  ];
}
