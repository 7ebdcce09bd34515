// TensorFlow.js in WebAssembly with SIMD, one thread.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { on } from './tfjs.ts';

setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
setThreadsCount(1);
env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
if (!(await setBackend('wasm'))) throw new Error('its WebAssembly backend does not start');
if (getThreadsCount() !== 1) throw new Error(`must run on one thread, got ${getThreadsCount()}`);

export const { matmul, step } = on('wasm');
