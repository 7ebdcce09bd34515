// What is mutated, and the tests that must notice: `npm run mutation`.
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  mutate: ['src/{pruning,optim,numeric}/**/*.ts', 'src/kernels/select.ts'],
  ignorePatterns: ['dist', 'docs', 'runs', 'benchmarks', 'lessons', 'reports'],
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
  timeoutMS: 20_000,
  tempDirName: '.stryker',
};
