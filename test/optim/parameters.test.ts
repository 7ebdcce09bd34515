import { expect, test } from 'vitest';
import { names, optimizers, parameterOf } from './optimizers.ts';

test.each(names)(
  '%s lists the parameters that it updates, whatever happens to the map it was given',
  (name) => {
    const given = new Map(Object.entries({ w: parameterOf([1]), b: parameterOf([2]) }));
    const expected = [...given];
    const optimizer = optimizers[name](given);
    given.clear();
    expect([...optimizer.parameters]).toEqual(expected);
    expect(optimizer.parameters.get('w')).toBe(expected[0][1]);
  },
);
