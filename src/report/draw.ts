import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { COLORS, colorStyle } from './colors.ts';
import { element } from './element.ts';
import { type EndLabel, labelMark, legendHeight, roomForLabels, type Swatch } from './labels.ts';
import type { Layout } from './layout.ts';
import { wrap } from './wrap.ts';

/** Font of all plots, as a generic family. */
export const FONT = 'system-ui, sans-serif';

/** The texts of a plot. */
export interface PlotTexts {
  readonly title: string;
  /** Explanation of the plot, below its title. */
  readonly subtitle: string;
  /** Description of the plot for screen readers. */
  readonly description: string;
}

/** The content of a plot below its title. */
export interface Drawing extends Omit<Plot.PlotOptions, 'height' | 'width' | 'marginTop' | 'marginBottom'> {
  /** Height of the frame; by default, that of the layout. It grows if the labels need more. */
  readonly frame?: number;
  /** Labels of lines and points. */
  readonly labels?: readonly EndLabel[];
  /** Labels of areas. */
  readonly swatches?: readonly Swatch[];
}

/**
 * Draws a plot as a standalone SVG file, with its title and subtitle inside. The same input gives the same text. Its colors
 * follow the reader's light or dark mode.
 */
export function draw(words: PlotTexts, drawing: Drawing, layout: Layout): string {
  const { frame = layout.frame, labels = [], swatches = [], marks = [], ...options } = drawing;
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const head = headOf(words, layout);
  const legend = { labels, swatches };
  const height = Math.max(frame, roomForLabels(legend, layout));
  const marginBottom =
    (options.axis === null ? BARE_MARGIN : layout.marginBottom) + legendHeight(legend, layout);
  const { marginLeft = layout.marginLeft } = options;
  const svg = Plot.plot({
    ...{ width: layout.width, marginLeft: layout.marginLeft, marginRight: layout.marginRight },
    ...options,
    ...{ height: head.bottom + height + marginBottom, marginTop: head.bottom, marginBottom, document },
    marks: [
      ...head.lines.map((line) => headLine(line, marginLeft, head.bottom)),
      ...marks,
      labelMark(legend, layout),
    ],
  }) as SVGSVGElement;
  return finished(svg, words, document);
}

/** Bottom margin of a plot without axes. */
const BARE_MARGIN = 16;

/** A line of the title or the subtitle. */
interface HeadLine {
  readonly text: string;
  readonly baseline: number;
  readonly fontSize: number;
  readonly isTitle: boolean;
}

/** The lines above the frame, and the position at which the frame starts. */
interface Head {
  readonly lines: readonly HeadLine[];
  readonly bottom: number;
}

/** Returns the title and the subtitle, wrapped into lines. */
export function headOf({ title, subtitle }: PlotTexts, { width, isNarrow }: Layout): Head {
  const room = width - 2 * HEAD_MARGIN;
  const [titleSize, size] = isNarrow ? [16, 12] : [18, 13];
  const titles = wrap(title, room, titleSize * BOLD);
  const subtitles = wrap(subtitle, room, size);
  const first = isNarrow ? 26 : 32;
  const second = first + (titles.length - 1) * 22 + 20;
  const lines = [
    ...titles.map((text, i) => ({ text, baseline: first + i * 22, fontSize: titleSize, isTitle: true })),
    ...subtitles.map((text, i) => ({ text, baseline: second + i * 17, fontSize: size, isTitle: false })),
  ];
  return { lines, bottom: second + (subtitles.length - 1) * 17 + 24 };
}

/** Left margin of the title in pixels. */
export const HEAD_MARGIN = 16;

/** Factor by which bold characters are wider. */
const BOLD = 1.1;

const headLine = ({ text, baseline, fontSize, isTitle }: HeadLine, left: number, top: number): Plot.Markish =>
  Plot.text([text], {
    ...{ frameAnchor: 'top-left', lineAnchor: 'bottom', fontSize },
    ...{ dx: HEAD_MARGIN - left, dy: baseline - top },
    ...(isTitle ? { fontWeight: 600 } : { fill: COLORS.quiet }),
  });

function finished(svg: SVGSVGElement, { title, description }: PlotTexts, document: Document): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    role: 'img',
    'font-family': FONT,
    'font-size': '13',
    color: COLORS.ink,
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.prepend(
    element(document, 'title', {}, title),
    element(document, 'desc', {}, description),
    element(document, 'style', {}, colorStyle()),
    element(document, 'rect', { width: '100%', height: '100%', fill: COLORS.paper }),
  );
  return `${svg.outerHTML}\n`;
}
