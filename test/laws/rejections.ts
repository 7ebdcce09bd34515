import fc from 'fast-check';
import { type CheckOptions, type LawSet, type LawText, propertyOf } from '../../src/laws/index.ts';

/** A wrong implementation. */
export interface WrongImplementation<Impl> {
  /** What it does wrong. */
  readonly name: string;
  /** Where it is known from: an implementation or a paper, or why it is easily made. */
  readonly from: string;
  /** The implementation. */
  readonly impl: Impl;
}

/** What is known wrong about implementations of one set's interface. */
export interface WrongImplementations<Impl> {
  readonly set: LawSet<Impl>;
  /** For each law, the names of all implementations that it rejects. */
  readonly rejects: Readonly<Record<string, readonly string[]>>;
  readonly implementations: readonly WrongImplementation<Impl>[];
}

/**
 * Returns for each law the names of the wrong implementations that it rejects. The cases are the same every time. Pairs that are
 * listed in `rejects` get the default number of cases, all others a fifth of it, because they are usually run to the end.
 */
export async function rejectionsBy<Impl>({
  set,
  implementations,
  rejects,
}: WrongImplementations<Impl>): Promise<Map<string, string[]>> {
  const rejections = new Map<string, string[]>(set.laws.map(({ name }) => [name, []]));
  for (const { name, impl } of implementations) {
    for (const law of set.laws) {
      const { seed, runs } = pinned(law);
      const numRuns = rejects[law.name].includes(name) ? runs : Math.ceil(runs / 5);
      const { failed } = await fc.check(propertyOf(law, impl), { seed, numRuns, endOnFailure: true });
      if (failed) rejections.get(law.name)?.push(name);
    }
  }
  return rejections;
}

/** Options that check one law with the same cases every time. */
export const pinned = ({ name, runs = 100 }: LawText): CheckOptions & { seed: number; runs: number } => ({
  seed: 20190506,
  runs,
  laws: [name],
});
