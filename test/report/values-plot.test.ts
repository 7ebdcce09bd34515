import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { niceTicks } from '../../src/report/ticks.ts';
import { valuesPlot } from '../../src/report/values-plot.ts';
import { all, standsAlone, texts } from './svg.ts';

const ROWS = [
  { label: 'dense', values: [0.0225, 0.024, 0.0255], reference: { value: 0.017 } },
  { label: 'SNIP, 98 %', values: [0.031, 0.031, 0.031], reference: { value: 0.024, deviation: 0.001 } },
  { label: 'one seed', values: [0.03] },
  { label: 'none yet', values: [Number.NaN] },
];
const WORDS = { title: 'SNIP on LeNet-300-100', axis: 'Test error', unit: 'fraction' } as const;
const words = (svg: string) =>
  texts(standsAlone(svg), 'g[aria-label="text"] text').map((text) => text.replaceAll('\u00a0', ' '));
const seeds = (svg: string) => all(standsAlone(svg), 'g[aria-label="dot"] circle').length;

describe('figuresPlot', () => {
  test('says every row in figures, mean ± deviation beside the paper’s', () => {
    const said = words(valuesPlot(ROWS, WORDS));
    for (const text of [
      'dense',
      '2.40 ± 0.15 % · paper 1.70 %',
      '3.10 ± 0.00 % · paper 2.40 ± 0.10 %',
      '3.00 %',
      '–',
    ])
      expect(said).toContain(text);
    expect(standsAlone(valuesPlot(ROWS, WORDS)).querySelector('desc')?.textContent).toContain(
      'one seed: 3.00',
    );
  });

  test('draws a dot a seed, a diamond a reference, a stroke a mean and a bar an interval', () => {
    const root = standsAlone(valuesPlot(ROWS, WORDS));
    expect(all(root, 'g[aria-label="dot"] circle')).toHaveLength(7);
    expect(all(root, 'g[aria-label="dot"] path')).toHaveLength(2);
    const widths = all(root, 'g[aria-label="rule"]').map((group) => group.getAttribute('stroke-width'));
    expect(widths.filter((width) => width === '3')).toHaveLength(3);
    expect(widths.filter((width) => width === '6')).toHaveLength(2);
    expect(widths.filter((width) => width === '2')).toHaveLength(1);
  });

  test('numbers are shown as they are, and the words are the caller’s', () => {
    const said = words(
      valuesPlot([{ label: 'ticket', values: [3, 5], reference: { value: 20.7, deviation: 0.6 } }], {
        ...{ title: 'Instability of the ticket', axis: 'Distance', unit: 'number' },
        reference: 'chance',
      }),
    );
    expect(said).toContain('4.0 ± 1.4 · chance 20.7 ± 0.6');
    expect(said.join(' ')).toContain(
      'Dots: one seed each. Stroke: their mean, on its 95 % interval. Diamond: chance.',
    );
  });

  test('stays in its frame however wide an interval is: two seeds have one 25 times as wide as they are apart', () => {
    const root = standsAlone(valuesPlot([{ label: 'two', values: [0.97, 0.98] }], WORDS));
    const bars = all(root, 'g[aria-label="rule"] line').flatMap((line) =>
      ['x1', 'x2'].map((end) => Number(line.getAttribute(end))),
    );
    for (const x of bars) expect(x >= 212 && x <= 800 - 296).toBe(true);
  });

  test('one row, equal figures, zeros and no row at all are drawn too', () => {
    expect(seeds(valuesPlot([{ label: 'zero', values: [0, 0, 0] }], WORDS))).toBe(3);
    expect(seeds(valuesPlot([{ label: 'zero', values: [0] }], { ...WORDS, unit: 'number' }))).toBe(1);
    expect(seeds(valuesPlot([{ label: 'negative', values: [-3, -4] }], { ...WORDS, unit: 'number' }))).toBe(
      2,
    );
    expect(words(valuesPlot([], WORDS))).toContain('Nothing measured yet.');
    expect(seeds(valuesPlot([{ label: 'bad', values: [Number.NaN, Number.POSITIVE_INFINITY] }], WORDS))).toBe(
      0,
    );
  });

  test('a name made for trouble does no harm', () => {
    const svg = valuesPlot([{ label: '<b>&"x', values: [1] }], WORDS);
    expect(svg).not.toContain('<b>');
    expect(words(svg)).toContain('<b>&"x');
  });
});

describe('niceTicks', () => {
  test('are round, in the range, at most six, at least two', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom(1e-6, 0.001, 0.01, 1, 100),
        (from, length, unit) => {
          const [low, high] = [from * unit, (from + length) * unit];
          const { values, decimals } = niceTicks(low, high);
          expect(values.length >= 2 && values.length <= 6).toBe(true);
          const slack = (high - low) * 1e-6;
          for (const value of values) {
            expect(value >= low - slack && value <= high + slack).toBe(true);
            expect(Math.abs(Number(value.toFixed(decimals)) - value)).toBeLessThanOrEqual(slack);
          }
        },
      ),
    ));

  test.each([
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1], 1],
    [0.016, 0.0315, [0.02, 0.025, 0.03], 3],
    [0, 60, [0, 20, 40, 60], 0],
    [0, 5, [0, 1, 2, 3, 4, 5], 0],
  ])('from %d to %d', (low, high, values, decimals) => {
    const ticks = niceTicks(low, high);
    expect(ticks.values.map((value) => Number(value.toFixed(9)))).toEqual(values);
    expect(ticks.decimals).toBe(decimals);
  });
});
