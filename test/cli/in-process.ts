// Runs command lines in this process, which is much faster than a process of their own.

import { vi } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { buildProgram } from '../../src/cli/program.ts';

/** How a command line ended. */
export interface Ended {
  /** The exit code. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The message of the error that ended it; '' if there was none. */
  readonly message: string;
}

/** Runs `winning-ticket …`. A line is split at its spaces. */
export async function winningTicket(line: string | readonly string[]): Promise<Ended> {
  const words = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
  const streams = [process.stdout, process.stderr].map((stream) => {
    let text = '';
    const spy = vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      text += chunk;
      return true;
    });
    return { read: () => text, spy };
  });
  let [code, message] = [0, ''];
  try {
    await buildProgram().parseAsync(['node', 'winning-ticket', ...words]);
  } catch (error) {
    code = exitCodeOf(error);
    message = (error as Error).message;
  } finally {
    for (const { spy } of streams) spy.mockRestore();
  }
  const [stdout, stderr] = streams.map(({ read }) => read());
  return { code, stdout, stderr, message };
}

/** Runs a command line that must succeed. */
export async function succeeding(line: string): Promise<Ended> {
  const ended = await winningTicket(line);
  if (ended.code !== 0) throw new Error(`${line}: exit code ${ended.code}, ${ended.message}`);
  return ended;
}
