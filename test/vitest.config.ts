import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts', 'lessons/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/runtimes/**'],
    setupFiles: ['test/setup.ts'],
    maxWorkers: '100%', // vitest leaves one core free, which is half of two
    testTimeout: 30_000,
    coverage: { include: ['src/**'] },
  },
});
