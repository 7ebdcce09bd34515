import { expect, test } from 'vitest';
import { fitting } from '../../src/cli/trials-view.ts';

test.each([
  ['dense', 80, 'dense   '],
  ['round 10', 80, 'round 10'],
  ['dense from 300, second order', 80, 'dense from …'],
  ['dense from 300, second order', 140, 'dense from 300, second order'],
  ['random mask, second order', 100, 'random …'],
  ['random mask, second order', 20, 'random …'],
])('the name %j in %d columns is %j', (name, columns, shown) => {
  expect(fitting(name, columns)).toBe(shown);
});
