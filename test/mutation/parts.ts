// What is broken on purpose, part by part, and the tests that must notice: those of the part's own room.

/** Sources and the tests that answer for them, as globs. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

/** Every part by name, in the order they are run. */
export const PARTS = {
  optim: { mutate: ['src/optim/**/*.ts'], tests: ['test/optim/**/*.test.ts'] },
  pruning: { mutate: ['src/pruning/**/*.ts'], tests: ['test/pruning/**/*.test.ts'] },
  select: {
    mutate: ['src/kernels/{radix-select,top-k}.ts', 'src/kernels/reference/top-k.ts'],
    tests: ['test/kernels/**/{radix-select,top-k}.test.ts'],
  },
  sparse: {
    mutate: ['src/sparse/**/*.ts', 'src/kernels/reference/sparse.ts'],
    tests: ['test/sparse/**/*.test.ts', 'test/kernels/sparse.test.ts'],
  },
  numeric: {
    mutate: ['src/numeric/**/*.ts'],
    tests: ['test/numeric/**/*.test.ts', 'test/random/random.test.ts'],
  },
} as const satisfies Readonly<Record<string, Part>>;

/** The name of a part. */
export type PartName = keyof typeof PARTS;

/** All of them. */
export const PART_NAMES = Object.keys(PARTS) as PartName[];
