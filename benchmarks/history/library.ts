import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The public names of the working tree. They also serve as types for the other side. */
export type Library = typeof import('../../src/index.ts') & typeof import('../../src/node.ts');

/** Modules that are searched for a name, in this order: names may move between entries from commit to commit. */
const MODULES = [
  'src/index.ts',
  'src/node.ts',
  'src/nn/index.ts',
  'src/optim/index.ts',
  'src/data/index.ts',
  'src/data/mnist-files.ts', // of earlier commits
  'src/training/index.ts',
  'src/experiments/index.ts',
  'src/random.ts',
];

/**
 * Imports the named exports from the sources in a folder.
 * @param root the folder that contains `src/`
 * @throws {Error} if no module exports one of the names
 */
export async function importNames<Name extends keyof Library>(
  root: string,
  names: readonly Name[],
): Promise<Pick<Library, Name>> {
  const found: Record<string, unknown> = {};
  const missing = () => names.filter((name) => !(name in found));
  for (const file of MODULES.map((path) => join(root, path))) {
    if (missing().length === 0) break;
    if (!existsSync(file)) continue;
    const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
    for (const name of missing()) if (name in exported) found[name] = exported[name];
  }
  if (missing().length > 0) throw new Error(`the sources do not export ${missing().join(', ')}`);
  return found as Pick<Library, Name>;
}
