import { describe, expect, test } from 'vitest';
import { accuracyPlot } from '../../src/report/index.ts';
import { control, denseOnly, finished, manyControls, nothing } from './records.ts';
import { all, endLabels, type Node, standsAlone, texts } from './svg.ts';

const dots = (svg: string) => ({
  levels: all(standsAlone(svg), 'g[aria-label="dot"] circle').length,
  controls: all(standsAlone(svg), 'g[aria-label="dot"] path').length,
});

test('every level and every control is a point at early stop and one at the end', () => {
  expect(dots(accuracyPlot(finished))).toEqual({ levels: 2 * 11, controls: 2 * 2 });
  expect(dots(accuracyPlot({ ...finished, controls: [] }))).toEqual({ levels: 2 * 11, controls: 0 });
  expect(dots(accuracyPlot({ ...finished, rounds: finished.rounds.slice(0, 3), controls: [] })).levels).toBe(
    8,
  );
  expect(dots(accuracyPlot(denseOnly))).toEqual({ levels: 2, controls: 0 });
  expect(dots(accuracyPlot(nothing))).toEqual({ levels: 0, controls: 0 });
});

test('labels name each with its figure, and none covers another', () => {
  const labels = endLabels(standsAlone(accuracyPlot(finished)));
  expect(labels.map(({ text }) => text)).toEqual([
    'dense 97.41 %',
    'ticket, early stop 97.66 %',
    'ticket, at the end 97.76 %',
    'random reinitialization 97.12 %',
    'shuffled mask 96.95 %',
  ]);
  const equal = (['reinit', 'shuffle'] as const).map((name) => control(name, 0.9741));
  const close = accuracyPlot({ ...finished, controls: equal });
  for (const svg of [close, accuracyPlot(finished)]) {
    const places = endLabels(standsAlone(svg))
      .map(({ y }) => y)
      .sort((a, b) => a - b);
    places.slice(1).forEach((place, i) => {
      expect(place - places[i]).toBeGreaterThan(17.8);
    });
  }
});

describe('controls at several levels', () => {
  const root = standsAlone(accuracyPlot(manyControls));
  const paths = (group: Node) => all(group, 'path').map((path) => path.getAttribute('d') ?? '');

  test('are a dashed and a solid line each, through one point per level', () => {
    expect(dots(accuracyPlot(manyControls))).toEqual({ levels: 2 * 11, controls: 2 * (3 + 2) });
    const lines = all(root, 'g[aria-label="line"]');
    expect(lines.map((line) => line.getAttribute('stroke-dasharray'))).toEqual(
      [1, 2, 3].flatMap(() => ['6,4', null]),
    );
    expect(lines.map((line) => paths(line)[0].split('L').length)).toEqual([3, 3, 2, 2, 11, 11]);
  });

  test('are drawn by the mean of their copies, which the subtitle names', () => {
    const pairs = manyControls.controls.filter(({ name }) => name === 'reinit');
    const means = [0, 2, 4].map((i) => (pairs[i].testAccuracy + pairs[i + 1].testAccuracy) / 2);
    const lines = (svg: string) => all(standsAlone(svg), 'g[aria-label="line"]').map(paths);
    const equal = manyControls.controls.map(({ name, round, copy, testAccuracy }, i) =>
      control(name, i < 6 ? means[i >> 1] : testAccuracy, { round, copy }),
    );
    expect(lines(accuracyPlot({ ...manyControls, controls: equal }))).toEqual(
      lines(accuracyPlot(manyControls)),
    );
    expect(root.textContent).toContain('the mean of 2.');
    expect(accuracyPlot(finished)).not.toContain('mean of');
  });

  test('are labelled with the value of their last level', () => {
    expect(
      endLabels(root)
        .map(({ text }) => text)
        .slice(3),
    ).toEqual(['random reinitialization 96.95 %', 'shuffled mask 96.50 %']);
  });

  test('are drawn in the same way in whatever order their trainings are given', () => {
    const mirrored = {
      ...manyControls,
      controls: manyControls.controls.toSorted((a, b) => b.round - a.round),
    };
    expect(accuracyPlot(mirrored)).toBe(accuracyPlot(manyControls));
  });
});

test('density falls from 100 % at the left, evenly on a logarithmic axis', () => {
  const root = standsAlone(accuracyPlot(finished));
  expect(
    texts(root, 'g[aria-label="x-axis tick label"] text').map((text) => text.replace('\u00a0', ' ')),
  ).toEqual([...['100 %', '79 %', '63 %', '50 %', '40 %', '32 %', '25 %', '20 %', '16 %', '13 %', '10 %']]);
  const at = all(root, 'g[aria-label="x-axis tick"] path').map((tick) =>
    Number(tick.getAttribute('transform')?.match(/\(([\d.]+),/)?.[1]),
  );
  at.slice(1).forEach((place, i) => {
    expect(place - at[i]).toBeCloseTo((at[10] - at[0]) / 10, 6);
  });
});

test('the accuracy at the end is dashed, the one at early stop is not', () => {
  const lines = all(standsAlone(accuracyPlot(finished)), 'g[aria-label="line"]');
  expect(lines.map((line) => line.getAttribute('stroke-dasharray'))).toEqual(['6,4', null]);
});

test('a control’s two points are as far apart as its two accuracies, at the last level', () => {
  const root = standsAlone(accuracyPlot(finished));
  const points = all(root, 'g[aria-label="dot"] path').map((path) =>
    [...(path.getAttribute('transform') ?? '').matchAll(/[\d.]+/g)].map(Number),
  );
  const [end, stop] = ['white', '#0072b2'].map((fill) =>
    all(root, `g[aria-label="dot"][fill="${fill}"] circle`).map((dot) => Number(dot.getAttribute('cy'))),
  );
  const tenthOfAPoint = stop[0] - end[0];
  for (const [x] of points) expect(x).toBe(points[0][0]);
  expect(points[1][1] - points[0][1]).toBeCloseTo(tenthOfAPoint, 6);
  expect(points[3][1] - points[2][1]).toBeCloseTo(tenthOfAPoint, 6);
  expect(points[3][1] - points[1][1]).toBeCloseTo(1.7 * tenthOfAPoint, 6);
});

test('a figure that is not known is left out', () => {
  const unknown = { ...finished.rounds[9], testAccuracy: Number.NaN };
  const svg = accuracyPlot({ ...finished, rounds: [...finished.rounds.slice(0, 9), unknown] });
  expect(dots(svg).levels).toBe(21);
  expect(endLabels(standsAlone(svg)).map(({ text }) => text)).not.toContainEqual(
    expect.stringContaining('early stop'),
  );
});

test('the same record gives the same text, and it has the size a slide needs', () => {
  expect(accuracyPlot(finished)).toBe(accuracyPlot(structuredClone(finished)));
  const root = standsAlone(accuracyPlot(finished));
  expect([root.getAttribute('width'), root.getAttribute('height')]).toEqual(['800', '450']);
});
