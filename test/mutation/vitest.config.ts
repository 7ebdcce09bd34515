import { defineConfig } from 'vitest/config';

/** The tests that speak of what is mutated, on pinned seeds, so that a mutant dies or lives the same way each time. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/{numeric,optim,pruning}/**/*.test.ts', 'test/kernels/**/select.test.ts'],
    env: { LAW_SEED: '20190306' },
    setupFiles: ['test/seed.ts'],
    testTimeout: 30_000,
  },
});
