// Whether a worker needs help to read its files.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ValueError } from '../errors.ts';

/**
 * The options a worker thread needs to run these modules: none for JavaScript, the loader tsx for TypeScript, found from
 * the module that needs it. Throws a ValueError where that is not installed and the engine strips no types itself.
 */
export function workerArguments(...modules: readonly URL[]): { readonly execArgv?: string[] } {
  const typed = modules.find(({ pathname }) => /\.[cm]?ts$/.test(pathname));
  if (typed === undefined) return {};
  try {
    // The twin of what `require` finds, which is for `import`.
    const tsx = pathToFileURL(createRequire(typed).resolve('tsx/esm/api')).href.replace(/cjs$/, 'mjs');
    return { execArgv: ['--import', hook(tsx)] };
  } catch {
    if ((process.features as { typescript?: unknown }).typescript) return {};
    throw new ValueError('task', 'must be JavaScript, or tsx must be installed beside it', typed.href);
  }
}

/** A module that registers tsx in the thread that loads it; `--import tsx` itself does so only in newer engines. */
const hook = (tsx: string): string =>
  `data:text/javascript,import{register}from${JSON.stringify(tsx)};register()`;
