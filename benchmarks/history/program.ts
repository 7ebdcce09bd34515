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

/** The duration of a timing. */
export interface Pace {
  /** Milliseconds of warm-up. */
  readonly warmUp: number;
  /** Milliseconds of timing. */
  readonly timed: number;
  /** Minimum number of steps in each of the two, which matters when other programs use the machine. */
  readonly minSteps: number;
}

/** Mean time per step of one timing, in microseconds. */
export interface StepTime {
  /** Elapsed time. */
  readonly wall: number;
  /** Processor time of all threads of the process. */
  readonly cpu: number;
}

/** The results of the first steps, which must be equal on both sides, and the time of later steps. */
export interface Measurement {
  /** Losses of the first `COMPARED_STEPS` steps. */
  readonly losses: readonly number[];
  /** Digest of all parameters after these steps. */
  readonly checksum: string;
  /** Time of one step; null if nothing was timed. */
  readonly time: StepTime | null;
}

const COMPARED_STEPS = 50;

async function measure({ root, case: part, pace }: Request): Promise<Measurement> {
  const training = await prepareTraining(root, part);
  const losses = Array.from({ length: COMPARED_STEPS }, () => training.step());
  const checksum = digest(training.weights());
  if (pace === null) return { losses, checksum, time: null };
  repeat(training, pace.warmUp, pace.minSteps);
  return { losses, checksum, time: repeat(training, pace.timed, pace.minSteps) };
}

/** Runs at least `minSteps` steps for at least `milliseconds`. */
function repeat(training: Training, milliseconds: number, minSteps: number): StepTime {
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  let steps = 0;
  let elapsed = 0;
  while (elapsed < milliseconds || steps < minSteps) {
    training.step();
    steps++;
    elapsed = performance.now() - start;
  }
  const { user, system } = process.cpuUsage(cpuStart);
  return { wall: (elapsed * 1000) / steps, cpu: (user + system) / steps };
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
