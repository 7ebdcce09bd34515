import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { KernelHeap, KernelHeapError } from '../../../src/kernels/heap.ts';
import { reserveHeap } from '../../../src/kernels/reserve-heap.ts';
import { heap, simd } from './places.ts';

const MIB = 2 ** 20;

const heapOf = (mib: number) => {
  const pages = mib * 16;
  return new KernelHeap(new WebAssembly.Memory({ initial: pages, maximum: pages }));
};

/** Collects garbage and lets the engine report it. */
async function collectGarbage() {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  for (let i = 0; i < 3; i++) {
    await new Promise((done) => setTimeout(done, 5));
    gc();
  }
  await new Promise((done) => setTimeout(done, 5));
}

test('arrays on the kernel heap are zeroed, aligned to 16 bytes, and do not overlap', () => {
  const own = heapOf(1);
  const arrays = Array.from({ length: 40 }, (_, n) => own.allocate(n));
  arrays.push(...Array.from({ length: 9 }, (_, n) => own.allocate(1000 * n)));
  for (const [i, array] of arrays.entries()) {
    expect(array.byteOffset % 16).toBe(0);
    expect(array.every((x) => x === 0)).toBe(true);
    array.fill(i);
  }
  for (const [i, array] of arrays.entries()) expect(array.every((x) => x === i)).toBe(true);
  expect(own.allocateIndices(3)).toEqual(new Uint32Array(3));
  expect(own.allocateMask(3)).toEqual(new Uint8Array(3));
});

test('allocate throws an error that names the array if it does not fit, and later calls work', () => {
  const own = heapOf(1);
  const kept = own.allocate(100).fill(3);
  expect(() => own.allocate(300_000, 'layer1.weight')).toThrow(KernelHeapError);
  expect(() => own.allocate(300_000, 'layer1.weight')).toThrow(
    /^layer1\.weight, 300000 float32: must fit in the 1046\d\d\d bytes left of the kernel heap, got "1200000 bytes"$/,
  );
  expect(own.allocate(100).length).toBe(100);
  expect(kept.every((x) => x === 3)).toBe(true);
});

test('a kernel call throws a KernelHeapError if its staged arrays do not fit, and later calls work', () => {
  const large = new Float32Array(300 * MIB);
  expect(() => simd.neg(large, large)).toThrow(KernelHeapError);
  const small = Float32Array.of(1, 2);
  simd.neg(small, small);
  expect(small).toEqual(Float32Array.of(-1, -2));
});

test('blocks of garbage-collected arrays are reused and zeroed', async () => {
  const own = heapOf(8);
  for (let round = 0; round < 20; round++) {
    for (let i = 0; i < 5; i++) own.allocate(MIB / 4).fill(round + 1);
    await collectGarbage();
  }
  expect(own.live).toBe(0);
  expect(own.frontier).toBeLessThan(6 * MIB);
  expect(own.allocate(MIB / 4).every((x) => x === 0)).toBe(true);
});

test('allocate triggers a garbage collection when the heap is full', async () => {
  const own = heapOf(64);
  for (let i = 0; i < 300; i++) {
    own.allocate(MIB / 4);
    if (i % 5 === 0) await new Promise((done) => setTimeout(done, 0));
  }
  expect(own.frontier).toBeLessThan(64 * MIB);
});

test('a subarray, and a subarray of a subarray, keep the whole array alive', async () => {
  const own = heapOf(1);
  const part = own.allocate(1000).fill(5).subarray(10, 20).subarray(2);
  await collectGarbage();
  own.allocate(1000).fill(6);
  expect(part).toEqual(new Float32Array(8).fill(5));
});

test('1,000 kernel calls with arrays outside the heap do not change the heap', () => {
  const [a, b, c] = [new Float32Array(6000).fill(1), new Float32Array(6000).fill(2), new Float32Array(3600)];
  const { frontier, live } = heap;
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 1000; i++) simd.matmulNT(c, a, b, 60, 100, 60);
  expect(c.every((x) => x === 200)).toBe(true);
  expect([heap.frontier, heap.live]).toEqual([frontier, live]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MIB);
});

test('a reserved heap uses physical memory only for the pages that are touched', () => {
  const before = process.memoryUsage().rss;
  const own = reserveHeap();
  expect(own.end).toBeGreaterThan(63 * MIB);
  expect(process.memoryUsage().rss - before).toBeLessThan(20 * MIB);
});
