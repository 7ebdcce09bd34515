import { defineConfig } from 'vitest/config';
import { PARTS, type PartName } from './parts.ts';

/** The tests that answer for one part, on pinned seeds, so that a mutant dies or lives the same way each time. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [...PARTS[process.env.MUTATION_PART as PartName].tests],
    env: { LAW_SEED: '20190306' },
    setupFiles: ['test/seed.ts'],
    testTimeout: 30_000,
  },
});
