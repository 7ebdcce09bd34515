// The commands beside `find`, said in this process.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import type { MethodRecord } from '../../src/cli/methods/record.ts';
import { buildProgram } from '../../src/cli/program.ts';

/** What every command is told here: two moons, in a blink, in this thread. */
export const QUICK = '--data two-moons --batch 20 --iterations 20 --evaluate-every 10 --threads 1';

/** What each is told beside it; between them, every option a method has of its own. */
export const TINY: Readonly<Record<string, string>> = {
  snip: '--hidden 8 --sparsity 0.5,0.99 --examples 20 --controls reinit,shuffle',
  grasp: '--hidden 8 --sparsity 0.5 --examples-per-class 5 --no-dense --decay 0',
  synflow: '--hidden 8 --sparsity 0.5,0.99 --no-normalize',
  supermask: '--hidden 8 --untrained --no-rescale --no-signed-constant',
  'edge-popup': '--hidden 8 --keep 0.3 --ranking score --width 2 --weights normal --no-cosine',
  strong: '--hidden 3 --n 6 --epsilon 0.1 --normalize',
  connectivity: '--hidden 8 --at 0,10 --rounds 1 --rate 0.5 --points 3',
  sweep: '--hidden 8 --rounds 2 --scope global --rewind early:5',
  compare: '--hidden 8 --rounds 1 --sparsity 0.5 --validation-size 500',
};

/** What a command said, and the code it would exit with. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The message of what it threw. */
  readonly message: string;
}

/** Says a command line. What stands on standard output and error is caught. */
export async function say(line: string | readonly string[]): Promise<Said> {
  const words = typeof line === 'string' ? line.split(' ') : line;
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

/** The record in a folder. */
export const methodRecordIn = (folder: string): MethodRecord =>
  JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'));
