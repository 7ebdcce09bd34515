import { checkLaws, type LawSet } from '../../src/laws/index.ts';

/** A wrong implementation. */
export interface Mistake<Impl> {
  /** What it does wrong: the name that the catalogue prints. */
  readonly name: string;
  /** Where it is known from: an implementation or a paper, or why it is easily made. */
  readonly from: string;
  /** The implementation. */
  readonly impl: Impl;
}

/** What is known wrong about implementations of one set's interface. */
export interface Mistakes<Impl> {
  readonly set: LawSet<Impl>;
  readonly mistakes: readonly Mistake<Impl>[];
}

/** For each law, the mistakes that break it, in their order: pinned cases, as many as are tried by default. */
export async function rejectionsBy<Impl>(
  set: LawSet<Impl>,
  mistakes: readonly Mistake<Impl>[],
): Promise<Map<string, string[]>> {
  const rejections = new Map<string, string[]>(set.laws.map(({ name }) => [name, []]));
  for (const { name, impl } of mistakes) {
    for (const law of set.laws) {
      const pinned = { seed: 20190506, runs: law.runs ?? 100, laws: [law.name] };
      if (!(await checkLaws(set, impl, pinned)).ok) rejections.get(law.name)?.push(name);
    }
  }
  return rejections;
}
