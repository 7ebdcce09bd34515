// The program itself, interrupted and killed, and then continued. Every stage of every command is in resume.test.ts.

import { type ChildProcessWithoutNullStreams, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test, vi } from 'vitest';
import { filesIn } from '../../src/runs/folder.ts';
import { checkFolder } from '../../src/runs/verify.ts';
import { type ChildEnd, program, terminal } from './children.ts';
import { type Ended, succeeding, winningTicket } from './in-process.ts';
import { decided, folder, recordIn } from './run-folders.ts';
import { FIND, QUICK } from './tiny.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const ESCAPE = '\u001b';
const LONG = `${FIND} --iterations 1200 --evaluate-every 100`;
const whole = folder('whole');
/** A run that does not end by itself. */
const ENDLESS = '--iterations 2000000 --evaluate-every 1000';
const hidden = (path: string) => readdirSync(path).filter((name) => name.startsWith('.'));

/** Sends a signal twice, as a terminal and npm do. */
const twice = (signal: NodeJS.Signals) => (child: ChildProcessWithoutNullStreams) => {
  child.kill(signal);
  setTimeout(() => child.kill(signal), 20);
};

/** Folders of runs that are ended by a signal. */
const out = {
  interrupted: folder('interrupted'),
  killed: folder('killed'),
  hungUp: folder("it's $HOME"),
  threads: folder('threads'),
};

/** How the processes ended. While they run, this process does nothing else, so that no signal is sent too late. */
let ends: { readonly [K in keyof typeof out]: ChildEnd };
let other: Ended | undefined;

beforeAll(async () => {
  const line = (path: string) => [...LONG.split(' '), '--out', path];
  const sweep = `sweep ${QUICK} --hidden 8 --rounds 2 ${ENDLESS} --trials 2`.replace(
    '--threads 1',
    '--threads 2',
  );
  const [interrupted, killed, hungUp] = await Promise.all([
    program([...line(out.interrupted), '--json'], { upon: ['round 1', twice('SIGINT')] }),
    program(line(out.killed), { upon: ['round 2', (child) => child.kill('SIGKILL')] }),
    program(line(out.hungUp), {
      env: terminal(80),
      upon: ['% left', (child) => child.kill('SIGHUP')],
    }),
  ]);
  const threads = await program([...sweep.split(' '), '--out', out.threads], {
    upon: [
      'Writing',
      (child) => setTimeout(() => void otherProcess().then(() => child.kill('SIGTERM')), 1000),
    ],
  });
  ends = { interrupted, killed, hungUp, threads };
  await succeeding(`${LONG} --quiet --out ${whole}`);
});

/** Uses the folder of the threads at the same time. */
async function otherProcess(): Promise<void> {
  other = await winningTicket(`sweep --resume ${out.threads}`);
}

/** Continues the run in this process; it must end like the whole run. */
async function continues(path: string): Promise<void> {
  const { code, stderr } = await winningTicket(`find --resume ${path} --quiet`);
  expect([code, stderr]).toEqual([0, '']);
  expect(decided(path)).toEqual(decided(whole));
  expect(filesIn(path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

test('a run that is interrupted says how to continue it, and continues', async () => {
  const { code, stdout, stderr } = ends.interrupted;
  expect([code, stdout]).toEqual([130, '']);
  expect(stderr).toMatch(
    /\nwinning-ticket: interrupted; [2-5] of 6 steps finished in .*\nResume with: npm run -s winning-ticket -- find --resume .*\n$/,
  );
  expect(hidden(out.interrupted)).toEqual([]); // neither locks nor temporary files
  expect(recordIn(out.interrupted).trials[0].record.dense).not.toBeNull();
  expect(readdirSync(out.interrupted)).toContain('report.html');
  await continues(out.interrupted);
});

test('a run that is killed continues, though its lock remains', async () => {
  expect(ends.killed.code).toBeNull();
  expect(hidden(out.killed).some((name) => name.startsWith('.lock-'))).toBe(true);
  await continues(out.killed);
});

test('a run that loses its terminal gives the cursor back, and what it prints to continue can be pasted', () => {
  const { code, stderr } = ends.hungUp;
  expect(code).toBe(130);
  expect(stderr.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(stderr.lastIndexOf(`${ESCAPE}[?25l`));
  expect(stderr.slice(stderr.lastIndexOf(ESCAPE))).toMatch(/winning-ticket: interrupted; /);
  const hint = /\nResume with: (.*)\n$/.exec(stderr)?.[1];
  const clone = fileURLToPath(new URL('../..', import.meta.url));
  const pasted = spawnSync('sh', ['-c', `${hint} --quiet`], { cwd: clone, encoding: 'utf8' });
  expect([pasted.status, pasted.stderr]).toEqual([0, '']);
  expect(decided(out.hungUp)).toEqual(decided(whole));
});

test('worker threads end with a run, whose folder no other process can use before', async () => {
  expect(other).toMatchObject({
    code: 3,
    message: expect.stringMatching(/: another process uses this folder, number \d+\. /),
  });
  expect([ends.threads.code, ends.threads.stdout]).toEqual([130, '']);
  expect(ends.threads.stderr).toMatch(/interrupted; 0 of 6 steps finished in /);
  expect(hidden(out.threads)).toEqual([]);
  const { entries, files } = await checkFolder(out.threads);
  expect([entries.size, files.filter(({ problem }) => problem !== null)]).toEqual([0, []]);
  expect(recordIn(out.threads).trials.map(({ seed, units }) => [seed, units])).toEqual([
    [1, {}],
    [2, {}],
  ]);
});
