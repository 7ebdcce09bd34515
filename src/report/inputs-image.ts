import * as Plot from '@observablehq/plot';
import { ShapeError } from '../errors.ts';
import { FONT, LAYOUT } from './draw.ts';
import { fixed, whole } from './format.ts';
import { countInputs, type InputCounts } from './input-counts.ts';
import { html, type Markup, raw } from './markup.ts';
import { COLOURS } from './series.ts';

const [HEIGHT, SIDE, LEFT, TOP] = [490, 392, 24, 76];

/**
 * A picture of the inputs: how many weights of the first layer still look at each pixel, dark where none does.
 * `mask` is [outputs, height · width], 1 where a weight survives. A standalone SVG of 800 × 490. Throws a ShapeError
 * for a mask of another length.
 */
export function inputsImage(
  mask: Uint8Array,
  outputs: number,
  [height, width]: readonly [number, number],
): string {
  const expected = outputs * height * width;
  if (mask.length !== expected || expected === 0)
    throw new ShapeError('mask', `must have ${outputs} · ${height} · ${width} > 0 entries`, mask.length);
  const counts = countInputs(mask, outputs, [height, width]);
  const colour = colours(counts.most);
  const cell = SIDE / Math.max(height, width);
  const title = 'What the ticket still looks at';
  const sentences = describe(counts, outputs);
  const attributes = raw(
    `width="${LAYOUT.width}" height="${HEIGHT}" viewBox="0 0 ${LAYOUT.width} ${HEIGHT}"`,
  );
  return html`<svg xmlns="http://www.w3.org/2000/svg" role="img" ${attributes} font-family="${FONT}" font-size="14" fill="${COLOURS.ink}">
<title>${title}</title><desc>${sentences.join(' ')}</desc><rect width="100%" height="100%" fill="white"/>
<text x="16" y="32" font-size="18" font-weight="600">${title}</text>
<text x="16" y="52" font-size="13" fill="${COLOURS.quiet}">Every square is an input pixel; its colour is how many weights of the first layer still read it.</text>
<g transform="translate(${LEFT},${TOP}) scale(${cell})" shape-rendering="crispEdges">
${pixels(counts, width, colour)}</g>
${legend(counts.most, outputs, colour)}
${sentences.map((sentence, i) => html`<text x="456" y="${200 + i * 26}">${sentence}</text>\n`)}</svg>
`.markup;
}

/** One path for all pixels of one count. */
function pixels({ counts }: InputCounts, width: number, colour: (count: number) => string): Markup[] {
  const paths = new Map<number, string>();
  counts.forEach((count, i) => {
    const square = `M${i % width},${Math.floor(i / width)}h1v1h-1z`;
    paths.set(count, (paths.get(count) ?? '') + square);
  });
  return [...paths]
    .sort(([a], [b]) => a - b)
    .map(([count, d]) => html`<path data-count="${count}" fill="${colour(count)}" d="${d}"/>\n`);
}

function legend(most: number, outputs: number, colour: (count: number) => string): Markup {
  const [x, y, size, steps] = [456, 100, 22, 40];
  const ramp = Array.from({ length: most > 0 ? steps : 0 }, (_, i) => {
    const count = 1 + ((most - 1) * i) / (steps - 1);
    return html`<rect x="${x + 44 + i * 5}" y="${y}" width="5.5" height="${size}" fill="${colour(count)}"/>`;
  });
  const end = html`<text x="${x + 44}" y="${y + 40}">1</text><text x="${x + 244}" y="${y + 40}" text-anchor="end">${whole(most)}</text>`;
  return html`<text x="${x}" y="${y - 10}">Weights left, of ${whole(outputs)} a pixel</text>
<rect x="${x}" y="${y}" width="${size}" height="${size}" fill="${colour(0)}"/><text x="${x + 11}" y="${y + 40}" text-anchor="middle">0</text>
${ramp}${most > 1 ? end : null}`;
}

/** Black for none; from one on the inferno scheme, without its darkest fifth, so that one is told from none. */
function colours(most: number): (count: number) => string {
  const { apply } = Plot.scale({
    color: { type: 'linear', scheme: 'inferno', domain: [1 - Math.max(1, most - 1) / 4, Math.max(2, most)] },
  });
  return (count) => (count === 0 ? '#000000' : apply(count));
}

function describe({ dead, counts, margin, border, inside }: InputCounts, outputs: number): string[] {
  return [
    `${whole(dead)} of ${whole(counts.length)} pixels are dead: nothing reads them.`,
    ...(margin > 0
      ? [
          `The outer ${margin === 1 ? 'pixel' : `${margin} pixels`} of each side keep`,
          `${fixed(border)} of ${whole(outputs)} weights a pixel, the inside ${fixed(inside)}.`,
        ]
      : []),
  ];
}
