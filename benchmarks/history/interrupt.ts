/** Signals that end the program, and the exit codes that shells expect for them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** Thrown when a signal has interrupted the program, after the cleanup. */
export class InterruptionError extends Error {
  override readonly name = 'InterruptionError';
  readonly exitCode: number;

  constructor(signal: keyof typeof SIGNALS) {
    super(`interrupted by ${signal}`);
    this.exitCode = SIGNALS[signal];
  }
}

/**
 * Calls `work` with a signal that aborts when the user presses Ctrl-C or the program is asked to terminate, so that
 * `work` can clean up. Until it has ended, further signals are ignored, because `tsx` may forward the same Ctrl-C again.
 * @throws {InterruptionError} if `work` ended because it was interrupted
 */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interruption = new AbortController();
  const names = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
  const interrupt = (name: keyof typeof SIGNALS) => interruption.abort(new InterruptionError(name));
  for (const name of names) process.on(name, interrupt);
  try {
    return await work(interruption.signal);
  } finally {
    for (const name of names) process.removeListener(name, interrupt);
  }
}
