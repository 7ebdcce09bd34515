import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The room as it comes up in an engine prepared beforehand, and the kernels it works on. */
async function start() {
  const parallel = await import('../../src/parallel/index.ts');
  return { ...parallel, room: await import('../../src/kernels/index.ts') };
}

test('threads are in use until they are closed; closing twice is closing', async () => {
  const { useThreads, threadsInfo, room } = await start();
  const alone = room.kernels;
  expect(threadsInfo()).toEqual({ threads: 1, reason: 'no others are in use' });
  const threads = await useThreads(2);
  expect([threads.size, threadsInfo()]).toEqual([2, { threads: 2, reason: 'chosen by hand' }]);
  expect(room.kernels).not.toBe(alone);
  const loops = room.kernels.sum;
  room.useKernels('reference');
  expect(room.kernels.matmulNN).not.toBe(alone.matmulNN);
  room.useKernels('simd');
  expect(room.kernels.sum).toBe(loops);
  await Promise.all([threads.close(), threads.close()]);
  await threads.close();
  expect(room.kernels).toBe(alone);
  expect(threadsInfo()).toEqual({ threads: 1, reason: 'no others are in use' });
});

test('threads that are closed can be started again, also by leaving a block', async () => {
  const { useThreads, threadsInfo } = await start();
  for (let i = 0; i < 2; i++) {
    await using threads = await useThreads(2);
    expect(threadsInfo().threads).toBe(threads.size);
  }
  expect(threadsInfo().threads).toBe(1);
});

test('starting twice is an error that says what to do, also while the first are starting', async () => {
  const { useThreads, ThreadsError } = await start();
  const first = useThreads(2);
  await expect(useThreads(3)).rejects.toThrow(ThreadsError);
  const threads = await first;
  await expect(useThreads(3)).rejects.toThrow('threads: must be closed before others are started, got 3');
  await threads.close();
});

test.each([0, -1, 1.5, Number.NaN, 65, '2' as never])('%s threads are refused', async (n) => {
  const { useThreads, threadsInfo } = await start();
  await expect(useThreads(n)).rejects.toThrow(/^threads: must be an integer in \[1, 64\], got /);
  expect(threadsInfo().threads).toBe(1);
});

test('one thread is this one: no worker, the same kernels', async () => {
  const { useThreads, threadsInfo, room } = await start();
  const alone = room.kernels;
  const threads = await useThreads(1);
  expect([threads.size, threadsInfo().threads]).toEqual([1, 1]);
  expect(room.kernels).toBe(alone);
  await expect(useThreads(2)).rejects.toThrow(/must be closed/);
  await threads.close();
});

test('without a number there are as many threads as cores; more are allowed', async () => {
  const { useThreads, room } = await start();
  const threads = await useThreads();
  expect(threads.size).toBe(availableParallelism());
  await threads.close();
  const more = await useThreads(availableParallelism() + 3);
  const [a, c] = [new Float32Array(512 * 512).fill(1), new Float32Array(512 * 512)];
  room.kernels.matmulNT(c, a, a, 512, 512, 512);
  expect(c.every((x) => x === 512)).toBe(true);
  await more.close();
});

test('without shared memory, threads are refused and one computes', async () => {
  vi.stubGlobal('SharedArrayBuffer', undefined);
  const { useThreads, ThreadsError, room } = await start();
  await expect(useThreads(2)).rejects.toThrow(ThreadsError);
  await expect(useThreads(2)).rejects.toThrow(/^threads: must have shared memory, .*in Node.*, got 2$/);
  expect(room.kernelsInfo().name).toBe('simd');
});

test('where a thread may not wait, as in a page, memory is not shared', async () => {
  vi.spyOn(Atomics, 'wait').mockImplementation(() => {
    throw new TypeError('Atomics.wait cannot be called in this context');
  });
  const { useThreads, room } = await start();
  vi.restoreAllMocks();
  expect(room.allocate(1).buffer).toBeInstanceOf(ArrayBuffer);
  await expect(useThreads(2)).rejects.toThrow(/must have shared memory/);
});

test('without SIMD kernels, threads are refused with the reason', async () => {
  vi.stubGlobal('WebAssembly', undefined);
  const { useThreads } = await start();
  await expect(useThreads(2)).rejects.toThrow(
    'threads: must have SIMD kernels (the engine has no WebAssembly), got 2',
  );
});

test.each(['bun', 'deno'])(
  'in %s, which does not say whether a worker is alive, threads are refused',
  async (name) => {
    vi.stubGlobal('process', { ...process, versions: { ...process.versions, [name]: '1.0.0' } });
    const { useThreads } = await start();
    await expect(useThreads(2)).rejects.toThrow(/^threads: must run in Node: /);
  },
);

test('without piscina, the error says how to install it, and one thread computes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'threads-'));
  try {
    cpSync(fileURLToPath(new URL('../../src', import.meta.url)), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'missing.mts'), MISSING);
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      tsx,
      join(folder, 'missing.mts'),
    ]);
    expect(JSON.parse(stdout)).toEqual({
      name: 'MissingPackageError',
      message: 'piscina: must be installed to use threads (npm install piscina), got no such package',
      threads: 1,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const MISSING = `
  import { threadsInfo, useThreads } from './parallel/index.ts';
  const { name, message } = await useThreads(2).catch((error) => error);
  console.log(JSON.stringify({ name, message, threads: threadsInfo().threads }));
`;

test('a process that closed its threads exits by itself, and idle workers use no processor time', async () => {
  const program = fileURLToPath(new URL('idle.mts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program], {
    timeout: 25_000,
  });
  const { idle, sum } = JSON.parse(stdout);
  expect(sum).toBe(512 ** 3);
  expect(idle).toBeLessThan(100); // of 2,000 ms; timers and the collector take a few
});
