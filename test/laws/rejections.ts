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
  /** For each law, the names of the mistakes that it rejects: all of them. */
  readonly rejects: Readonly<Record<string, readonly string[]>>;
  readonly implementations: readonly WrongImplementation<Impl>[];
}

/** For each law, the mistakes that break it, in their order: the same cases every time, as many as by default. */
export async function rejectionsBy<Impl>(
  set: LawSet<Impl>,
  mistakes: readonly WrongImplementation<Impl>[],
): Promise<Map<string, string[]>> {
  const rejections = new Map<string, string[]>(set.laws.map(({ name }) => [name, []]));
  for (const { name, impl } of mistakes) {
    for (const law of set.laws) {
      const { seed, runs } = pinned(law);
      const parameters = { seed, numRuns: runs, endOnFailure: true };
      const { failed } = await fc.check(propertyOf(law, impl), parameters);
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
