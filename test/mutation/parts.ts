// The parts of the source code that mutation testing changes, and the tests that must detect the changes.

/** Source files and the tests that must detect their mutants, as globs. */
export interface Part {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** Minimum percentage of mutants that the tests must detect. */
  readonly minScore: number;
}

/** All parts by name, in the order in which they are run. */
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

/** The names of all parts. */
export const PART_NAMES = Object.keys(PARTS) as PartName[];
