// Options of worker threads that run TypeScript files.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ValueError } from '../errors.ts';

/**
 * Returns the options that a worker thread needs to run these modules: none for JavaScript, the loader tsx for TypeScript,
 * resolved from the module that needs it.
 *
 * @throws {ValueError} if tsx is not installed and the engine cannot run TypeScript itself.
 */
export function workerArguments(...modules: readonly URL[]): { readonly execArgv?: string[] } {
  const typed = modules.find(({ pathname }) => /\.[cm]?ts$/.test(pathname));
  if (typed === undefined) return {};
  try {
    // The file for `import` that corresponds to the one that `require` resolves.
    const tsx = pathToFileURL(createRequire(typed).resolve('tsx/esm/api')).href.replace(/cjs$/, 'mjs');
    return { execArgv: ['--import', hook(tsx)] };
  } catch {
    if ((process.features as { typescript?: unknown }).typescript) return {};
    throw new ValueError('task', 'must be JavaScript, or tsx must be installed beside it', typed.href);
  }
}

/** Returns a module that registers tsx in the thread that loads it. `--import tsx` does this only in newer engines. */
const hook = (tsx: string): string =>
  `data:text/javascript,import{register}from${JSON.stringify(tsx)};register()`;
