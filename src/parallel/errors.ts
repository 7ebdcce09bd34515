import { TicketError, ValueError } from '../errors.ts';

/** Threads cannot be had, or not in this way; the message says why and what to do. */
export class ThreadsError extends ValueError {
  override readonly name: string = 'ThreadsError';
}

/** A worker thread threw, ran out of memory or was killed. Its result is incomplete; from now on one thread computes. */
export class WorkerLostError extends TicketError {
  override readonly name: string = 'WorkerLostError';
}
