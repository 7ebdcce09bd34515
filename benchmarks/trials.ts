import { Random } from '../src/index.ts';
import type { Bench } from './bench.ts';
import type { TrialsProblem } from './problems.ts';

/** Trials of the benchmark: enough for two cores, or eight. */
const TRIALS = 8;

/** Eight small searches on MNIST, each of its own seed: in two worker threads, and one after the other. */
export const trials: Bench<TrialsProblem> = {
  name: 'trials',
  contenders: ['ours', 'one-thread'],
  pace: { runs: 5, warmUp: 1, runLength: 1 },
  *cases() {
    const random = new Random(1);
    yield {
      name: `${TRIALS} trials, 2 threads`,
      problem: { seeds: Array.from({ length: TRIALS }, () => random.integer(1_000_000)), threads: 2 },
    };
  },
};
