import { TicketError } from '../errors.ts';

/**
 * Reason why a trial has no result: its function threw an error, its worker was killed or ran out of memory, its signal was
 * aborted, or its pool was closed.
 */
export type TrialEnd = 'threw' | 'died' | 'aborted' | 'closed';

/**
 * Reports why one trial has no result. Other trials are not affected. `runTrials` and `TrialPool.run` return this error and do
 * not throw it.
 *
 * @example
 * const task = 'data:text/javascript,export const trial = () => { throw new RangeError("loss is NaN") }';
 * const [{ status, reason }] = await runTrials(task, ['only input'], { threads: 1 });
 * status; // → 'rejected'
 * reason.message; // → 'trials[0]: must run to its end, got an error (RangeError: loss is NaN)'
 */
export class TrialError extends TicketError {
  override readonly name = 'TrialError';
  /** Index of the trial among the inputs. */
  readonly trial: number;
  /** Reason why the trial has no result. */
  readonly end: TrialEnd;
  constructor(trial: number, end: TrialEnd, cause: unknown) {
    super(`trials[${trial}]: must run to its end, got ${WORDS[end]}${because(cause)}`);
    this.cause = cause;
    this.trial = trial;
    this.end = end;
  }
}

const WORDS: Readonly<Record<TrialEnd, string>> = {
  threw: 'an error',
  died: 'a worker that died',
  aborted: 'a signal to stop',
  closed: 'a pool that was closed',
};

function because(cause: unknown): string {
  if (cause === undefined) return '';
  return cause instanceof Error ? ` (${cause.name}: ${cause.message})` : ` (${String(cause)})`;
}
