import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { COLOURS } from './series.ts';

/** Every plot's size in pixels, and its margins: words above, labels of lines on the right. */
export const LAYOUT = {
  width: 800,
  height: 450,
  marginTop: 76,
  marginRight: 250,
  marginBottom: 56,
  marginLeft: 84,
} as const;

/** The font of every picture, by generic family. */
export const FONT = 'system-ui, sans-serif';

/** What a picture says in words. */
export interface Words {
  readonly title: string;
  /** One line under the title: how to read it. */
  readonly subtitle: string;
  /** For those who cannot see it. */
  readonly description: string;
}

/** Draws a plot as a standalone SVG file: white background, title and subtitle inside. The same input, the same text. */
export function draw({ title, subtitle, description }: Words, options: Plot.PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const { marginLeft, marginTop } = { ...LAYOUT, ...options };
  const line = (text: string, dy: number, fontSize: number, more: Plot.TextOptions) =>
    Plot.text([text], {
      frameAnchor: 'top-left',
      lineAnchor: 'bottom',
      dx: 16 - marginLeft,
      dy: dy - marginTop,
      fontSize,
      ...more,
    });
  const svg = Plot.plot({
    ...LAYOUT,
    ...options,
    document,
    marks: [
      line(title, 32, 18, { fontWeight: 600 }),
      line(subtitle, 52, 13, { fill: COLOURS.quiet }),
      ...(options.marks ?? []),
    ],
  }) as SVGSVGElement;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    role: 'img',
    'font-family': FONT,
    'font-size': '13',
    color: COLOURS.ink,
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const background = element(document, 'rect', { width: '100%', height: '100%', fill: 'white' });
  svg.prepend(element(document, 'title', {}, title), element(document, 'desc', {}, description), background);
  return `${svg.outerHTML}\n`;
}

/** An SVG element with attributes, and text where it has some. */
export function element(
  document: Document,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}
