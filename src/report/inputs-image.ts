import * as Plot from '@observablehq/plot';
import { ShapeError } from '../errors.ts';
import type { InputWeights } from '../experiments/index.ts';
import { COLORS, colorStyle } from './colors.ts';
import { FONT, HEAD_MARGIN, headOf } from './draw.ts';
import { fixed, whole } from './format.ts';
import { type InputCounts, summarizeInputs } from './input-counts.ts';
import { type Layout, WIDE } from './layout.ts';
import { html, type Markup, raw } from './markup.ts';
import { wrap } from './wrap.ts';

/** Positions of the pixels and the texts. */
interface Places {
  readonly top: number;
  /** Width and height of the area of the pixels. */
  readonly side: number;
  /** Left end of the legend and the texts. */
  readonly x: number;
  readonly legendY: number;
  /** Vertical center of the first text. */
  readonly textY: number;
}

/** Returns the positions of the pixels, with the texts to the right of them or, in a narrow layout, below. */
function placesIn({ isNarrow, width }: Layout, top: number): Places {
  if (!isNarrow) return { top, side: 392, x: 456, legendY: top + 24, textY: top + 124 };
  const side = width - 2 * HEAD_MARGIN;
  return { top, side, x: HEAD_MARGIN, legendY: top + side + 40, textY: top + side + 112 };
}

/**
 * Draws how many weights of the first layer survive at each pixel; pixels without surviving weights are dark. Returns a
 * standalone SVG.
 *
 * @throws {ShapeError} if there is not one count per pixel.
 */
export function inputsImage(inputs: InputWeights, layout: Layout = WIDE): string {
  const {
    image: [height, width],
    outputs,
    counts,
  } = inputs;
  if (counts.length !== height * width || counts.length === 0)
    throw new ShapeError('counts', `must have ${height} · ${width} > 0 entries`, counts.length);
  const summary = summarizeInputs(inputs);
  const color = colors(summary.most);
  const sentences = describe(summary, inputs);
  const words = {
    title: 'What the ticket still looks at',
    subtitle:
      'Every square is an input pixel; its color is how many weights of the first layer still read it.',
    description: sentences.join(' '),
  };
  const head = headOf(words, layout);
  const places = placesIn(layout, head.bottom);
  const lines = wrap(words.description, layout.width - places.x - HEAD_MARGIN, 13);
  const bottom = layout.isNarrow ? places.textY + lines.length * LINE : places.top + places.side + 22;
  const cell = places.side / Math.max(height, width);
  const size = raw(`width="${layout.width}" height="${bottom}" viewBox="0 0 ${layout.width} ${bottom}"`);
  return html`<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size} font-family="${FONT}" font-size="13" fill="${COLORS.ink}">
<title>${words.title}</title><desc>${words.description}</desc><style>${raw(colorStyle())}</style><rect width="100%" height="100%" fill="${COLORS.paper}"/>
${head.lines.map(
  ({ text, baseline, fontSize, isTitle }) =>
    html`<text x="${HEAD_MARGIN}" y="${baseline}" font-size="${fontSize}" ${raw(isTitle ? 'font-weight="600"' : `fill="${COLORS.quiet}"`)}>${text}</text>\n`,
)}<g transform="translate(${HEAD_MARGIN},${places.top}) scale(${cell})" shape-rendering="crispEdges">
${pixels(counts, width, color)}</g>
${legend(summary.most, outputs, color, places)}
${lines.map((line, i) => html`<text x="${places.x}" y="${places.textY + i * LINE}">${line}</text>\n`)}</svg>
`.markup;
}

/** Line height of the texts in pixels. */
const LINE = 22;

/** Returns one path per count, which contains all pixels with this count. */
function pixels(counts: readonly number[], width: number, color: (count: number) => string): Markup[] {
  const paths = new Map<number, string>();
  counts.forEach((count, i) => {
    const square = `M${i % width},${Math.floor(i / width)}h1v1h-1z`;
    paths.set(count, (paths.get(count) ?? '') + square);
  });
  return [...paths]
    .sort(([a], [b]) => a - b)
    .map(([count, d]) => html`<path data-count="${count}" fill="${color(count)}" d="${d}"/>\n`);
}

function legend(
  most: number,
  outputs: number,
  color: (count: number) => string,
  { x, legendY: y }: Places,
): Markup {
  const [size, steps] = [22, 40];
  const ramp = Array.from({ length: most > 0 ? steps : 0 }, (_, i) => {
    const count = 1 + ((most - 1) * i) / (steps - 1);
    return html`<rect x="${x + 44 + i * 5}" y="${y}" width="5.5" height="${size}" fill="${color(count)}"/>`;
  });
  const end = html`<text x="${x + 44}" y="${y + 40}">1</text><text x="${x + 244}" y="${y + 40}" text-anchor="end">${whole(most)}</text>`;
  return html`<text x="${x}" y="${y - 10}">Weights left per pixel, of ${whole(outputs)}</text>
<rect x="${x}" y="${y}" width="${size}" height="${size}" fill="${color(0)}" stroke="${COLORS.quiet}"/><text x="${x + 11}" y="${y + 40}" text-anchor="middle">0</text>
${ramp}${most > 1 ? end : null}`;
}

/** Returns the color scale of counts: black for 0, and the inferno scheme without its darkest fifth from 1 on. */
function colors(most: number): (count: number) => string {
  const { apply } = Plot.scale({
    color: { type: 'linear', scheme: 'inferno', domain: [1 - Math.max(1, most - 1) / 4, Math.max(2, most)] },
  });
  return (count) => (count === 0 ? '#000000' : apply(count));
}

function describe(
  { dead, margin, border, inside }: InputCounts,
  { counts, outputs }: InputWeights,
): string[] {
  return [
    `${whole(dead)} of ${whole(counts.length)} pixels are dead: nothing reads them.`,
    ...(margin > 0
      ? [
          `The outer ${margin === 1 ? 'pixel' : `${margin} pixels`} of each side keep ${fixed(border)} of ${whole(outputs)} weights per pixel, the inside ${fixed(inside)}.`,
        ]
      : []),
  ];
}
