// The sides of the benchmark `history`: sources, commits and interruptions.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ArgumentError } from '../../benchmarks/arguments.ts';
import { HistoryError, run } from '../../benchmarks/history/command.ts';
import { findCommit } from '../../benchmarks/history/git.ts';
import { InterruptionError, untilInterrupted } from '../../benchmarks/history/interrupt.ts';
import { importNames } from '../../benchmarks/history/library.ts';
import type { Measurement, Request } from '../../benchmarks/history/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../benchmarks/history/program.ts', import.meta.url));
const { signal } = new AbortController();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'winning-ticket-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

const git = (...args: string[]) => run('git', 'git', args, { cwd: folder, signal });

test('importNames finds names in the modules to which they have moved', async () => {
  await mkdir(join(folder, 'src/nn'), { recursive: true });
  await writeFile(join(folder, 'src/index.ts'), 'export const Adam = 1;');
  await writeFile(join(folder, 'src/nn/index.ts'), 'export const Adam = 2, mlp = 3;');
  expect(await importNames(folder, ['Adam', 'mlp'])).toEqual({ Adam: 1, mlp: 3 });
});

test('importNames throws an error that lists the names that no module exports', async () => {
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'src/index.ts'), 'export const Adam = 1;');
  await expect(importNames(folder, ['Adam', 'mlp', 'trainStep'])).rejects.toThrow(/export mlp, trainStep$/);
});

test('findCommit returns the hash of a commit and throws an ArgumentError for an unknown one', async () => {
  await git('init', '--quiet');
  const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  await git(...author, 'commit', '--quiet', '--allow-empty', '-m', 'empty');
  const { hash, short } = await findCommit(folder, 'HEAD', signal);
  expect(hash).toMatch(/^[0-9a-f]{40}$/);
  expect(hash.startsWith(short)).toBe(true);
  await expect(findCommit(folder, 'nonsense', signal)).rejects.toThrow(ArgumentError);
  await expect(findCommit(folder, 'nonsense', signal)).rejects.toThrow(/must name a commit .*, got nonsense/);
});

test('findCommit throws a HistoryError in a folder that is not a git repository', async () => {
  await expect(findCommit(folder, 'HEAD', signal)).rejects.toThrow(HistoryError);
  await expect(findCommit(folder, 'HEAD', signal)).rejects.toThrow(/not a git repository/);
});

test('untilInterrupted aborts the work on a signal and reports the exit code', async () => {
  const work = untilInterrupted(async (aborted) => {
    process.emit('SIGHUP', 'SIGHUP');
    await run('a command', process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], {
      cwd: folder,
      signal: aborted,
    });
  });
  await expect(work).rejects.toThrow(InterruptionError);
  await expect(work).rejects.toMatchObject({ exitCode: 129 });
});

/** Runs the measuring program on the sources in a folder. */
async function measure(root: string): Promise<Measurement> {
  const request: Request = {
    root,
    case: { name: 'density 0.1', density: 0.1 },
    pace: { warmUp: 1, timed: 1, minSteps: 5 },
  };
  const args = ['--import', 'tsx', PROGRAM, JSON.stringify(request)];
  return JSON.parse(await run('program', process.execPath, args, { cwd: ROOT, signal }));
}

test('the program reports 50 losses, a checksum and the time of a step', async () => {
  const { losses, checksum, time } = await measure(ROOT);
  expect(losses).toHaveLength(50);
  expect(losses[49]).toBeLessThan(losses[0]);
  expect(checksum).toMatch(/^[0-9a-f]{64}$/);
  expect(time?.wall).toBeGreaterThan(10);
  expect(time?.cpu).toBeGreaterThan(10);
});

test('the program reports the names that the sources do not export', async () => {
  await expect(measure(folder)).rejects.toThrow(
    'program: the sources do not export Adam, Batches, loadMnist, mlp, Random, trainStep',
  );
});
