// `npm run kernels`: compiles src/kernels/simd to WebAssembly and embeds the bytes as simd-bytes.ts, so that they load
// synchronously, without a file to find or fetch.

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const source = fileURLToPath(new URL('simd/index.ts', import.meta.url));
const target = new URL('simd-bytes.ts', import.meta.url);

/**
 * Compiles the kernels, which import their memory, define no data and need no runtime. `memory` contains the compiler options
 * for shared or unshared memory.
 */
async function compile(memory: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const options = [
    '--outFile',
    'kernels.wasm',
    '-O3',
    '--noAssert',
    '--runtime',
    'stub',
    '--use',
    'abort=',
    '--disableWarning',
    '112',
  ];
  const limits = ['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
  const { error, stderr } = await asc.main([source, ...options, ...limits, ...memory, '--enable', 'simd'], {
    writeFile: (_, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
  });
  if (error !== null || binary === undefined) throw new Error(`${error?.message}\n${stderr}`);
  return binary;
}

/**
 * Returns the index of the only byte in which the two versions differ: the flag of the imported memory, which is 1 for "has a
 * maximum" and 3 for "has a maximum and is shared". Storing this index instead of both versions halves the package.
 */
function sharedFlagAt(unshared: Uint8Array, shared: Uint8Array): number {
  const at = unshared.findIndex((byte, i) => byte !== shared[i]);
  const rest = unshared.subarray(at + 1);
  if (unshared[at] !== 1 || shared[at] !== 3 || rest.some((byte, i) => byte !== shared[at + 1 + i])) {
    throw new Error('the shared form differs from the unshared one in more than its memory flag');
  }
  return at;
}

const unshared = await compile([]);
const shared = await compile(['--sharedMemory', '--enable', 'threads']);
await writeFile(
  target,
  `// Generated from simd/ by build.ts.

/** Index of the flag of the imported memory: 1 for unshared memory, 3 for shared memory. */
export const sharedFlagAt = ${sharedFlagAt(unshared, shared)};

/** The kernels as WebAssembly for unshared memory. */
export const simdBytes = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob('${Buffer.from(unshared).toString('base64')}'), (c) => c.charCodeAt(0));
`,
);
console.log(`src/kernels/simd: ${unshared.length} bytes of WebAssembly`);
