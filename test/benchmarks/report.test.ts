import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NAMES } from '../../benchmarks/arguments.ts';
import { withFigures } from '../../benchmarks/readme.ts';
import { figure, table } from '../../benchmarks/table.ts';

test('a table is Markdown whose columns line up', () => {
  const rows = [
    { bench: 'topk', case: '10', contender: 'ours', ms: 1.234, ratio: 1 },
    { bench: 'topk', case: '10', contender: 'quickselect', ms: 1499.6, ratio: 1215 },
  ];
  expect(table(rows).split('\n')).toEqual([
    '| case | contender   |    ms | ÷ ours |',
    '| ---- | ----------- | ----: | -----: |',
    '| 10   | ours        |  1.23 |      1 |',
    '| 10   | quickselect | 1,500 |  1,215 |',
  ]);
});

test.each([
  [0.012345, '0.0123'],
  [9.999, '10'],
  [99.96, '100'],
  [123.4, '123'],
  [1234567, '1,234,567'],
])('%d is written %s', (value, text) => {
  expect(figure(value)).toBe(text);
});

test('figures replace those of their own benchmark and nothing else', () => {
  const text =
    'a\n<!-- imp: generated -->\nold\n<!-- imp: end -->\nb\n<!-- topk: generated --><!-- topk: end -->\n';
  const once = withFigures(text, 'imp', 'new');
  expect(once).toBe(
    'a\n<!-- imp: generated -->\n\nnew\n\n<!-- imp: end -->\nb\n<!-- topk: generated --><!-- topk: end -->\n',
  );
  expect(withFigures(once, 'imp', 'new')).toBe(once);
});

test('a missing place for figures is an error', () => {
  expect(() => withFigures('<!-- imp: end --><!-- imp: generated -->', 'imp', 'new')).toThrow('README.md');
});

test('the README has a place for the figures of every benchmark', () => {
  const readme = readFileSync(new URL('../../benchmarks/README.md', import.meta.url), 'utf8');
  for (const name of [...NAMES, 'history'])
    expect(withFigures(readme, name, 'figures of ours')).toContain('figures of ours');
});
