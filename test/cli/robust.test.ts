// What happens around a run must not stop it, and what stops it must not damage it. In processes of their own.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { drawAfter } from '../../src/cli/draw-after.ts';
import { inWorkerThreads } from '../../src/runs/runner.ts';
import { program } from './children.ts';
import { folder, searchIn } from './run-folders.ts';
import { FIND, TINY } from './tiny.ts';

// All wait for their turn to run.
vi.setConfig({ testTimeout: 240_000 });

const RUN = `${FIND} --rounds 1 --controls none`;

describe.concurrent('output that nobody can read', () => {
  test.each([
    ['closed', '2>&-'],
    ['full', '2>/dev/full'],
  ])('stderr that is %s does not stop the run', async (name, redirections) => {
    const out = folder(`stderr-${name}`);
    const { code, stdout } = await program(`${RUN} --out ${out}`, { redirections });
    expect(code).toBe(0);
    expect(stdout).toContain('Report:');
    expect(searchIn(out).verdict).not.toBeNull();
  });

  test('stdout that is full exits with code 3, and the run is kept', async () => {
    const out = folder('stdout-full');
    const { code, stderr } = await program(`${RUN} --quiet --out ${out}`, { redirections: '>/dev/full' });
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^winning-ticket: The result could not be written to standard output: .*ENOSPC.*\n$/,
    );
    expect(searchIn(out).verdict).not.toBeNull();
  });

  test('stdout that is closed by its reader does not fail the run', async () => {
    const out = folder('stdout-closed');
    const { code, stderr } = await program(`${RUN} --out ${out}`, {
      upon: ['Writing', (child) => child.stdout.destroy()],
    });
    expect(code).toBe(0);
    expect(stderr).not.toContain('EPIPE');
    expect(searchIn(out).verdict).not.toBeNull();
  });
});

test('without the package for threads: exit code 3, what to install, and no folder', async () => {
  const hook = readFileSync(new URL('../parallel/without-piscina.mts', import.meta.url), 'utf8');
  const out = folder('no-piscina');
  const line = `${TINY.snip} --trials 2 --out ${out}`.replace('--threads 1', '--threads 2');
  const { code, stdout, stderr } = await program(line, {
    env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hook)}` },
  });
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(/^winning-ticket: .*npm install piscina.*\n$/);
  expect(existsSync(out)).toBe(false);
});

test('more threads than Node expects listeners on one signal cause no warning', async () => {
  const warnings: Error[] = [];
  const onWarning = (warning: Error) => void warnings.push(warning);
  process.on('warning', onWarning);
  const task = new URL('../runs/example-trial.ts', import.meta.url);
  const runner = await inWorkerThreads(task, { threads: 11, kernels: null });
  try {
    const { signal } = new AbortController();
    const order = { command: 'example', options: {}, needed: new Map(), isNeeded: false, digest: '' };
    const seeds = Array.from({ length: 11 }, (_, i) => i);
    const run = (seed: number) =>
      runner.run({ ...order, seed, unit: `seed ${seed}/a` }, { signal, onProgress() {} });
    const outcomes = await Promise.all(seeds.map(run));
    expect(outcomes.map(({ facts }) => facts)).toEqual(seeds.map((value) => ({ value })));
  } finally {
    await runner.close();
  }
  process.off('warning', onWarning);
  expect(warnings).toEqual([]);
});

describe('thenDraw', () => {
  const failing = (message: string) => () => {
    throw new Error(message);
  };

  test('draws after the work and returns its result', async () => {
    const order: string[] = [];
    const result = await drawAfter(
      async () => void order.push('work'),
      () => order.push('draw'),
    );
    expect([result, order]).toEqual([2, ['work', 'draw']]);
  });

  test('draws after work that failed, and throws the error of the work even if drawing fails too', async () => {
    const draw = vi.fn(failing('draw'));
    await expect(drawAfter(async () => failing('work')(), draw)).rejects.toThrow('work');
    expect(draw).toHaveBeenCalledOnce();
  });

  test('throws the error of drawing if the work succeeded', async () => {
    await expect(drawAfter(async () => {}, failing('draw'))).rejects.toThrow('draw');
  });
});
