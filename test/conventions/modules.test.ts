import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenRules } from './imports.ts';
import { modules } from './modules.ts';
import { ROOT, sources } from './sources.ts';

/** The broken rules of a tree made of these files, by path below `src/`. */
async function rulesBrokenBy(files: Record<string, string>): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'rooms-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, 'src', path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return await brokenRules(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

test('every import in src follows the table of modules', async () => {
  expect(await brokenRules(ROOT)).toEqual([]);
});

test('every file in src belongs to a module', () => {
  const homeless = sources('src').filter(
    ({ path }) => !modules.some((room) => path.startsWith(`src/${room.path}`)),
  );
  expect(homeless.map(({ path }) => path)).toEqual([]);
});

describe('the import rules detect violations', () => {
  const leaf = 'export const leaf = 1;';
  test.each([
    [
      'upward',
      { 'tensor/a.ts': "import '../nn/b.ts';", 'nn/b.ts': leaf },
      'room: src/tensor/a.ts → src/nn/b.ts',
    ],
    [
      'out of the ground',
      { 'numeric/a.ts': "import '../random.ts';", 'random.ts': leaf },
      'room: src/numeric/a.ts → src/random.ts',
    ],
    [
      'upward, for a type',
      { 'optim/a.ts': "import type { B } from '../data/b.ts';", 'data/b.ts': 'export type B = 1;' },
      'room: src/optim/a.ts → src/data/b.ts',
    ],
    [
      'upward, when called',
      { 'nn/a.ts': "export const b = () => import('../experiments/b.ts');", 'experiments/b.ts': leaf },
      'room: src/nn/a.ts → src/experiments/b.ts',
    ],
    [
      'through a closed door',
      { 'pruning/a.ts': "import '../kernels/matmul.ts';", 'kernels/matmul.ts': leaf },
      'room: src/pruning/a.ts → src/kernels/matmul.ts',
    ],
    [
      'of the pruner by training',
      { 'training/a.ts': "import '../pruning/pruner.ts';", 'pruning/pruner.ts': leaf },
      'room: src/training/a.ts → src/pruning/pruner.ts',
    ],
    ['of a package', { 'nn/a.ts': "import 'fast-check';" }, 'package: src/nn/a.ts → fast-check'],
    [
      'of threads',
      { 'report/a.ts': "import 'node:worker_threads';" },
      'package: src/report/a.ts → worker_threads',
    ],
    [
      'in a circle',
      { 'nn/a.ts': "import './b.ts';", 'nn/b.ts': "import './a.ts';" },
      'cycle: src/nn/a.ts → src/nn/b.ts',
    ],
    [
      'of Node, from an entry for browsers',
      { 'index.ts': "import './data/a.ts';", 'data/a.ts': "import 'node:fs';" },
      'browser: src/index.ts → fs',
    ],
    [
      'of Node, from the pruner',
      { 'pruning/index.ts': "import './a.ts';", 'pruning/a.ts': "import 'node:fs/promises';" },
      'browser: src/pruning/index.ts → fs/promises',
    ],
  ] as [string, Record<string, string>, string][])(
    'rulesBrokenBy reports an import %s',
    async (_, files, broken) => {
      expect(await rulesBrokenBy(files)).toContain(broken);
    },
  );

  test.each([
    ['downward', { 'nn/a.ts': "import '../tensor/b.ts';", 'tensor/b.ts': leaf }],
    ['of a basic module', { 'experiments/a.ts': "import '../numeric/b.ts';", 'numeric/b.ts': leaf }],
    [
      'of an exception in the table',
      { 'pruning/a.ts': "import '../kernels/top-k.ts';", 'kernels/top-k.ts': leaf },
    ],
    ['of Node, from no entry for browsers', { 'index.ts': leaf, 'data/files.ts': "import 'node:fs';" }],
  ] as [string, Record<string, string>][])('rulesBrokenBy allows an import %s', async (_, files) => {
    expect(await rulesBrokenBy(files)).toEqual([]);
  });
});
