// Measures one case on one side, in a process of its own. The argument is a request as JSON, and the measurement is written
// to stdout as JSON. Both sides run this same program. It imports the library from the side's folder only.

import { createHash } from 'node:crypto';
import type { HistoryCase } from './cases.ts';
import { prepareTraining, type Training } from './training-step.ts';

/** What to measure. */
export interface Request {
  /** The folder that contains the side's `src/`. */
  readonly root: string;
  readonly case: HistoryCase;
  /** How long to time the steps; null to compute the results only. */
  readonly pace: Pace | null;
}

/** How long to time, in milliseconds. */
export interface Pace {
  readonly warmUp: number;
  readonly timed: number;
}

/** The results of the first steps, which both sides must agree on, and the time of a later one. */
export interface Measurement {
  /** Losses of the first `COMPARED_STEPS` steps. */
  readonly losses: readonly number[];
  /** Digest of all parameters after these steps. */
  readonly checksum: string;
  /** Mean time of one step; 0 if nothing was timed. */
  readonly microseconds: number;
}

const COMPARED_STEPS = 50;

async function measure({ root, case: part, pace }: Request): Promise<Measurement> {
  const training = await prepareTraining(root, part);
  const losses = Array.from({ length: COMPARED_STEPS }, () => training.step());
  const checksum = digest(training.weights());
  if (pace === null) return { losses, checksum, microseconds: 0 };
  repeat(training, pace.warmUp);
  return { losses, checksum, microseconds: repeat(training, pace.timed) * 1000 };
}

/** Runs steps for a number of milliseconds and returns the mean milliseconds per step. */
function repeat(training: Training, duration: number): number {
  const start = performance.now();
  let steps = 0;
  let elapsed = 0;
  while (elapsed < duration) {
    training.step();
    steps++;
    elapsed = performance.now() - start;
  }
  return elapsed / steps;
}

function digest(weights: ReadonlyMap<string, Float32Array>): string {
  const hash = createHash('sha256');
  for (const [name, values] of weights) {
    hash.update(name).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}

try {
  process.stdout.write(JSON.stringify(await measure(JSON.parse(process.argv[2]))));
} catch (error) {
  process.stderr.write((error as Error).message);
  process.exitCode = 1;
}
