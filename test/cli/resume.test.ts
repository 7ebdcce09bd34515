// Runs that end early and are continued. The program itself is interrupted and killed in interrupt.test.ts; here, the folder is
// copied at each stage of a run, and each copy is what a killed process would have left.

import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { COMMANDS, commandNamed } from '../../src/cli/commands/index.ts';
import { resumeCommand } from '../../src/cli/resume-command.ts';
import { filesIn } from '../../src/runs/folder.ts';
import { checkFolder } from '../../src/runs/verify.ts';
import { succeeding, winningTicket } from './in-process.ts';
import { copyOf, decided, folder, recordIn } from './run-folders.ts';
import { TINY } from './tiny.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
afterEach(() => void vi.restoreAllMocks());

const LEFTOVER = '.0123abcd-0123-4567-89ab-0123456789ab.tmp';

/** What to do before each file is written as a whole; set by the test that needs it. */
const disk = vi.hoisted(() => ({ beforeWrite: (_path: string): void => {} }));
vi.mock('../../src/formats/atomic-files.ts', async (original) => {
  const real = await original<typeof import('../../src/formats/atomic-files.ts')>();
  const before =
    <T>(write: (path: string, content: T) => void) =>
    (path: string, content: T) => {
      disk.beforeWrite(path);
      write(path, content);
    };
  return { ...real, writeWhole: before(real.writeWhole), writeText: before(real.writeText) };
});

/** Copies a run folder as a process that is killed leaves it, with a file that it was writing. */
function killedCopy(out: string, copy: string): void {
  copyOf(out, copy);
  writeFileSync(join(copy, existsSync(join(copy, 'units')) ? 'units' : '', LEFTOVER), 'half a file');
}

/** Continues a run, and checks that it ends like one that was not interrupted. */
async function resumesTo(whole: string, name: string, path: string): Promise<void> {
  const ended = await winningTicket(`${name} --resume ${path} --threads 1 --quiet`);
  expect({ ...ended, stdout: '' }, path).toEqual({ code: 0, stdout: '', stderr: '', message: '' });
  expect(decided(path), path).toEqual(decided(whole));
  expect(filesIn(path).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  const { files } = await checkFolder(path);
  expect(files.filter(({ role, problem }) => role === null || problem !== null)).toEqual([]);
}

/** Commands with many units are run with one seed, and the others with two. */
const seedsOf = (name: string) => (['supermask', 'connectivity'].includes(name) ? 1 : 2);
/** Further arguments. */
const fewer = (name: string) => (name === 'find' ? '--rounds 1 --controls reinit' : '');

test('find continues after being killed before any file is written', async () => {
  const [whole, cut] = [folder('every-write'), folder('every-write-cut')];
  const copies: string[] = [];
  disk.beforeWrite = (path) => {
    if (path.endsWith('plan.json')) return; // until then, there is no run to continue
    copies.push(`${cut}-${copies.length}`);
    killedCopy(whole, copies.at(-1) as string);
  };
  await succeeding(`${TINY.find} --rounds 2 --quiet --out ${whole}`);
  disk.beforeWrite = () => {};
  expect(copies).toHaveLength(14);
  for (const copy of copies) await resumesTo(whole, 'find', copy);
});

describe.each(COMMANDS.map(({ name }) => name))('%s', (name) => {
  const [whole, cut] = [folder(`${name}-whole`), folder(`${name}-cut`)];
  const line = `${TINY[name]} ${fewer(name)} --trials ${seedsOf(name)} --quiet`;
  let stages = 0;

  beforeAll(async () => {
    disk.beforeWrite = (path) => {
      // Before the facts of a unit are written, its result and ticket have been; before the record, all units.
      if (/units\/\d+-.*json$|record\.json$/.test(path)) killedCopy(whole, `${cut}-${stages++}`);
    };
    await succeeding(`${line} --out ${whole}`);
    disk.beforeWrite = () => {};
  });

  test('continues after being killed at any stage', async () => {
    const { units } = (await checkFolder(whole)).plan;
    expect(stages).toBe(units.length + 1);
    for (let stage = 0; stage < stages; stage++) {
      const path = `${cut}-${stage}`;
      const facts = readdirSync(join(path, 'units')).filter((file) => file.endsWith('.json'));
      expect(facts).toHaveLength(stage);
      await resumesTo(whole, name, path);
      rmSync(path, { recursive: true });
    }
  });

  test('is interrupted before its first seed has finished, draws what it has, and continues', async () => {
    const out = folder(`${name}-interrupted`);
    interruptAt(name, 1);
    const { code, stdout, message } = await winningTicket(`${line} --out ${out}`);
    expect([code, stdout]).toEqual([130, '']);
    const { units } = (await checkFolder(out)).plan;
    expect(message).toBe(
      `interrupted; 1 of ${units.length} steps finished in ${out}\nResume with: ${resumeCommand(name, out)}`,
    );
    expect(recordIn(out).trials.map(({ error }) => error)).toEqual(Array(seedsOf(name)).fill(null));
    expect(existsSync(join(out, 'report.html'))).toBe(true);
    await resumesTo(whole, name, out);
  });
});

/** Interrupts a command as Ctrl-C would, when it starts a unit after so many others. */
function interruptAt(name: string, finished: number): void {
  const { experiment } = commandNamed(name);
  const real = experiment.run;
  let started = 0;
  vi.spyOn(experiment, 'run').mockImplementation(async (...args) => {
    if (started++ === finished) {
      const [listener] = process.listeners('SIGINT').slice(-1);
      listener('SIGINT');
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, listener);
      args[3].signal?.throwIfAborted();
    }
    return real.apply(experiment, args);
  });
}

describe('find with two seeds', () => {
  const line = `${TINY.find} --rounds 2 --trials 2 --quiet`;
  const whole = folder('whole');
  beforeAll(() => succeeding(`${line} --out ${whole}`));

  test('continues after being interrupted several times', async () => {
    const out = folder('several-interrupts');
    interruptAt('find', 2);
    expect((await winningTicket(`${line} --out ${out}`)).code).toBe(130);
    vi.restoreAllMocks();
    for (let i = 0; i < 3; i++) {
      interruptAt('find', 2);
      expect((await winningTicket(`find --resume ${out} --threads 1 --quiet`)).code).toBe(130);
      vi.restoreAllMocks();
    }
    await resumesTo(whole, 'find', out);
  });

  test('with another number of threads continues to the same results', async () => {
    const out = folder('other-threads');
    interruptAt('find', 3);
    await winningTicket(`${line} --out ${out}`);
    vi.restoreAllMocks();
    expect((await winningTicket(`find --resume ${out} --threads 2 --quiet`)).code).toBe(0);
    expect(decided(out)).toEqual(decided(whole));
  });

  test('draws pages again that were deleted from a finished run', async () => {
    const out = copyOf(whole);
    for (const name of ['report.html', 'record.json', 'seed-1/report.html', 'seed-2/curves.svg'])
      rmSync(join(out, name));
    await resumesTo(whole, 'find', out);
  });
});

test('resumeCommand quotes what a shell would split or expand', () => {
  expect(resumeCommand('find', 'runs/find-1')).toBe('npm run -s winning-ticket -- find --resume runs/find-1');
  expect(resumeCommand('find', '$HOME/run')).toBe("npm run -s winning-ticket -- find --resume '$HOME/run'");
  expect(resumeCommand('find', "it's")).toBe("npm run -s winning-ticket -- find --resume 'it'\\''s'");
});
