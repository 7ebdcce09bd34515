// What runs in a worker thread: one trial at a time, called by Piscina.

import type { MessagePort } from 'node:worker_threads';
import { ValueError } from '../errors.ts';

/** What a trial's function gets beside its input. */
export interface TrialTools<Progress = unknown> {
  /** Tells the caller how far the trial is: anything that can be cloned. */
  readonly report: (progress: Progress) => void;
  /** Aborted when the caller wants the trial to stop; it is seen between two turns of the worker's event loop. */
  readonly signal: AbortSignal;
}

/** A module that holds a trial exports this function, named `trial`. Input and result are cloned. */
export type Trial<Input = unknown, Output = unknown, Progress = unknown> = (
  input: Input,
  tools: TrialTools<Progress>,
) => Output | Promise<Output>;

/** What Piscina hands to the worker. */
export interface TrialTask {
  /** URL of the module. */
  readonly task: string;
  readonly input: unknown;
  /** Reports go out by it; what comes in aborts. */
  readonly port: MessagePort;
}

/** What the worker says, the last two once. Errors lose their class on the way between threads, so they go in parts. */
export type TrialMessage =
  | { readonly started: true }
  | { readonly progress: unknown }
  | { readonly value: unknown }
  | { readonly error: ErrorParts };

/** An error taken apart. */
export interface ErrorParts {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** Loads the module, runs its `trial`, and sends what that gave: a result that cannot be cloned is an error too. */
export async function runTrial({ task, input, port }: TrialTask): Promise<void> {
  const controller = new AbortController();
  const say = (message: TrialMessage) => port.postMessage(message);
  port.once('message', () => controller.abort());
  try {
    const { trial } = (await import(task)) as { readonly trial?: Trial };
    if (typeof trial !== 'function') throw new ValueError(task, 'must export a function named trial', trial);
    say({ started: true });
    const report = (progress: unknown) => say({ progress });
    say({ value: await trial(input, { report, signal: controller.signal }) });
  } catch (error) {
    say({ error: parts(error) });
  } finally {
    port.removeAllListeners();
    port.unref();
  }
}

function parts(error: unknown): ErrorParts {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, stack } = error;
  return { name, message, ...(stack !== undefined && { stack }) };
}
