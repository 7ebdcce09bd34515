// What is broken on purpose, part by part, and the tests that must notice it: those of the part's own module.

/** Sources and the tests that must notice their mutants, as globs. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Smallest percentage of mutants that the tests must notice. */
  readonly minScore: number;
}

/** Every part by name, in the order they are run. */
export const PARTS = {
  optim: { mutate: ['src/optim/**/*.ts'], tests: ['test/optim/**/*.test.ts'], minScore: 98 },
  pruning: { mutate: ['src/pruning/**/*.ts'], tests: ['test/pruning/**/*.test.ts'], minScore: 98 },
  select: {
    mutate: ['src/kernels/{radix-select,top-k}.ts', 'src/kernels/reference/top-k.ts'],
    tests: ['test/kernels/**/{radix-select,top-k}.test.ts'],
    minScore: 90,
  },
  sparse: {
    mutate: ['src/sparse/**/*.ts', 'src/kernels/reference/sparse.ts'],
    tests: ['test/sparse/**/*.test.ts', 'test/kernels/**/sparse*.test.ts'],
    minScore: 98,
  },
  numeric: {
    mutate: ['src/numeric/**/*.ts'],
    tests: ['test/numeric/**/*.test.ts', 'test/random/random.test.ts'],
    minScore: 90,
  },
} as const satisfies Readonly<Record<string, Part>>;

/** The name of a part. */
export type PartName = keyof typeof PARTS;

/** All of them. */
export const PART_NAMES = Object.keys(PARTS) as PartName[];
