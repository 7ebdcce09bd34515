// The implementation that the page about checking one's own code shows.

import { expect, test } from 'vitest';
import { checkLaws, type SelectImpl, selectLaws } from '../../src/laws/index.ts';
import { ownCodePage } from './pages.ts';

const FILE = './foreign/threshold.mjs';

test('selection by a threshold breaks only the laws about counts, ties and invalid input', async () => {
  const threshold: SelectImpl = await import(FILE);
  const { outcomes } = await checkLaws(selectLaws, threshold, { seed: 1 });
  expect(outcomes.filter(({ ok }) => !ok).map(({ law }) => law.name)).toEqual([
    'exactly k scores are selected, for every k from 0 to n',
    'selection equals sorting and taking the first k',
    'selection is invariant to strictly increasing functions of the scores',
    'NaN scores are rejected at any index',
    'invalid counts are rejected',
    'selection handles more than 100,000 scores',
    'selection handles 300 layers',
    'global and layerwise selection agree on a single layer',
    'global selection ranks the weights of all layers together',
    'layerwise selection ranks each layer independently',
  ]);
});

test('the page about foreign code contains both example files and the report', async () => {
  const { markdown } = await ownCodePage();
  expect(markdown).toContain('score >= threshold ? 1 : 0');
  expect(markdown).toContain("from 'node:test'");
  expect(markdown).toContain('select: 7 of 17 laws kept, seed 1');
});
