import { InterruptedError } from './exit-codes.ts';

/** Milliseconds in which a signal that comes again is the same one, passed on by npm as well as by the terminal. */
const ECHO = 1000;

/**
 * Runs `work` with a signal that Ctrl-C (or a request to end) aborts; a second one ends the program at once, after
 * `tidy`.
 */
export async function withInterrupt<T>(
  work: (signal: AbortSignal) => Promise<T>,
  tidy: () => void,
): Promise<T> {
  const controller = new AbortController();
  let first = 0;
  const onSignal = () => {
    if (!controller.signal.aborted) {
      first = performance.now();
      controller.abort(new InterruptedError('interrupted'));
    } else if (performance.now() - first > ECHO) {
      tidy();
      process.exit(130);
    }
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    // Once interrupted, an echo must not cut short what is still written.
    if (!controller.signal.aborted) for (const signal of signals) process.off(signal, onSignal);
  }
}
