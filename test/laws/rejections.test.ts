// Every law rejects some wrong implementation, and `rejects` in `wrong-implementations/` lists exactly those that it rejects.

import { describe, expect, test } from 'vitest';
import { kernelWrong } from '../kernels/laws/wrong-implementations.ts';
import { rejectionsBy } from './rejections.ts';
import { everyWrongImplementation, some } from './wrong-implementations/index.ts';

describe.each([...everyWrongImplementation, some(kernelWrong)])('the laws of $set.name', (wrong) => {
  const { set, implementations, rejects } = wrong;
  let rejections: ReturnType<typeof rejectionsBy> | undefined;
  const rejected = () => {
    rejections ??= rejectionsBy(wrong);
    return rejections;
  };

  // The first test of a set checks all of its laws against all wrong implementations.
  test.each(set.laws)(
    'the law “$name” rejects exactly the wrong implementations that are listed for it',
    async (law) => {
      expect(rejects[law.name]).not.toEqual([]);
      expect((await rejected()).get(law.name)?.toSorted()).toEqual(rejects[law.name].toSorted());
    },
    60_000,
  );

  test.each(implementations)(
    'the laws reject the implementation that $name',
    async ({ name }) => {
      expect([...(await rejected()).values()].flat()).toContain(name);
    },
    60_000,
  );
});
