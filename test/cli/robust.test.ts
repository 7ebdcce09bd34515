// What happens around a run must not stop it, and what stops it must not damage it.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { resumeCommand } from '../../src/cli/resume-command.ts';
import { thenDraw } from '../../src/cli/then-draw.ts';
import { FileError } from '../../src/formats/atomic-files.ts';
import { COMMAND, type Ended, program, recordIn, SMALL, scratch } from './children.ts';

// All wait for their turn to run.
vi.setConfig({ testTimeout: 120_000 });

const folder = (name: string) => join(scratch, name);
const LONG = [...SMALL.slice(0, -6), '--iterations', '1200', '--batch', '20', '--evaluate-every', '100'];

/** Runs the program in a shell that redirects its output as `redirection` says. */
function redirected(redirection: string, args: readonly string[]): Promise<Ended> {
  const child = spawn('sh', ['-c', `exec "$0" "$@" ${redirection}`, ...COMMAND, ...args], { cwd: scratch });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

describe.concurrent('output that nobody can read', () => {
  test.each([
    ['closed', '2>&-'],
    ['full', '2>/dev/full'],
  ])('stderr that is %s does not stop the run', async (name, redirection) => {
    const out = folder(`stderr-${name}`);
    const { code, stdout } = await redirected(redirection, ['find', ...SMALL, '--out', out]);
    expect(code).toBe(0);
    expect(stdout).toContain('Report:');
    expect(recordIn(out).verdict).not.toBeNull();
  });

  test('stdout that is full exits with code 3, and the run is kept', async () => {
    const out = folder('stdout-full');
    const { code, stderr } = await redirected('>/dev/full', ['find', ...SMALL, '--out', out]);
    expect(code).toBe(3);
    expect(stderr).toContain('could not be written to standard output');
    expect(recordIn(out).verdict).not.toBeNull();
  });
});

describe.concurrent('a run folder', () => {
  test('is used by at most one of two processes that start together', async () => {
    const out = folder('shared');
    const both = await Promise.all([1, 2].map(() => program(['find', ...LONG, '--out', out, '--quiet'])));
    const codes = both.map(({ code }) => code).sort();
    expect(codes[1]).toBe(3);
    expect([0, 3]).toContain(codes[0]);
    expect(both.map(({ stderr }) => stderr).join('')).toMatch(
      /another process uses this folder|must be new or empty/,
    );
  });

  test('of a process that was killed is resumed, without its temporary files', async () => {
    const out = folder('killed');
    const killed = await program(['find', ...LONG, '--out', out], {
      upon: ['round 1', (child) => void child.kill('SIGKILL')],
    });
    expect(killed.code).toBeNull();
    const leftover = '.0123abcd-0123-4567-89ab-0123456789ab.tmp';
    writeFileSync(join(out, leftover), 'half a file');
    const resumed = await program(['find', '--resume', out, '--quiet']);
    expect([resumed.code, resumed.stderr]).toEqual([0, '']);
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('of trials draws the page that a killed trial did not draw', async () => {
    const out = folder('no-page');
    await program(['find', ...SMALL, '--trials', '2', '--threads', '1', '--out', out, '--quiet']);
    const page = join(out, 'seed-1', 'report.html');
    rmSync(page);
    const { code } = await program(['find', '--resume', out, '--quiet']);
    expect([code, existsSync(page)]).toEqual([0, true]);
  });
});

test('a terminal that is closed interrupts the run, which gives the cursor back and can be resumed', async () => {
  const out = folder('hung up');
  const { code, stderr } = await program(['find', ...LONG, '--out', out], {
    env: {
      NODE_OPTIONS: '--import data:text/javascript,Object.assign(process.stderr,{isTTY:true,columns:80})',
    },
    upon: ['it/s', (child) => void child.kill('SIGHUP')],
  });
  expect(code).toBe(130);
  expect(stderr.lastIndexOf('\u001b[?25h')).toBeGreaterThan(stderr.lastIndexOf('\u001b[?25l'));
  expect(stderr).toContain(`Resume with: npm run -s winning-ticket -- find --resume '${out}'`);
  expect((await program(['find', '--resume', out, '--quiet'])).code).toBe(0);
});

test('many threads cause no warning about listeners', async () => {
  const args = [...SMALL, '--trials', '12', '--threads', '12', '--out', folder('many')];
  const { code, stderr } = await program(['find', ...args]);
  expect([code, /warning/i.test(stderr)]).toEqual([0, false]);
});

test('a file that cannot be written exits with code 3', async () => {
  expect(exitCodeOf(new FileError('a', 'must be a file that can be written', 'ENOSPC'))).toBe(3);
  const out = folder('in-the-way');
  const { code, stderr } = await program(['find', ...LONG, '--out', out], {
    upon: ['dense', () => mkdirSync(join(out, 'report.html'))], // a folder where the page should be
  });
  expect(code).toBe(3);
  expect(stderr).toContain('report.html: must be a file that can be written');
});

describe('thenDraw', () => {
  const failing = (message: string) => () => {
    throw new Error(message);
  };

  test('draws after the work and returns its result', async () => {
    const order: string[] = [];
    const result = await thenDraw(
      async () => order.push('work'),
      () => order.push('draw'),
    );
    expect([result, order]).toEqual([1, ['work', 'draw']]);
  });

  test('draws after work that failed, and throws the error of the work even if drawing fails too', async () => {
    const draw = vi.fn(failing('draw'));
    await expect(thenDraw(async () => failing('work')(), draw)).rejects.toThrow('work');
    expect(draw).toHaveBeenCalledOnce();
  });

  test('throws the error of drawing if the work succeeded', async () => {
    await expect(thenDraw(async () => 1, failing('draw'))).rejects.toThrow('draw');
  });
});

test('resumeCommand quotes what a shell would split or expand', () => {
  expect(resumeCommand('find', 'runs/find-1')).toBe('npm run -s winning-ticket -- find --resume runs/find-1');
  expect(resumeCommand('find', '$HOME/run')).toBe("npm run -s winning-ticket -- find --resume '$HOME/run'");
});
