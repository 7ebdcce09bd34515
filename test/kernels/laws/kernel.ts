import { sameList } from '../../../src/laws/expect.ts';
import { fc } from '../../../src/laws/fast-check.ts';
import { floats, number32 } from '../../../src/laws/generators/index.ts';
import { type LawSet, law } from '../../../src/laws/law.ts';
import { elementwiseLaws } from './elementwise.ts';
import type { KernelImpl } from './interface.ts';
import { optimizerLaws } from './optimizers.ts';
import { productLaws } from './products.ts';
import { someOf } from './some-of.ts';

/** Scores with many ties, ±0, subnormals and infinities. */
const scores = fc
  .tuple(
    fc.nat({ max: 40 }),
    fc.constantFrom(
      number32,
      fc.constantFrom(0, -0, 1, 2 ** -149, -(2 ** -149)),
      fc.constantFrom(Infinity, -Infinity, 3.4e38, 1.0000001, 1),
    ),
  )
  .chain(([n, of]) => fc.record({ scores: floats(n, of), some: fc.nat({ max: n }) }));

const topK = law({
  name: 'top-k equals sorting by score and index',
  formula: 'topK(s, k) = the first k of sort by (−sᵢ, i); −0 = +0',
  source: 'this package’s contract: src/kernels/reference/top-k.ts',
  given: [scores],
  holds: ({ kernels, twin }: KernelImpl, { scores: s, some }) => {
    someOf(kernels, ['topK']);
    for (const k of [0, some, s.length])
      if (kernels.topK) sameList(`topK, k = ${k}`, kernels.topK(s.slice(), k), twin.topK(s, k));
  },
});

/** Laws of kernels: any two sets give the same bits for all shapes, numbers and memory locations of arrays. */
export const kernelLaws: LawSet<KernelImpl> = {
  name: 'kernel',
  about: 'Two sets of kernels: the reference loops and a faster implementation.',
  why: 'Kernels that agree exactly can replace each other without changing a ticket.',
  live: ['allocate', 'allocateIndices', 'allocateMask'],
  laws: [...elementwiseLaws, ...productLaws, ...optimizerLaws, topK],
};
