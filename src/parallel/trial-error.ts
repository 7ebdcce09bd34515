import { TicketError } from '../errors.ts';

/**
 * How a trial ended that gave no result: its function threw; its worker died under it, killed or out of memory; its
 * signal was aborted; its pool was closed.
 */
export type TrialEnd = 'threw' | 'died' | 'aborted' | 'closed';

/** A trial that gave no result. The others are not touched by it. */
export class TrialError extends TicketError {
  override readonly name = 'TrialError';
  /** The trial's index among the inputs. */
  readonly trial: number;
  /** How it ended. */
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
