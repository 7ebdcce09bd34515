// A Python process with PyTorch, spoken to line by line.

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a command is answered with. */
export interface Reply {
  readonly values: number[];
  readonly ms: number;
  readonly text: string;
  readonly error?: string;
}

/** A running process. */
export interface Python {
  /** Which PyTorch it is, and what multiplies its matrices. */
  readonly about: string;
  /** Sends a command and waits for its answer; one at a time. Throws an Error with what went wrong. */
  ask(command: object): Promise<Reply>;
  /** Ends the process. */
  end(): void;
}

// Debian's packages belong to its own interpreter; another may come first on the path.
const INTERPRETERS = process.env.PYTHON ? [process.env.PYTHON] : ['/usr/bin/python3', 'python3'];
const PROGRAM = fileURLToPath(new URL('pytorch.py', import.meta.url));

/** Starts a process. Throws an Error that says why PyTorch does not run. */
export async function startPython(): Promise<Python> {
  const reasons: string[] = [];
  for (const interpreter of INTERPRETERS) {
    const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const child = spawn(interpreter, [PROGRAM], { stdio: 'pipe', env });
    let complaint = '';
    child.stderr.on('data', (text) => {
      complaint = `${text}`.trim().split('\n').at(-1) || complaint;
    });
    child.on('error', (error) => {
      complaint = error.message;
    });
    child.stdin.on('error', () => {}); // a process that has ended is told of by `lines`
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    if (!done) return conversation(child, lines, JSON.parse(value).text, () => complaint);
    await once(child, 'close').catch(() => {});
    reasons.push(`${interpreter}: ${complaint}`);
  }
  throw new Error(`no PyTorch (${reasons.join('; ')})`);
}

function conversation(
  child: ChildProcessWithoutNullStreams,
  lines: AsyncIterator<string>,
  about: string,
  complaint: () => string,
): Python {
  return {
    about,
    async ask(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`PyTorch ended: ${complaint()}`);
      const reply: Reply = JSON.parse(value);
      if (reply.error !== undefined) throw new Error(reply.error);
      return reply;
    },
    end: () => child.stdin.end(),
  };
}

/** Arrays in files of a folder of their own: `files` names each with its type, `remove` deletes them. */
export function share(arrays: Readonly<Record<string, Float32Array | Uint8Array | Uint32Array>>) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const files = Object.entries(arrays).map(([name, array]) => {
    const path = join(folder, name);
    writeFileSync(path, new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return [name, [path, array.constructor.name]] as const;
  });
  return { files: Object.fromEntries(files), remove: () => rmSync(folder, { recursive: true }) };
}
