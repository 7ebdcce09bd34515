// What a benchmark asks of whoever takes part. Each file of `contenders/` is one of them, and each function it exports
// is a benchmark it takes part in.

import type { ImpProblem, MatmulProblem, StepProblem, TopkProblem, TrialsProblem } from './problems.ts';
import type { ThreadsProblem } from './threads.ts';

/** One side of a comparison, ready to run: its data is where it wants it, in the form it likes best. */
export interface Contender {
  /** Computes it `times` times, one after the other, and says how many milliseconds that took. */
  run(times: number): number | Promise<number>;
  /** What it computes, called once before any run; it must agree with ours. Without it, nothing is compared. */
  check?(): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** What is worth knowing about its runs, once they are over. */
  note?(): string;
  /** Frees what it holds. */
  close?(): void | Promise<void>;
}

/** Prepares a contender for one problem. Throws where it cannot run, with the reason. */
export type Make<Problem> = (problem: Problem) => Contender | Promise<Contender>;

/** A file of `contenders/`. */
export interface ContenderModule {
  readonly matmul?: Make<MatmulProblem>;
  readonly step?: Make<StepProblem>;
  readonly imp?: Make<ImpProblem>;
  readonly topk?: Make<TopkProblem>;
  readonly threads?: Make<ThreadsProblem>;
  readonly trials?: Make<TrialsProblem>;
}

/** Milliseconds of `times` calls, one after the other; what returns a promise is awaited. */
export async function timed(times: number, compute: () => unknown): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < times; i++) {
    const pending = compute();
    if (pending instanceof Promise) await pending;
  }
  return performance.now() - start;
}
