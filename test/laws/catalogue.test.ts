import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue, everySet } from '../../src/laws/index.ts';
import * as sets from '../../src/laws/sets/index.ts';
import { everyMistake } from './mistakes/index.ts';

const isSet = (value: object): value is { name: string } => 'laws' in value;

test('every set is listed, and has mistakes', () => {
  const names = everySet.map(({ name }) => name).sort();
  const exported = Object.values<object>(sets).filter(isSet);
  expect(exported.map(({ name }) => name).sort()).toEqual(names);
  expect(everyMistake.map(({ set }) => set.name).sort()).toEqual(names);
});

test('no two laws of a set, and no two sets, share a name', () => {
  for (const names of [
    everySet.map(({ name }) => name),
    ...everySet.map((set) => set.laws.map(({ name }) => name)),
  ])
    expect(new Set(names).size).toBe(names.length);
});

test('every law says its formula, its source, and why where it is bounded', () => {
  for (const { formula, source, exactness } of everySet.flatMap((set) => set.laws)) {
    expect(formula.length).toBeGreaterThan(2);
    expect(source.length).toBeGreaterThan(5);
    if (exactness !== 'exact') expect(exactness.bound.length).toBeGreaterThan(20);
  }
});

test('the README counts them', () => {
  const laws = everySet.reduce((sum, set) => sum + set.laws.length, 0);
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`${laws} of them in ${everySet.length} sets`);
});

test('the catalogue names every law, and every mistake it catches', () => {
  const page = catalogue();
  const plain = page
    .replace(/\\(.)/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  for (const { name, catches, formula } of everySet.flatMap((set) => set.laws)) {
    expect(plain).toContain(`### ${name.charAt(0).toUpperCase()}${name.slice(1)}\n\n\`${formula}\``);
    for (const mistake of catches) expect(plain).toContain(mistake);
  }
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
  'rewinds the weights, not the optimizer’s memory',
  'a round that prunes nothing, silently',
  'keeps the weights of every round',
  'masks a dense layer: as slow as before',
])('a mistake of well-known implementations is caught: %s', (mistake) => {
  expect(everySet.flatMap((set) => set.laws.flatMap(({ catches }) => catches))).toContain(mistake);
});
