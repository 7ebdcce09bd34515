// Runs before each test file.

import fc from 'fast-check';
import { expect } from 'vitest';
import { Tensor } from '../src/tensor/index.ts';

// Properties draw random cases, and print the seed when one fails. LAW_SEED fixes the seed of all of them.
const { LAW_SEED } = process.env;
if (LAW_SEED) fc.configureGlobal({ seed: Number(LAW_SEED) });

// The numbers of a tensor are behind an accessor, where `toEqual` does not look: without this, any two tensors of one shape
// would be equal.
expect.addEqualityTesters([
  function tensorsAreEqual(a: unknown, b: unknown) {
    if (!(a instanceof Tensor) && !(b instanceof Tensor)) return undefined;
    if (!(a instanceof Tensor && b instanceof Tensor)) return false;
    return this.equals(a.shape, b.shape) && this.equals([...a.values()], [...b.values()]);
  },
]);
