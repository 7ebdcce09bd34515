import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Say } from './run-bench.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Installs the peers where they are missing or older than the lock file. Where that fails, says so and goes on. */
export function install(say: Say): void {
  if (isInstalled()) return;
  say('benchmarks: installing the peers (npm ci)');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) say('benchmarks: npm ci failed; going on without what is missing');
}

function isInstalled(): boolean {
  const installed = `${FOLDER}node_modules/.package-lock.json`;
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(`${FOLDER}package-lock.json`).mtimeMs
  );
}
