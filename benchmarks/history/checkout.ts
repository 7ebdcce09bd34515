import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArgumentError } from '../arguments.ts';
import { HistoryError, run } from './command.ts';

/**
 * Finds a commit of the repository that a folder belongs to.
 * @returns its abbreviated and its full hash
 * @throws {HistoryError} if the folder is not part of a git repository
 * @throws {ArgumentError} if the repository has no such commit
 */
export async function findCommit(root: string, commit: string, signal: AbortSignal): Promise<Commit> {
  const git = (...args: string[]) => run('git', 'git', args, { cwd: root, signal });
  await git('rev-parse', '--git-dir');
  try {
    const hash = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`);
    return { hash: hash.trim(), short: (await git('rev-parse', '--short', hash.trim())).trim() };
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    throw new ArgumentError(`COMMIT: must name a commit of this repository, got ${commit}`);
  }
}

/** Returns the hash of the working tree's commit, followed by `-dirty` if files were changed since. */
export async function describeTree(root: string, signal: AbortSignal): Promise<string> {
  const args = ['describe', '--always', '--dirty', '--exclude', '*'];
  return (await run('git', 'git', args, { cwd: root, signal })).trim();
}

/** A commit by its hash. */
export interface Commit {
  readonly hash: string;
  readonly short: string;
}

/**
 * Writes the files of a commit into a temporary folder, with its dependencies and compiled kernels, and removes the folder
 * when `use` has ended, also by an error.
 * @param root the working tree
 * @throws {HistoryError} if the commit's dependencies or kernels cannot be built
 */
export async function withCheckout<Result>(
  root: string,
  { hash, short }: Commit,
  signal: AbortSignal,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const temporary = await mkdtemp(join(tmpdir(), 'winning-ticket-'));
  try {
    const folder = join(temporary, short);
    await writeFiles(root, hash, temporary, `${folder}/`, signal);
    await provideDependencies(root, folder, short, signal);
    await compileKernels(folder, `commit ${short}`, signal);
    return await use(folder);
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Compiles the kernels in a folder with its own script. */
export async function compileKernels(folder: string, name: string, signal: AbortSignal): Promise<void> {
  await run(`${name}: compiling the kernels failed`, 'npm', ['run', 'kernels', '--loglevel', 'error'], {
    cwd: folder,
    signal,
  });
}

/** Uses an index of its own: the repository and its list of worktrees stay as they are, whatever happens. */
async function writeFiles(
  root: string,
  hash: string,
  temporary: string,
  prefix: string,
  signal: AbortSignal,
): Promise<void> {
  const env = { ...process.env, GIT_INDEX_FILE: join(temporary, 'index') };
  const top = (await run('git', 'git', ['rev-parse', '--show-toplevel'], { cwd: root, signal })).trim();
  await run('git', 'git', ['read-tree', hash], { cwd: top, signal, env });
  await run('git', 'git', ['checkout-index', '--all', `--prefix=${prefix}`], { cwd: top, signal, env });
}

/** Links the working tree's packages if the lock files are equal, and installs the commit's own otherwise. */
async function provideDependencies(
  root: string,
  folder: string,
  short: string,
  signal: AbortSignal,
): Promise<void> {
  const [ours, theirs] = await Promise.all([root, folder].map(lockFile));
  if (ours === theirs) await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  else {
    const purpose = `commit ${short}: installing its dependencies failed`;
    await run(purpose, 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], {
      cwd: folder,
      signal,
    });
  }
}

const lockFile = (folder: string): Promise<string | null> =>
  readFile(join(folder, 'package-lock.json'), 'utf8').catch(() => null);
