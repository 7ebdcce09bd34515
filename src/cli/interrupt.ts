import { readFileSync } from 'node:fs';
import { InterruptedError } from './exit-codes.ts';

/** Milliseconds in which a signal that comes again is the same one, passed on by npm as well as by the terminal. */
const ECHO = 1000;

/**
 * Runs `work` with a signal that is aborted by Ctrl-C, a request to end, or a terminal that is closed. If it comes again,
 * the program ends at once, after `tidy`.
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
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', ...(ignoresHangup() ? [] : ['SIGHUP' as const])];
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    // Once interrupted, an echo must not cut short what is still written.
    if (!controller.signal.aborted) for (const signal of signals) process.off(signal, onSignal);
  }
}

/** Whether the program was started by `nohup`: listening to SIGHUP would end it with its terminal all the same. */
function ignoresHangup(): boolean {
  try {
    const ignored = /^SigIgn:\s*([\da-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return ignored !== undefined && (Number.parseInt(ignored.slice(-1), 16) & 1) === 1;
  } catch {
    return false;
  }
}
