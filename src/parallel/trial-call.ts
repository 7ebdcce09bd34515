// The caller's side of one trial in a worker thread.

import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { type TrialEnd, TrialError } from './trial-error.ts';
import type { ErrorParts, TrialMessage } from './trial-worker.ts';

/** The result of a trial, or a TrialError with the reason why there is none. */
export type TrialResult<Output> =
  | { readonly status: 'fulfilled'; readonly value: Output }
  | { readonly status: 'rejected'; readonly reason: TrialError };

/** The task of a trial, and how it can be stopped. */
export interface TrialOrder {
  /** Index of the trial among the inputs. */
  readonly trial: number;
  /** URL of the module that exports the trial. */
  readonly task: string;
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds between a request to stop and ending the worker. */
  readonly patience: number;
  readonly onProgress: (progress: unknown) => void;
}

/** A running trial. */
export class TrialCall<Output> {
  /** The result of the trial. The promise never rejects. */
  readonly result: Promise<TrialResult<Output>>;
  readonly #order: TrialOrder;
  readonly #port: MessagePort;
  readonly #worker = new AbortController();
  #started = false;
  #said: TrialResult<Output> | null = null;
  #stopped: TrialError | null = null;

  /** Runs the trial as a task of this pool. `filename` is the path of the worker. */
  constructor(piscina: Piscina, filename: string, order: TrialOrder) {
    const { port1, port2 } = new MessageChannel();
    const { task, input } = order;
    this.#order = order;
    this.#port = port1;
    this.result = this.#settled(() =>
      piscina.run(
        { task, input, port: port2 },
        { filename, name: 'runTrial', signal: this.#worker.signal, transferList: [port2] },
      ),
    );
  }

  /** Ends the trial's worker immediately. If it is called more than once, the first reason counts. */
  stop(end: TrialEnd, cause: unknown): void {
    this.#stopped ??= new TrialError(this.#order.trial, end, cause);
    this.#worker.abort();
  }

  async #settled(run: () => Promise<void>): Promise<TrialResult<Output>> {
    const { trial, signal, patience } = this.#order;
    let timer: NodeJS.Timeout | undefined;
    const onAbort = () => {
      if (!this.#started) return this.stop('aborted', signal?.reason);
      this.#port.postMessage('stop');
      timer = setTimeout(() => this.stop('aborted', signal?.reason), patience);
    };
    this.#port.on('message', (message: TrialMessage) => this.#hear(message));
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      if (signal?.aborted) this.stop('aborted', signal.reason);
      await run();
      this.#hearAll();
    } catch (error) {
      this.#hearAll();
      this.#stopped ??= new TrialError(trial, isUncloneable(error) ? 'threw' : 'died', error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.#port.close();
    }
    if (this.#said !== null && this.#stopped === null) return this.#said;
    return rejected(this.#stopped ?? new TrialError(trial, 'died', undefined));
  }

  #hear(message: TrialMessage): void {
    if ('started' in message) this.#started = true;
    else if ('value' in message) this.#said = { status: 'fulfilled', value: message.value as Output };
    else if ('error' in message) this.#said = rejected(this.#thrown(message.error));
    else {
      try {
        this.#order.onProgress(message.progress);
      } catch (error) {
        this.stop('threw', error);
      }
    }
  }

  /** Handles the messages that the worker sent before it ended. */
  #hearAll(): void {
    for (;;) {
      const left = receiveMessageOnPort(this.#port);
      if (left === undefined) return;
      this.#hear(left.message);
    }
  }

  /** An error that a trial throws after it was told to stop counts as the abort. */
  #thrown({ name, message, stack }: ErrorParts): TrialError {
    const { trial, signal } = this.#order;
    const cause = Object.assign(new Error(message), { name, ...(stack !== undefined && { stack }) });
    return new TrialError(
      trial,
      signal?.aborted ? 'aborted' : 'threw',
      signal?.aborted ? signal.reason : cause,
    );
  }
}

const rejected = (reason: TrialError) => ({ status: 'rejected', reason }) as const;

const isUncloneable = (error: unknown): boolean => (error as Error | null)?.name === 'DataCloneError';
