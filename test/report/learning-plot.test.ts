import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LearningSeries } from '../../src/experiments/index.ts';
import { learningPlot } from '../../src/report/index.ts';
import { afterSteepPart } from '../../src/report/steep-part.ts';
import { all, endLabels, standsAlone, texts } from './svg.ts';

const curve = (...accuracies: number[]): [number, number][] => accuracies.map((one, i) => [100 * i, one]);
const drawn = (series: readonly LearningSeries[]) => {
  const root = standsAlone(learningPlot(series));
  const lines = all(root, 'g[aria-label="line"]');
  return {
    labels: endLabels(root).map(({ text }) => text),
    strokes: lines.map((group) => group.getAttribute('stroke')),
    dashes: lines.map((group) => group.getAttribute('stroke-dasharray')),
    dots: all(root, 'g[aria-label="dot"] circle').length,
  };
};

test('draws one line per seed, one color and dash per series, and names each with the mean of its ends', () => {
  const { labels, strokes, dashes } = drawn([
    { label: 'dense', curves: [curve(0.1, 0.9, 0.98), curve(0.1, 0.92, 0.96)] },
    { label: '95 %', curves: [curve(0.1, 0.9, 0.95)] },
  ]);
  expect(labels).toEqual(['dense 97.00 %', '95 % 95.00 %']);
  expect(strokes).toEqual(['#595959', '#595959', '#c04e00']);
  expect(new Set(dashes).size).toBe(2);
});

test('the steep part is left out, and no line leaves the frame', () => {
  const root = standsAlone(learningPlot([{ label: 'dense', curves: [curve(0.1, 0.93, 0.95, 0.97)] }]));
  const ticks = texts(root, 'g[aria-label="y-axis tick label"] text').map(Number.parseFloat);
  expect(Math.min(...ticks)).toBeGreaterThanOrEqual(90);
  const ys = all(root, 'g[aria-label="line"] path').flatMap((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y)),
  );
  expect(Math.max(...ys)).toBeCloseTo(Number(root.getAttribute('height')) - 56, 3);
});

test('what was never trained is not named; one evaluation is a dot; an unknown one is passed over', () => {
  const none = { label: 'collapsed', curves: [[], []] };
  expect(drawn([none, { label: 'dense', curves: [curve(0.5)] }])).toMatchObject({
    labels: ['dense 50.00 %'],
    dots: 1,
  });
  expect(drawn([{ label: 'a', curves: [curve(0.5, 0.6, Number.NaN)] }]).labels).toEqual(['a 60.00 %']);
  for (const nothing of [[], [none]])
    expect(texts(standsAlone(learningPlot(nothing)), 'text')).toContain('No training has finished yet.');
});

test('draws whatever the accuracies', () =>
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 5 }), { maxLength: 3 }), {
        maxLength: 8,
      }),
      (all) => {
        const series = all.map((curves, i) => ({
          label: `series ${i}`,
          curves: curves.map((accuracies) => curve(...accuracies.map((thousandths) => thousandths / 1000))),
        }));
        const known = series.filter(({ curves }) => curves.some(({ length }) => length > 0));
        expect(drawn(series).labels).toHaveLength(known.length);
      },
    ),
    { numRuns: 20 },
  ));

test.each([
  [
    [0.1, 0.5, 0.9, 0.95],
    [0.9, 0.95],
  ],
  [[0.5], [0.5]],
  [
    [0.5, 0.5],
    [0.5, 0.5],
  ],
  [
    [0.9, 0.8, 0.7],
    [0.9, 0.8, 0.7],
  ],
  [[0.1, Number.NaN, 0.9], [0.9]],
  [[], []],
])('after the steep part of %j comes %j', (accuracies, rest) => {
  expect(afterSteepPart(accuracies)).toEqual(rest);
});
