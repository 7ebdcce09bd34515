import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/runtimes/**/*.test.ts'],
    // The first run downloads each runtime.
    testTimeout: 300_000,
  },
});
