import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.resetModules();
});

/** Loads the kernels anew, after the engine has been changed by a test. */
const start = () => import('../../../src/kernels/index.ts');

test('SIMD kernels are the default if the engine supports SIMD, and useKernels selects either set', async () => {
  const room = await start();
  expect(room.kernelsInfo()).toEqual({
    name: 'simd',
    reason: 'chosen at start: the engine runs WebAssembly with SIMD',
  });
  const simd = room.kernels;
  room.useKernels('reference');
  expect(room.kernels).not.toBe(simd);
  expect(room.kernelsInfo()).toEqual({ name: 'reference', reason: 'chosen by hand' });
  room.useKernels('simd');
  expect(room.kernels).toBe(simd);
  expect(() => room.useKernels('fast' as 'simd')).toThrow(
    "kernels: must be 'reference' or 'simd', got \"fast\"",
  );
});

test('the reference and SIMD kernel sets have the same functions', async () => {
  const room = await start();
  const names = Object.keys(room.kernels).sort();
  room.useKernels('reference');
  expect(Object.keys(room.kernels).sort()).toEqual(names);
});

/** A constructor that throws: an arrow function could not be called with `new`. */
const refuse = (error: Error) =>
  function refuse(): never {
    throw error;
  };

const rejections: [string, () => void, RegExp][] = [
  ['there is no WebAssembly', () => vi.stubGlobal('WebAssembly', undefined), /the engine has no WebAssembly/],
  [
    'a content policy forbids compiling',
    () =>
      vi
        .spyOn(WebAssembly, 'Module')
        .mockImplementation(
          refuse(new WebAssembly.CompileError('Wasm code generation disallowed by embedder')),
        ),
    /rejected the SIMD kernels: Wasm code generation disallowed by embedder/,
  ],
  [
    'an older Chromium limits what its main thread compiles',
    () =>
      vi
        .spyOn(WebAssembly, 'Module')
        .mockImplementation(
          refuse(new RangeError('disallowed on the main thread, if the buffer size is larger than 4KB')),
        ),
    /rejected the SIMD kernels: disallowed on the main thread/,
  ],
  [
    'no memory can be reserved',
    () =>
      vi.spyOn(WebAssembly, 'Memory').mockImplementation(refuse(new RangeError('could not allocate memory'))),
    /rejected the SIMD kernels: could not allocate memory/,
  ],
];

test.each(rejections)(
  'if %s, the reference kernels are selected and kernelsInfo states the reason',
  async (_, prepare, why) => {
    prepare();
    const room = await start();
    expect(room.kernelsInfo().name).toBe('reference');
    expect(room.kernelsInfo().reason).toMatch(why);
    expect(() => room.useKernels('simd')).toThrow(room.KernelsError);
    expect(() => room.useKernels('simd')).toThrow(why);
    room.useKernels('reference');

    const out = room.allocate(2);
    room.kernels.add(out, Float32Array.of(1, 2), Float32Array.of(3, 4));
    expect(out).toEqual(Float32Array.of(4, 6));
    expect([room.allocateIndices(2).length, room.allocateMask(2).length]).toEqual([2, 2]);
  },
);

test('reserveHeap reserves a smaller heap if the engine does not grant a large one', async () => {
  const { Memory } = WebAssembly;
  vi.spyOn(WebAssembly, 'Memory').mockImplementation(function memory(limits) {
    if (limits.initial > 4096) throw new RangeError('could not allocate memory');
    return new Memory(limits);
  });
  const room = await start();
  expect(room.kernelsInfo().name).toBe('simd');
  expect(room.allocate(2).buffer.byteLength).toBe(256 * 2 ** 20);
});
