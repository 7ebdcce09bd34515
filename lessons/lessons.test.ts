import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { lessons } from './support/catalog.ts';
import { ClaimError, claim, refusal } from './support/claim.ts';

afterEach(() => vi.restoreAllMocks());

/** Everything that is printed while `run` runs, line by line. */
async function printed(run: () => unknown): Promise<string[]> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await run();
  return log.mock.calls.flatMap((line) => line.join(' ').split('\n'));
}

describe('every lesson', () => {
  test.each(lessons())(
    '$number, $title, keeps its claims and prints them',
    { timeout: 60_000 },
    async ({ file }) => {
      const lines = await printed(() => import(file.href));
      const source = readFileSync(file, 'utf8');
      const claims = source.match(/^\s*claim\(/gm)?.length ?? 0;
      expect(claims).toBeGreaterThan(3);
      expect(lines.filter((line) => line.startsWith('✓ '))).toHaveLength(claims);
      expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
      expect(lines.filter((line) => line.length > 110)).toEqual([]);
    },
  );

  test.each(lessons())(
    '$number opens with what it teaches and its source, and ends with what to try',
    ({ file }) => {
      const source = readFileSync(file, 'utf8');
      expect(source).toMatch(/^\/\/ Lesson \d+\. .+[.?]\n\/\/\n\/\/ Afterwards you know /);
      expect(source).toContain('\n// In the paper: ');
      expect(source).toMatch(/\n\/\/ ── Change this, and try ─+\n\/\/ 1\. .+\n\/\/ 2\. .+\n$/s);
    },
  );

  test('is numbered in turn', () => {
    expect(lessons().map(({ number }) => number)).toEqual(lessons().map((_, i) => i + 1));
  });
});

describe('a claim', () => {
  test('that holds is printed', async () => {
    expect(await printed(() => claim('1 < 2', true))).toEqual(['✓ 1 < 2']);
  });

  test('that does not hold throws, and prints nothing', async () => {
    const lines = await printed(() => expect(() => claim('2 < 1', false)).toThrow(ClaimError));
    expect(lines).toEqual([]);
  });

  test('of a refusal fails where nothing was refused', () => {
    expect(() => refusal(() => 1)).toThrow(ClaimError);
  });
});

describe('npm run lesson', () => {
  const run = (...words: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('run.ts', import.meta.url)), ...words],
      { encoding: 'utf8', cwd: fileURLToPath(new URL('..', import.meta.url)) },
    );

  test('alone lists every lesson with its title', () => {
    const { status, stdout } = run();
    expect(status).toBe(0);
    for (const { number, title } of lessons()) expect(stdout).toContain(`${number}  ${title}\n`);
  });

  test('with a number runs that lesson', () => {
    const { status, stdout, stderr } = run('1');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Lesson 1\. Tensors are numbers and a shape\n/);
  });

  test.each(['0', '99', 'two', '-1', '1.5', '1 2'])(
    'of a lesson that does not exist says which do, and exits with 2: %s',
    (words) => {
      const { status, stdout, stderr } = run(...words.split(' '));
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^lesson: must be one number in 1 … \d+, got .+\n/);
      expect(stderr).toContain(lessons()[0].title);
    },
  );
});
