import { expect, test } from 'vitest';
import { colorStyle, lineStyles } from '../../src/report/colors.ts';
import { learningPlot, WIDE } from '../../src/report/index.ts';
import { PICTURES, SNIP_SERIES } from './example-plots.ts';
import { all, parse, standsAlone } from './svg.ts';

const labels = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`);

test('lineLooks gives thirteen lines thirteen colors, the dense network and the ticket their own', () => {
  const looks = lineStyles(['dense', 'ticket', ...labels(11)]);
  expect(looks.slice(0, 2).map(({ color }) => color)).toEqual(['#595959', '#0072b2']);
  expect(new Set(looks.map(({ color }) => color)).size).toBe(13);
});

test('lineLooks dashes lines of one color differently', () => {
  const looks = lineStyles(labels(44));
  expect(new Set(looks.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(44);
});

test('the seven lines of snip have seven colors', () => {
  const lines = all(standsAlone(learningPlot(SNIP_SERIES)), 'g[aria-label="line"]');
  expect(new Set(lines.map((line) => line.getAttribute('stroke'))).size).toBe(7);
});

/** Pairs of a color and the one that replaces it in dark mode. */
const pairs = new Map(
  [...colorStyle().matchAll(/svg \[fill="([^"]+)"\]\{fill:([^}]+)\}/g)].map(([, light, dark]) => [
    light,
    dark,
  ]),
);

test.each(PICTURES.filter(([name]) => name !== 'inputsImage'))(
  'every color of %s has one for dark mode',
  (_, draw) => {
    const root = parse(draw(WIDE));
    const used = all(root, '[fill], [stroke]')
      .flatMap((node) => [node.getAttribute('fill'), node.getAttribute('stroke')])
      .filter((color) => color !== null && !/^(none|currentColor)$/.test(color));
    expect([...new Set(used)].filter((color) => !pairs.has(color as string))).toEqual([]);
  },
);

/** Relative luminance, WCAG 2. */
function luminance(color: string): number {
  const hex = color === 'white' ? '#ffffff' : color;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test('colors of texts have a contrast of at least 4.5 to the paper, in both modes', () => {
  const texts = ['#222222', '#595959', ...lineStyles(['ticket', ...labels(11)]).map(({ color }) => color)];
  for (const color of texts) {
    expect(contrast(color, 'white')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(pairs.get(color) as string, pairs.get('white') as string)).toBeGreaterThanOrEqual(4.5);
  }
});
