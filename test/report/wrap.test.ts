import { expect, test } from 'vitest';
import { keptTogether, wrapped } from '../../src/report/wrap.ts';

test('wrapped breaks lines at spaces, and does not break longer words', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapped('one unbreakable two', 5)).toEqual(['one', 'unbreakable', 'two']);
  expect(wrapped('')).toEqual(['']);
});

test('wrapped keeps a number with its unit and its standard deviation', () => {
  expect(wrapped('at most 0.2 % of all', 12)).toEqual(['at most', '0.2 % of all']);
  expect(wrapped('accuracy 97.20 % ± 0.10 % here', 18)).toEqual(['accuracy', '97.20 % ± 0.10 %', 'here']);
  expect(wrapped('where ε < 0.01 holds', 12)).toEqual(['where', 'ε < 0.01', 'holds']);
});

test('keptTogether leaves all other spaces', () => {
  expect(keptTogether('loss: <must> stay')).toBe('loss: <must> stay');
  expect(keptTogether('the dense network − 0.2 points')).toBe('the dense network − 0.2 points');
});
