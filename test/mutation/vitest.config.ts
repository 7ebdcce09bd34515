import { defineConfig } from 'vitest/config';
import { PARTS, type Part } from './parts.ts';

const parts: Readonly<Record<string, Part>> = PARTS;
const { MUTATION_PART = '' } = process.env;
const { tests } = parts[MUTATION_PART] ?? { tests: [] };

/** The tests of the part named in the environment, with a fixed seed, so that every run kills the same mutants. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [...tests],
    env: { LAW_SEED: '20190306' },
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
  },
});
