// Every law bites: for each law some wrong implementation that it rejects, and its `catches` names exactly those.

import { describe, expect, test } from 'vitest';
import { everyMistake } from './mistakes/index.ts';
import { rejectionsBy } from './rejections.ts';

describe.each(everyMistake)('the laws of $set.name', ({ set, mistakes }) => {
  let rejections: ReturnType<typeof rejectionsBy> | undefined;
  const rejected = () => {
    rejections ??= rejectionsBy(set, mistakes);
    return rejections;
  };

  // The first test of a set checks all of its laws against all wrong implementations.
  test.each(set.laws)(
    '“$name” rejects what it says it catches, and nothing else',
    async (law) => {
      expect(law.catches).not.toEqual([]);
      expect(law.catches.toSorted()).toEqual((await rejected()).get(law.name)?.toSorted());
    },
    60_000,
  );

  test.each(mistakes)(
    'together reject what $name',
    async ({ name }) => {
      expect([...(await rejected()).values()].flat()).toContain(name);
    },
    60_000,
  );
});
