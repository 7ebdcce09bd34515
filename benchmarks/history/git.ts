import { join } from 'node:path';
import { ArgumentError } from '../arguments.ts';
import { HistoryError, run } from './command.ts';

/** A commit by its hash. */
export interface Commit {
  readonly hash: string;
  readonly short: string;
}

/**
 * Finds a commit of the repository that a folder belongs to.
 * @throws {HistoryError} if the folder is not part of a git repository
 * @throws {ArgumentError} if the repository has no such commit
 */
export async function findCommit(root: string, name: string, signal: AbortSignal): Promise<Commit> {
  const git = (...args: string[]) => run('git', 'git', args, { cwd: root, signal });
  await git('rev-parse', '--git-dir');
  try {
    const hash = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
    return { hash: hash.trim(), short: (await git('rev-parse', '--short', hash.trim())).trim() };
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw new ArgumentError(`COMMIT: must name a commit of this repository, got ${name}`);
  }
}

/** Returns the hash of the working tree's commit, followed by `-dirty` if tracked files were changed since. */
export async function describeTree(root: string, signal: AbortSignal): Promise<string> {
  const args = ['describe', '--always', '--dirty', '--exclude', '*'];
  return (await run('git', 'git', args, { cwd: root, signal })).trim();
}

/**
 * Writes the files of a commit into the folder `into/source`. The index is a file in `into`, so that the repository, its own
 * index and its list of worktrees never change.
 * @returns the folder with the files
 */
export async function writeFiles(
  root: string,
  { hash }: Commit,
  into: string,
  signal: AbortSignal,
): Promise<string> {
  const env = { ...process.env, GIT_INDEX_FILE: join(into, 'index') };
  const folder = join(into, 'source');
  const top = (await run('git', 'git', ['rev-parse', '--show-toplevel'], { cwd: root, signal })).trim();
  await run('git', 'git', ['read-tree', hash], { cwd: top, signal, env });
  await run('git', 'git', ['checkout-index', '--all', `--prefix=${folder}/`], { cwd: top, signal, env });
  return folder;
}
