import { expect, test } from 'vitest';
import { sweep } from '../../src/cli/methods/sweep.ts';

test('a sweep’s line judges by the tolerance that was asked for', () => {
  const levels = [
    { round: 0, sparsity: 0, testAccuracy: 0.95 },
    { round: 1, sparsity: 0.5, testAccuracy: 0.945 },
  ];
  const line = (tolerance: number) => sweep.line(levels, { ...sweep.defaults, tolerance });
  expect(line(0.001)).toContain('up to a sparsity of 0.0 %');
  expect(line(0.006)).toContain('up to a sparsity of 50.0 %');
});
