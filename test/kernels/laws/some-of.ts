import type { Kernels } from '../../../src/kernels/index.ts';
import { NothingToCheck } from '../../../src/laws/expect.ts';

/** Throws NothingToCheck where none of the kernels that a law speaks of is there. */
export function someOf(kernels: Partial<Kernels>, names: readonly (keyof Kernels)[]): void {
  if (!names.some((name) => kernels[name] !== undefined)) throw new NothingToCheck();
}
