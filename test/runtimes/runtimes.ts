// Runs the shared program of `program.mjs` in this Node, and in others fetched as npm packages into npm's own cache.

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where the built package is. */
export const DIST = new URL('../../dist/', import.meta.url);
const RUN = fileURLToPath(new URL('run.mjs', import.meta.url));

/** What a runtime says of itself and of the ticket it found. */
export interface Answer {
  /** Its name and version. */
  readonly runtime: string;
  /** The ticket's digest. */
  readonly digest: string;
}

/** The answer of a command that runs a JavaScript file, such as `['bun']`. Throws until the package is built. */
export async function answerOf([command, ...args]: readonly [string, ...string[]]): Promise<Answer> {
  const library = new URL('index.js', DIST);
  if (!existsSync(library)) throw new Error('dist/index.js: must be built first, with npm run build');
  const { stdout } = await promisify(execFile)(command, [...args, RUN, library.href]);
  return JSON.parse(stdout) as Answer;
}

/** The answer of this Node. */
export const answerOfThisNode = (): Promise<Answer> => answerOf([process.execPath]);

/** The command that runs `command` from an npm package that is not installed here. */
export function fetched(name: string, ...command: readonly string[]): [string, ...string[]] {
  return ['npm', 'exec', '--yes', `--package=${name}`, '--', ...command];
}
