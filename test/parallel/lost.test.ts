import type { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { allocate, heap, kernels, simdParts } from '../../src/kernels/index.ts';
import type { Band } from '../../src/parallel/control.ts';
import {
  type Threads,
  ThreadsError,
  threadsInfo,
  useThreads,
  WorkerLostError,
} from '../../src/parallel/index.ts';
import { Pool } from '../../src/parallel/pool.ts';

const parts = { memory: heap?.memory as WebAssembly.Memory, module: simdParts?.module as WebAssembly.Module };
const FAULTY = new URL('faulty-worker.ts', import.meta.url);
const LIMIT = 5000; // ms until a caller must hear of it

const workers: Worker[] = [];
const note = (worker: Worker) => workers.push(worker);
beforeAll(() => {
  process.on('worker', note);
});
afterAll(() => {
  process.off('worker', note);
});

const open: (Pool | Threads)[] = [];
afterEach(async () => {
  for (const pool of open.splice(0)) await pool.close();
  workers.length = 0;
});

const sleep = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const soon = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The error of `compute`, which must come in time. */
function lossOf(compute: () => void): Error {
  const start = performance.now();
  try {
    compute();
  } catch (error) {
    expect(performance.now() - start).toBeLessThan(LIMIT);
    return error as Error;
  }
  throw new Error('compute: must throw');
}

/** Bands that do nothing; where a worker computes them, its fault strikes. */
const nothing: Band[] = Array.from({ length: 8 }, () => [[0, 1024, 0, 1024, 0, 0, 0]]);

/** 24 products of some ten milliseconds each, all of whose results are 1024. */
function long(): { bands: Band[]; regions: number; bytes: number; results: Float32Array[] } {
  const [n, bytes] = [512, 2 ** 23];
  const [a, b] = [allocate(n * n).fill(1), allocate(n * n).fill(2)];
  const results = Array.from({ length: 24 }, () => allocate(n * n));
  const bands = results.map((c): Band => [[1, c.byteOffset, a.byteOffset, b.byteOffset, n, n, n, ~0]]);
  return { bands, regions: allocate((3 * bytes) / 4).byteOffset, bytes, results };
}

test.each([
  ['throws', 'RangeError: no such band'],
  ['exits', 'the end of its thread'],
  ['runs out of memory', 'the end of its thread'],
])('a worker that %s over its part is a WorkerLostError in time', { timeout: 60_000 }, async (fault, got) => {
  process.env.FAULT = fault;
  const pool = await Pool.start(2, parts, { file: FAULTY, resourceLimits: { maxOldGenerationSizeMb: 20 } });
  open.push(pool);
  const error = lossOf(() => {
    pool.post(nothing, 0, 0);
    sleep(100); // the worker claims the first band
    pool.finish();
  });
  expect(error).toBeInstanceOf(WorkerLostError);
  expect(error.message).toBe(`worker 1: must stay until its part is computed, got ${got}`);
  await soon(100);
  expect(() => pool.run(nothing, 0, 0)).toThrow(WorkerLostError);
});

test.each([
  ['in a loop that never ends', FAULTY],
  ['in the middle of a product', undefined],
])('a worker killed %s is a WorkerLostError in time, and a new pool works', async (_, file) => {
  process.env.FAULT = 'loops for ever';
  const pool = await Pool.start(3, parts, file === undefined ? {} : { file });
  open.push(pool);
  const work = long();
  const error = lossOf(() => {
    pool.post(work.bands, work.regions, work.bytes);
    // Waits until a worker has begun to write a result. A worker in an endless loop never does.
    for (let ms = 0; ms < 500 && work.results.every((c) => c[0] === 0); ms++) sleep(1);
    for (const worker of workers) void worker.terminate();
    pool.finish();
  });
  expect(error).toBeInstanceOf(WorkerLostError);
  expect(error.message).toMatch(/^worker [12]/);

  const another = await Pool.start(3, parts);
  open.push(another);
  another.run(work.bands.slice(0, 4), work.regions, work.bytes);
  for (const c of work.results.slice(0, 4)) expect(c.every((x) => x === 1024)).toBe(true);
});

test("an error of the caller is the caller's, and the pool works on", async () => {
  const pool = await Pool.start(2, parts);
  open.push(pool);
  const { bands, regions, bytes, results } = long();
  const far = 2 ** 31 - 1;
  expect(() => pool.run([[[1, far, far, far, 9, 9, 9, far]]], regions, bytes)).toThrow(
    WebAssembly.RuntimeError,
  );
  pool.run(bands.slice(0, 2), regions, bytes);
  for (const c of results.slice(0, 2)) expect(c.every((x) => x === 1024)).toBe(true);
});

test('a worker lost while it was idle is reported once; then one thread computes, and new threads can be had', async () => {
  const threads = await useThreads(2);
  open.push(threads);
  await workers[0].terminate();
  await soon(20);
  const [a, b, c] = [512, 512, 512].map((n) => new Float32Array(n * n).fill(1));
  expect(lossOf(() => kernels.matmulNN(c, a, b, 512, 512, 512))).toBeInstanceOf(WorkerLostError);
  expect(threadsInfo()).toEqual({ threads: 1, reason: 'a worker was lost' });
  kernels.matmulNN(c, a, b, 512, 512, 512);
  expect(c.every((x) => x === 512)).toBe(true);

  const others = await useThreads(2);
  open.push(others);
  await threads.close();
  expect(threadsInfo().threads).toBe(2);
  kernels.matmulNN(c, b, a, 512, 512, 512);
  expect(c.every((x) => x === 512)).toBe(true);
});

test('workers that cannot start are a ThreadsError', async () => {
  const missing = new URL('no-such-worker.ts', import.meta.url);
  await expect(Pool.start(2, parts, { file: missing })).rejects.toThrow(ThreadsError);
});
