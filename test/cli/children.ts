// The real program as a child process, two at a time.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FindConfig } from '../../src/cli/find-config.ts';
import type { RunRecord } from '../../src/report/index.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** The command without its arguments. */
export const COMMAND: readonly string[] = [process.execPath, '--import', TSX, MAIN];

/** How a child ended. */
export interface Ended {
  /** The exit code, null where a signal killed it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What may be said beside the arguments. */
export interface Circumstances {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called once, when this text has appeared on stderr. */
  readonly upon?: readonly [text: string, then: (child: ChildProcessWithoutNullStreams) => void];
}

/** Runs `winning-ticket …` to its end. */
export async function program(args: readonly string[], circumstances: Circumstances = {}): Promise<Ended> {
  const leave = await enter();
  try {
    return await ended(args, circumstances);
  } finally {
    leave();
  }
}

function ended(args: readonly string[], { cwd, env, upon }: Circumstances): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const [node, ...program] = COMMAND;
    const child = spawn(node, [...program, ...args], {
      cwd: cwd ?? scratch,
      env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined, ...env },
    });
    let [stdout, stderr, told] = ['', '', false];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      if (told || upon === undefined || !stderr.includes(upon[0])) return;
      told = true;
      upon[1](child);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const SEATS = 2;
let taken = 0;
const waiting: (() => void)[] = [];

async function enter(): Promise<() => void> {
  if (taken >= SEATS) await new Promise<void>((resolve) => waiting.push(resolve));
  taken++;
  return () => {
    taken--;
    waiting.shift()?.();
  };
}

/** A folder that is gone when the process ends. */
export const scratch = mkdtempSync(join(tmpdir(), 'winning-ticket-cli-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** The record a run left. */
export const recordIn = (folder: string): RunRecord<FindConfig> =>
  JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'));

/** A record without the one thing that no seed decides. */
export const timeless = (record: unknown): unknown =>
  JSON.parse(JSON.stringify(record, (key, value) => (key === 'seconds' ? undefined : value)));

/** Two moons, 2-8-2, three rounds to 20 % of the weights, in a blink. */
export const SMALL =
  '--data two-moons --hidden 8 --sparsity 80% --rounds 3 --iterations 30 --batch 20 --evaluate-every 10'.split(
    ' ',
  );
