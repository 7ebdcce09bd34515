import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { FolderInUseError, isClaim, lockFolder } from '../../src/runs/lock.ts';

const root = mkdtempSync(join(tmpdir(), 'winning-ticket-lock-'));
afterAll(() => rmSync(root, { recursive: true }));
const newFolder = () => mkdtempSync(join(root, 'run-'));
const claims = (folder: string) => readdirSync(folder).filter(isClaim);

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const LOCK = new URL('../../src/runs/lock.ts', import.meta.url).href;

/** A process that locks a folder, says 'locked' or the name of the error, and stays until it is killed. */
function locker(folder: string): ChildProcess {
  const code = `import(${JSON.stringify(LOCK)}).then(({ lockFolder }) => {
    try { lockFolder(${JSON.stringify(folder)}); console.log('locked'); }
    catch (error) { console.log(error.name + ': ' + error.message); }
    setInterval(() => {}, 1000);
    process.on('SIGTERM', () => process.exit());
  });`;
  return spawn(process.execPath, ['--import', TSX, '--eval', code], { stdio: ['ignore', 'pipe', 'inherit'] });
}

const said = async (child: ChildProcess): Promise<string> =>
  String((await once(child.stdout as never, 'data'))[0]).trim();

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

describe('lockFolder', { timeout: 60_000 }, () => {
  test('locks a folder for the process, which may lock it again', () => {
    const folder = newFolder();
    lockFolder(folder);
    lockFolder(folder);
    expect(claims(folder).length).toBe(1);
  });

  test('throws a FolderInUseError that names the process, while another process has the folder', async () => {
    const folder = newFolder();
    const child = locker(folder);
    expect(await said(child)).toBe('locked');
    expect(() => lockFolder(folder)).toThrow(FolderInUseError);
    expect(() => lockFolder(folder)).toThrow(`another process uses this folder, number ${child.pid}.`);
    expect(claims(folder).length).toBe(1);
    await end(child, 'SIGTERM');
    expect(claims(folder)).toEqual([]);
  });

  test('takes over the folder of a process that was killed', async () => {
    const folder = newFolder();
    const child = locker(folder);
    await said(child);
    await end(child, 'SIGKILL');
    expect(claims(folder).length).toBe(1);
    lockFolder(folder);
    expect(claims(folder).length).toBe(1);
    expect(claims(folder)[0]).toContain(`-${process.pid}-`);
  });

  test('gives a folder to at most one of several processes that start together', async () => {
    const folder = newFolder();
    const children = Array.from({ length: 6 }, () => locker(folder));
    const answers = await Promise.all(children.map(said));
    expect(answers.filter((answer) => answer === 'locked').length).toBeLessThanOrEqual(1);
    expect(answers.filter((answer) => answer.startsWith('FolderInUseError')).length).toBeGreaterThanOrEqual(
      5,
    );
    await Promise.all(children.map((child) => end(child, 'SIGTERM')));
    expect(claims(folder)).toEqual([]);
  });

  test.each([
    ['a process that does not exist', () => `.lock-${hostOf()}-4194303999-5-${ID}`, true],
    ['an earlier process with this number', () => `.lock-${hostOf()}-${process.pid}-1-${ID}`, true],
    ['a process on another machine', () => `.lock-6f74686572-12-5-${ID}`, false],
    ['a file of another name', () => '.lock', true],
  ])('the claim of %s', (_, name, isFree) => {
    const folder = newFolder();
    const file = join(folder, name());
    writeFileSync(file, '');
    if (isFree) lockFolder(folder);
    else expect(() => lockFolder(folder)).toThrow('number 12 on other');
    expect(existsSync(file)).toBe(!isFree || name() === '.lock');
  });
});

const ID = '00000000-0000-4000-8000-000000000000';

/** The name of this machine, as claims have it. */
function hostOf(): string {
  const folder = newFolder();
  lockFolder(folder);
  return claims(folder)[0].split('-')[1];
}
