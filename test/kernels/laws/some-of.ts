import type { Kernels } from '../../../src/kernels/index.ts';
import { NothingToCheck } from '../../../src/laws/expect.ts';

/** Throws NothingToCheck if all the kernels that a law is about are missing. */
export function someOf(kernels: Partial<Kernels>, names: readonly (keyof Kernels)[]): void {
  if (!names.some((name) => kernels[name] !== undefined)) throw new NothingToCheck();
}
