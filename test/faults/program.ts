// Runs the built program in child processes, and makes reproducible random choices.

import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Random } from '../../src/random.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** How a process ended. */
export interface End {
  /** The exit code; null if a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `winning-ticket …`. `onStart` gets the process, so that it can be killed. */
export function run(
  args: readonly string[],
  onStart: (child: ChildProcess) => void = () => {},
): Promise<End> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args]);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    onStart(child);
  });
}

/** Runs a command line that must succeed. */
export async function succeed(line: string): Promise<End> {
  const end = await run(line.split(' '));
  if (end.code !== 0) throw new Error(`${line}: exit code ${end.code}\n${end.stderr}`);
  return end;
}

/** Random choices. */
export class Choices {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** An integer from 0 to n − 1. */
  below(n: number): number {
    return this.#random.integer(n);
  }

  /** One of several values. */
  one<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }
}

/** Returns whether a process ended with an error that the program does not handle: a stack trace, or exit code 1. */
export const isCrash = ({ code, stderr }: End): boolean =>
  code === 1 || /^\s+at .*[:(]/m.test(stderr) || /node:internal|UnhandledPromise/.test(stderr);

/** The outcomes of a campaign, counted, and the faults that it found. */
export class Tally {
  readonly counts = new Map<string, number>();
  readonly faults: string[] = [];

  add(outcome: string): void {
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
  }

  /** Records something that must not happen. */
  fault(description: string): void {
    this.faults.push(description);
    console.error(`FAULT ${description}`);
  }
}
