import { TicketError, ValueError } from '../errors.ts';

/**
 * Thrown by `useThreads` if worker threads cannot be started here, or are in use already. The message says why.
 *
 * @example
 * const threads = await useThreads(2);
 * await useThreads(4); // throws ThreadsError
 * await threads.close();
 */
export class ThreadsError extends ValueError {
  override readonly name: string = 'ThreadsError';
}

/**
 * Thrown by a computation if a worker thread threw an error, ran out of memory or was killed. The result of that computation is
 * incomplete. From then on one thread computes, so the computation can be repeated.
 *
 * @example
 * const isLost = (error) => error instanceof WorkerLostError; // then load the last checkpoint and train again
 * isLost(new WorkerLostError('worker 1: must answer, got nothing')); // → true
 * isLost(new ValueError('threads', 'must be at least 1', 0)); // → false
 */
export class WorkerLostError extends TicketError {
  override readonly name: string = 'WorkerLostError';
}
