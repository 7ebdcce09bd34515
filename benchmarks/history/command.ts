import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A comparison that cannot be made, for a reason that the message explains. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
}

/** Lines of a command's stderr that an error message includes; `npm` writes more than a hundred. */
const MAX_LINES = 10;

/** Where and how a command runs. */
export interface CommandOptions {
  readonly cwd: string;
  /** Kills the command. */
  readonly signal: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Runs a command and returns what it wrote to stdout.
 * @param purpose what the command is needed for; the error message starts with it
 * @throws {HistoryError} if the command fails; the message includes the first lines of its stderr
 */
export async function run(
  purpose: string,
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const shell = command === 'npm' && process.platform === 'win32';
  try {
    const { stdout } = await promisify(execFile)(command, args, { ...options, shell, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    options.signal.throwIfAborted();
    const { message, stderr } = error as Error & { stderr?: string };
    const lines = (stderr?.trim() || message).split('\n');
    throw new HistoryError(`${purpose}: ${lines.slice(0, MAX_LINES).join('\n')}`);
  }
}
