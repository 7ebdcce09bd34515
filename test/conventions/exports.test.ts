// The names that each entry of the package exports. A change here is a change of the public API.

import { expect, test } from 'vitest';
import recorded from './exports.json' with { type: 'json' };

const ENTRIES: Readonly<Record<keyof typeof recorded, () => Promise<object>>> = {
  '.': () => import('../../src/index.ts'),
  './pruning': () => import('../../src/pruning/index.ts'),
  './experiments': () => import('../../src/experiments/index.ts'),
  './laws': () => import('../../src/laws/index.ts'),
  './parallel': () => import('../../src/parallel/index.ts'),
  './node': () => import('../../src/node.ts'),
};

test.each(Object.entries(ENTRIES))(
  'winning-ticket/%s exports the names in exports.json',
  async (entry, load) => {
    const names = Object.keys(await load()).sort();
    expect(names).toEqual(recorded[entry as keyof typeof recorded]);
  },
);

test('the entry points do not export internal symbols', () => {
  const internal = ['capture', 'restore', 'partsOf', 'resolveOptions', 'record', 'show', 'shorten'];
  for (const entry of ['.', './pruning'] as const)
    expect(recorded[entry].filter((name) => internal.includes(name))).toEqual([]);
});
