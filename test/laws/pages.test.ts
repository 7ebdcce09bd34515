import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { everySet } from '../../src/laws/index.ts';
import * as sets from '../../src/laws/sets/index.ts';
import { lawPages } from './pages.ts';
import { everyWrongImplementation } from './wrong-implementations/index.ts';

const isSet = (value: object): value is { name: string } => 'laws' in value;

test('every set of laws is listed and has wrong implementations', () => {
  const names = everySet.map(({ name }) => name).sort();
  const exported = Object.values<object>(sets).filter(isSet);
  expect(exported.map(({ name }) => name).sort()).toEqual(names);
  expect(everyWrongImplementation.map(({ set }) => set.name).sort()).toEqual(names);
});

test('names of laws are unique within their set, and names of sets are unique', () => {
  for (const names of [
    everySet.map(({ name }) => name),
    ...everySet.map((set) => set.laws.map(({ name }) => name)),
  ])
    expect(new Set(names).size).toBe(names.length);
});

test('every law has a formula and a source, and every bound has a derivation', () => {
  for (const { formula, source, bound } of everySet.flatMap((set) => set.laws)) {
    expect(formula.length).toBeGreaterThan(2);
    expect(source.length).toBeGreaterThan(5);
    if (bound !== undefined) expect(bound.length).toBeGreaterThan(20);
  }
});

test('the README states the number of laws and sets', () => {
  const laws = everySet.reduce((sum, set) => sum + set.laws.length, 0);
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`${laws} of them in ${everySet.length} sets`);
});

describe('the pages about laws', () => {
  const pages = lawPages();

  test('the pages list every set, law, formula and wrong implementation, with a counterexample per law', async () => {
    const [index, ...sets] = await pages;
    for (const [i, set] of everySet.entries()) {
      const page = plain(sets[i].markdown);
      expect(plain(index.markdown)).toContain(`[${set.name}](${sets[i].file})`);
      expect(set.why).toMatch(/\.$/);
      for (const { name, formula } of set.laws)
        expect(page).toContain(`## ${name.charAt(0).toUpperCase()}${name.slice(1)}\n\n\`${formula}\``);
      expect(page.match(/```text\nbroken by case/g)).toHaveLength(set.laws.length);
    }
  }, 60_000);

  const plain = (markdown: string) =>
    markdown.replace(/\\(.)/g, '$1').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
});

test.each([
  'prunes up to the k-th value: k + 1, and every tie',
  'crashes when all is pruned',
  'never trains',
  'prunes every negative weight too',
  'aliases the saved initial weights, so that rewinding restores nothing',
  'a shuffle that rebinds a local',
  'lets training revive pruned weights, and masks them when it is over',
  'an unseeded shuffle',
  'early stop chosen on test data',
  'rewinds the weights, not the learning-rate clock',
  'rewinds the weights, not the optimizer state',
  'a round that prunes nothing, silently',
  'keeps the weights of every round',
  'masks a dense layer: as slow as before',
])('a mistake of well-known implementations is caught: %s', (mistake) => {
  expect(everyWrongImplementation.flatMap(({ rejects }) => Object.values(rejects).flat())).toContain(mistake);
});
