import { type CheckOptions, checkLaws, type LawSet, type LawText } from '../../src/laws/index.ts';

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
  /** For each law, the names of the mistakes that it rejects: all of them. */
  readonly rejects: Readonly<Record<string, readonly string[]>>;
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
      if (!(await checkLaws(set, impl, pinned(law))).ok) rejections.get(law.name)?.push(name);
    }
  }
  return rejections;
}

/** Options that check one law with the same cases every time. */
export const pinned = ({ name, runs = 100 }: LawText): CheckOptions => ({
  seed: 20190506,
  runs,
  laws: [name],
});
