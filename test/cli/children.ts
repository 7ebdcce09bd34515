// The real program in a process of its own, two at a time.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { scratch } from './run-folders.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const COMMAND: readonly string[] = [process.execPath, '--import', TSX, MAIN];

/** How a child process ended. */
export interface ChildEnd {
  /** The exit code; null if a signal killed it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Optional settings of a child process. */
export interface Circumstances {
  readonly env?: Readonly<Record<string, string>>;
  /** Redirections of a shell, such as '2>/dev/full'. */
  readonly redirections?: string;
  /** Called once, when this text has appeared on stderr. */
  readonly upon?: readonly [text: string, then: (child: ChildProcessWithoutNullStreams) => void];
}

/** Environment in which stderr is a terminal with so many columns. */
export const terminal = (columns: number) => ({
  NODE_OPTIONS: `--import data:text/javascript,Object.assign(process.stderr,{isTTY:true,columns:${columns}})`,
});

/** Runs `winning-ticket …` to its end. */
export async function program(
  args: string | readonly string[],
  circumstances: Circumstances = {},
): Promise<ChildEnd> {
  const leave = await enter();
  try {
    return await ended(typeof args === 'string' ? args.split(' ') : args, circumstances);
  } finally {
    leave();
  }
}

function ended(args: readonly string[], { env, redirections, upon }: Circumstances): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const direct = [...COMMAND, ...args];
    const [file, ...rest] =
      redirections === undefined ? direct : ['sh', '-c', `exec "$0" "$@" ${redirections}`, ...direct];
    const child = spawn(file, rest, {
      cwd: scratch,
      env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env },
    });
    let [stdout, stderr, isTold] = ['', '', false];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      if (isTold || upon === undefined || !stderr.includes(upon[0])) return;
      isTold = true;
      upon[1](child);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const SLOTS = 2;
let taken = 0;
const waiting: (() => void)[] = [];

async function enter(): Promise<() => void> {
  if (taken >= SLOTS) await new Promise<void>((resolve) => waiting.push(resolve));
  taken++;
  return () => {
    taken--;
    waiting.shift()?.();
  };
}
