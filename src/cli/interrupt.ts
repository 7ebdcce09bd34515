import { readFileSync } from 'node:fs';
import { InterruptedError } from './exit-codes.ts';

/** Milliseconds within which a repeated signal counts as the same one, because both the terminal and npm pass it on. */
const ECHO = 1000;

/**
 * Runs `work` with a signal that is aborted by Ctrl-C, a request to end, or a closed terminal. A second request ends the program
 * immediately after `tidy`.
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
    // After an interruption, a repeated signal must not stop the program while it writes its files.
    if (!controller.signal.aborted) for (const signal of signals) process.off(signal, onSignal);
  }
}

/** Returns whether the program was started by `nohup`. Listening to SIGHUP would cancel the effect of `nohup`. */
function ignoresHangup(): boolean {
  try {
    const ignored = /^SigIgn:\s*([\da-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return ignored !== undefined && (Number.parseInt(ignored.slice(-1), 16) & 1) === 1;
  } catch {
    return false;
  }
}
