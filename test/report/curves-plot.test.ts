import { expect, test } from 'vitest';
import { curvesPlot, type RunRecord } from '../../src/report/index.ts';
import { denseOnly, finished, manyControls, nothing, training } from './records.ts';
import { all, endLabels, standsAlone, texts } from './svg.ts';

const drawn = (record: RunRecord) => {
  const root = standsAlone(curvesPlot(record));
  return {
    labels: endLabels(root).map(({ text }) => text),
    lines: all(root, 'g[aria-label="line"] path').length,
    stops: all(root, 'g[aria-label="dot"] circle').length,
  };
};

test('one curve and one early stop for each network trained so far', () => {
  const labels = ['dense', 'ticket', 'random reinitialization', 'shuffled mask'];
  expect(drawn(finished)).toEqual({ labels, lines: 4, stops: 4 });
  expect(drawn({ ...finished, controls: [] })).toEqual({ labels: labels.slice(0, 2), lines: 2, stops: 2 });
  expect(drawn(denseOnly)).toEqual({ labels: ['dense'], lines: 1, stops: 1 });
  expect(drawn(nothing)).toEqual({ labels: [], lines: 0, stops: 0 });
});

test('the ticket drawn is the last round', () => {
  const rounds = finished.rounds.slice(0, 2).map((round, i) => ({ ...round, earlyStopIteration: 300 + i }));
  const description = standsAlone(curvesPlot({ ...finished, rounds, controls: [] })).querySelector('desc');
  expect(description?.textContent).toBe('Early stop: dense at iteration 700, ticket at iteration 301.');
});

test('of several random reinitializations and levels, only the first one of the last level is drawn', () => {
  expect(drawn(manyControls)).toEqual(drawn(finished));
  const svg = curvesPlot(manyControls);
  expect(svg).toContain('the first of 2.');
  expect(curvesPlot(finished)).not.toContain('the first of');
  const stops = manyControls.controls.map((one) => ({
    ...one,
    earlyStopIteration: 100 * (one.copy + (one.round === 10 ? 3 : 0)),
  }));
  const root = standsAlone(curvesPlot({ ...manyControls, controls: stops }));
  expect(root.querySelector('desc')?.textContent).toContain(
    'random reinitialization at iteration 400, shuffled mask at iteration 400.',
  );
  const earlier = manyControls.controls.filter(({ round }) => round < 10);
  expect(drawn({ ...finished, controls: earlier }).labels).toEqual(['dense', 'ticket']);
});

test('early stop is marked on the curve itself', () => {
  const root = standsAlone(curvesPlot(finished));
  const lines = all(root, 'g[aria-label="line"] path').map((path) => path.getAttribute('d'));
  const stops = all(root, 'g[aria-label="dot"] circle').map((dot) =>
    ['cx', 'cy'].map((axis) => Number(Number(dot.getAttribute(axis)).toFixed(3))).join(),
  );
  expect(stops).toHaveLength(4);
  stops.forEach((stop, i) => {
    expect(lines[i]?.split(/[ML]/)).toContain(stop);
  });
});

test('curves do not leave the frame, though they start below it', () => {
  const root = standsAlone(curvesPlot(finished));
  const numbers = all(root, 'g[aria-label="line"] path').flatMap((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y)),
  );
  expect(Math.max(...numbers)).toBeCloseTo(Number(root.getAttribute('height')) - 56, 3);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(76);
});

test('a curve of one point, an unknown point and an empty curve are drawn as far as they go', () => {
  const [first, second] = finished.rounds[0].curve;
  const broken = { ...second, validationAccuracy: Number.NaN };
  const of = (points: (typeof first)[]): RunRecord => ({
    ...nothing,
    dense: { round: 0, ...training(1, 0.97, { curve: points, earlyStopIteration: 0 }) },
  });
  expect(drawn(of([first]))).toMatchObject({ labels: ['dense'], stops: 1 });
  expect(drawn(of([first, broken]))).toMatchObject({ labels: ['dense'], stops: 1 });
  expect(drawn(of([]))).toMatchObject({ labels: [], stops: 0 });
});

test('no label of the iterations is written twice', () => {
  const curve = finished.rounds[0].curve.slice(0, 3).map((point, iteration) => ({ ...point, iteration }));
  const svg = curvesPlot({
    ...nothing,
    dense: { round: 0, ...training(1, 0.97, { curve, earlyStopIteration: 2 }) },
  });
  const labels = texts(standsAlone(svg), 'g[aria-label="x-axis tick label"] text').filter(
    (text) => text !== '',
  );
  expect(labels).toEqual(['0', '1', '2']);
});
