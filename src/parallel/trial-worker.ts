// The code that runs in a worker thread: one trial at a time, called by Piscina.

import type { MessagePort } from 'node:worker_threads';
import { ValueError } from '../errors.ts';

/** The second argument of a trial's function. */
export interface TrialTools<Progress = unknown> {
  /** Sends progress to the caller. The value must be one that can be cloned. */
  readonly report: (progress: Progress) => void;
  /** Aborted when the trial should stop. The worker learns this only when its event loop runs, so long loops must await. */
  readonly signal: AbortSignal;
}

/** The function that the module of a trial exports under the name `trial`. Its input and its result are cloned. */
export type Trial<Input = unknown, Output = unknown, Progress = unknown> = (
  input: Input,
  tools: TrialTools<Progress>,
) => Output | Promise<Output>;

/** The argument that Piscina passes to the worker. */
export interface TrialTask {
  /** URL of the module that exports the trial. */
  readonly task: string;
  readonly input: unknown;
  /** Port for messages to the caller. Any message from the caller aborts the trial. */
  readonly port: MessagePort;
}

/** A message of the worker. The last is a value or an error. Errors lose their class between threads, so they are sent in parts. */
export type TrialMessage =
  | { readonly started: true }
  | { readonly progress: unknown }
  | { readonly value: unknown }
  | { readonly error: ErrorParts };

/** The parts of an error. */
export interface ErrorParts {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** Loads the module, runs its `trial` and sends the result or the error. A result that cannot be cloned is an error. */
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
