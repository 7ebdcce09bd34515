// Kills runs with SIGKILL, some while they write a file, and resumes them, until they end by themselves. The record and the
// tickets must then be those of a run that was not killed.

import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { filesIn } from '../../src/runs/folder.ts';
import { decided, folder as inScratch } from '../cli/run-folders.ts';
import { LINES } from './lines.ts';
import { Choices, isCrash, run, succeed, Tally } from './program.ts';

/** Kills `count` processes. */
export async function kills(count: number, seed: number): Promise<Tally> {
  const [tally, choices] = [new Tally(), new Choices(seed)];
  const wholes: { readonly folder: string; readonly milliseconds: number }[] = [];
  for (const [i, line] of LINES.entries()) {
    const folder = inScratch(`whole-${i}`);
    const start = Date.now();
    await succeed(`${line} --out ${folder}`);
    wholes.push({ folder, milliseconds: Date.now() - start });
  }
  const killed = () =>
    [...tally.counts].reduce((sum, [name, n]) => sum + (name.startsWith('killed') ? n : 0), 0);
  for (let i = 0; killed() < count; i++) {
    const line = LINES[i % LINES.length];
    const whole = wholes[i % LINES.length];
    const folder = inScratch(`run-${i}`);
    await killUntilDone(line, folder, whole.milliseconds, choices, tally);
    if (!isDeepStrictEqual(decided(folder), decided(whole.folder))) tally.fault(`${line}: another result`);
    if (filesIn(folder).some((name) => name.endsWith('.tmp'))) tally.fault(`${line}: left a temporary file`);
    tally.add('runs with the same result');
    rmSync(folder, { recursive: true });
  }
  return tally;
}

/** Runs a command line to its end, and kills up to three processes on the way. */
async function killUntilDone(
  line: string,
  folder: string,
  milliseconds: number,
  choices: Choices,
  tally: Tally,
): Promise<void> {
  for (let kill = 0; ; kill++) {
    const isNew = !existsSync(join(folder, 'plan.json'));
    const words = isNew
      ? [...line.split(' '), '--out', folder]
      : [line.split(' ')[0], '--resume', folder, '--threads', '1', '--quiet'];
    const duringWrite = choices.below(2) === 0;
    const delay = choices.below(Math.ceil(milliseconds * 0.9));
    const skipped = choices.below(12);
    const end = await run(words, (child) => {
      if (kill >= 3) return;
      if (duringWrite) killDuringWrite(child, folder, skipped);
      else setTimeout(() => child.kill('SIGKILL'), delay);
    });
    if (isCrash(end)) tally.fault(`${words.join(' ')}: crashed\n${end.stderr}`);
    if (end.code === 0) return;
    if (end.code !== null) {
      tally.fault(`${words.join(' ')}: rejected\n${end.stderr}`);
      return;
    }
    const leftover = existsSync(folder) && allNames(folder).some((name) => name.endsWith('.tmp'));
    tally.add(
      leftover ? 'killed while writing a file' : isNew ? 'killed, first process' : 'killed, resumed process',
    );
  }
}

/** Kills a process while it writes a file, after `skip` other files. */
function killDuringWrite(child: ChildProcess, folder: string, skip: number): void {
  const seen = new Set<string>();
  const poll = () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    for (const name of allNames(folder)) if (name.endsWith('.tmp')) seen.add(name);
    if (seen.size > skip) child.kill('SIGKILL');
    else setImmediate(poll);
  };
  poll();
}

function allNames(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true }) as string[];
  } catch {
    return [];
  }
}
