// Every law bites: for each law some wrong implementation that it rejects, and its `catches` names exactly those.

import { describe, expect, test } from 'vitest';
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

const CASES = { seed: 20190506, runs: 300 };

/** Declares the tests: each law rejects what it says it catches and nothing else, and the set rejects each mistake. */
export function bites<Impl>({ set, mistakes }: Mistakes<Impl>): void {
  describe(set.name, () => {
    let rejections: Promise<Map<string, string[]>> | undefined;
    const rejected = () => {
      rejections ??= rejectionsBy(set, mistakes);
      return rejections;
    };

    test.each(set.laws)('“$name” rejects what it says it catches, and nothing else', async (law) => {
      expect(law.catches).not.toEqual([]);
      expect([...law.catches].sort()).toEqual((await rejected()).get(law.name));
    });

    test.each(mistakes)('$name is rejected', async ({ name }) => {
      expect([...(await rejected()).values()].flat()).toContain(name);
    });
  });
}

/** For each law, the sorted names of the mistakes that break it. */
async function rejectionsBy<Impl>(
  set: LawSet<Impl>,
  mistakes: readonly Mistake<Impl>[],
): Promise<Map<string, string[]>> {
  const rejections = new Map<string, string[]>(set.laws.map(({ name }) => [name, []]));
  for (const { name, impl } of mistakes) {
    const { outcomes } = await checkLaws(set, impl, CASES);
    for (const { law, ok } of outcomes) if (!ok) rejections.get(law.name)?.push(name);
  }
  for (const names of rejections.values()) names.sort();
  return rejections;
}
