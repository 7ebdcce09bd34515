import { expect, test } from 'vitest';
import { layersPlot } from '../../src/report/index.ts';
import { denseOnly, finished, nothing } from './records.ts';
import { all, endLabels, standsAlone } from './svg.ts';

test('layersPlot draws one line per layer and one for the whole network, labelled with the remaining weights', () => {
  const root = standsAlone(layersPlot(finished));
  expect(all(root, 'g[aria-label="line"] > path')).toHaveLength(4);
  expect(all(root, 'g[aria-label="dot"] > circle')).toHaveLength(3 * 11);
  expect(endLabels(root).map(({ text }) => text)).toEqual([
    'layers.0.weight 10 %',
    'layers.2.weight 10 %',
    'layers.4.weight 32 %',
  ]);
});

test('layersPlot marks a layer without weights', () => {
  const last = finished.rounds[9];
  const layers = { ...last.layers, 'layers.4.weight': { total: 1000, remaining: 0 } };
  const root = standsAlone(
    layersPlot({ ...finished, rounds: [...finished.rounds.slice(0, 9), { ...last, layers }] }),
  );
  expect(endLabels(root).at(-1)?.text).toBe('layers.4.weight none left');
});

test('names are escaped, and long ones are shortened', () => {
  const layers = { '<script>&"': { total: 10, remaining: 5 }, ['x'.repeat(60)]: { total: 10, remaining: 5 } };
  const root = standsAlone(layersPlot({ ...denseOnly, dense: { ...finished.rounds[2], layers } }));
  expect(endLabels(root).map(({ text }) => text)).toEqual(['<script>&" 50 %', `${'x'.repeat(17)}… 50 %`]);
});

test('a record without levels gives an empty frame that says why', () => {
  expect(standsAlone(layersPlot(nothing)).textContent).toContain('No level has finished yet.');
});
