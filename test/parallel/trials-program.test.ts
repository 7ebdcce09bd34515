// Trials in a program of their own.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const PROGRAM = fileURLToPath(new URL('./trials-program.mts', import.meta.url));
const run = (...options: string[]) =>
  promisify(execFile)(process.execPath, ['--import', TSX, ...options, PROGRAM], { timeout: 60_000 });

test('closing leaves nothing that keeps a program alive', async () => {
  const { stdout } = await run();
  expect(stdout).toBe('{"status":"fulfilled","value":"first"}\nrejected 0\n');
}, 60_000);

test('without piscina the error says what to install', async () => {
  await expect(run('--import', new URL('./without-piscina.mts', import.meta.url).href)).rejects.toMatchObject(
    {
      stderr: expect.stringContaining(
        'MissingPackageError: piscina: must be installed to use threads (npm install piscina), got no such package',
      ),
    },
  );
}, 60_000);
