// The runs whose folders are damaged and whose processes are killed: each command with two seeds, and a search with large files.

import { TINY } from '../cli/tiny.ts';

/** Command lines, without a folder. */
export const LINES: readonly string[] = [
  ...Object.values(TINY).map((line) => `${line} --trials 2 --quiet`),
  'find --iterations 20 --evaluate-every 10 --rounds 2 --sparsity 80% --threads 1 --quiet',
];
