import { expect, test } from 'vitest';
import { NARROW, WIDE } from '../../src/report/index.ts';
import { textWidth, wrap } from '../../src/report/wrap.ts';
import { PICTURES } from './example-plots.ts';
import { standsAlone, textsOutside } from './svg.ts';

test.each(PICTURES)('%s has no text that is cut off, in either size', (_, draw) => {
  for (const layout of [WIDE, NARROW]) {
    const svg = draw(layout);
    expect(standsAlone(svg).getAttribute('width')).toBe(String(layout.width));
    expect(textsOutside(svg)).toEqual([]);
  }
});

test.each(PICTURES)('%s is readable on a screen of 390 pixels without scrolling', (_, draw) => {
  const root = standsAlone(draw(NARROW));
  expect(Number(root.getAttribute('width'))).toBeLessThanOrEqual(390 - 2 * 14);
  expect(Number(root.getAttribute('font-size'))).toBeGreaterThanOrEqual(12);
});

test('the test detects text that crosses the edge of a picture', () => {
  expect(textsOutside('<svg width="100" font-size="13"><text x="90">cut off</text></svg>')).toEqual([
    'cut off',
  ]);
});

test('a picture grows with its labels, so that all are inside', () => {
  const { height } = { height: Number(standsAlone(PICTURES[0][1](NARROW)).getAttribute('height')) };
  expect(height).toBeGreaterThan(NARROW.frame + NARROW.marginBottom + 5 * 18);
});

test('wrap breaks lines between words only, where they become too wide', () => {
  expect(wrap('one two three', textWidth('one two', 10), 10)).toEqual(['one two', 'three']);
  expect(wrap('incomprehensibilities are long', 50, 10)).toEqual(['incomprehensibilities', 'are long']);
  expect(wrap('', 50, 10)).toEqual(['']);
});
