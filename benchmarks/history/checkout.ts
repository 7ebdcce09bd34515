import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.ts';
import { type Commit, writeFiles } from './git.ts';

/**
 * Writes the files of a commit into a temporary folder, with its packages and compiled kernels. The folder is removed when
 * `use` has ended, even after an error.
 * @param root the working tree
 * @throws {HistoryError} if the commit's packages cannot be installed or its kernels cannot be compiled
 */
export async function withCheckout<Result>(
  root: string,
  commit: Commit,
  signal: AbortSignal,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const temporary = await mkdtemp(join(tmpdir(), 'winning-ticket-'));
  try {
    const folder = await writeFiles(root, commit, temporary, signal);
    await providePackages(root, folder, signal);
    await compileKernels(folder, 'commit', signal);
    return await use(folder);
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/**
 * Compiles the kernels in a folder with that folder's own script.
 * @param side the side's name in the error message
 */
export async function compileKernels(folder: string, side: string, signal: AbortSignal): Promise<void> {
  const args = ['run', 'kernels', '--loglevel', 'error'];
  await run(`${side}: the kernels cannot be compiled`, 'npm', args, { cwd: folder, signal });
}

/** Links the working tree's packages if the lock files are equal, and installs the commit's own packages otherwise. */
async function providePackages(root: string, folder: string, signal: AbortSignal): Promise<void> {
  const [own, other] = await Promise.all([root, folder].map(readLockFile));
  if (own === other) return symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'];
  await run('commit: its packages cannot be installed', 'npm', args, { cwd: folder, signal });
}

const readLockFile = (folder: string): Promise<string | null> =>
  readFile(join(folder, 'package-lock.json'), 'utf8').catch(() => null);
