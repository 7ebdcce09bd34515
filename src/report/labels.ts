import type { RenderFunction } from '@observablehq/plot';
import { COLORS } from './colors.ts';
import { element } from './element.ts';
import type { Layout } from './layout.ts';
import { spread } from './spread.ts';

/** The label of a line or a point. */
export interface EndLabel {
  readonly text: string;
  /** Value on the vertical axis at which the line ends. */
  readonly value: number;
  readonly color: string;
  /** SVG's stroke-dasharray of the line; solid by default. */
  readonly dash?: string;
  /** Symbol of a point as a character, such as ◆. */
  readonly glyph?: string;
}

/** The label of an area. */
export interface Swatch {
  readonly text: string;
  readonly fill: string;
}

/** All labels of a plot. */
interface Legend {
  readonly labels: readonly EndLabel[];
  readonly swatches: readonly Swatch[];
}

/** Distance between the centers of two labels in pixels. */
const GAP = 18;

/** Returns the height in pixels that the labels need below the axis; 0 if they are to the right of the frame. */
export const legendHeight = ({ labels, swatches }: Legend, { isNarrow }: Layout): number =>
  isNarrow ? GAP * (labels.length + swatches.length) : 0;

/** Returns the height in pixels that the labels need to the right of the frame; 0 if they are below it. */
export const roomForLabels = ({ labels, swatches }: Legend, { isNarrow }: Layout): number =>
  isNarrow ? 0 : GAP * (labels.length + swatches.length);

/** Returns a mark with the labels: to the right of the frame, or below it in a narrow layout. */
export const labelMark = (legend: Legend, { isNarrow }: Layout): RenderFunction =>
  isNarrow ? legendBelow(legend) : labelsBeside(legend);

/**
 * Returns labels in the right margin. They are moved apart so that they do not overlap, and a line connects each to its value.
 * Labels of areas are below.
 */
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

/**
 * Returns labels in a list below the axis, sorted by decreasing value, each behind its line or symbol. Labels of areas follow.
 */
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
