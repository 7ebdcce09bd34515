import { type MaskImpl, maskLaws, ours } from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.mask;
const percent = (x: number): number => Math.round(x * 100) / 100;

/** Wrong masks. */
export const maskWrong: WrongImplementations<MaskImpl> = {
  set: maskLaws,
  rejects: {
    'applying a mask leaves surviving weights unchanged': [
      'prunes where the mask is 1',
      'rescales survivors',
      'prunes every negative weight too',
      'multiplies, so that −w becomes −0',
      'never applies the mask',
      're-reads the mask from the weights',
    ],
    'applying a mask sets pruned weights to +0': [
      'prunes where the mask is 1',
      'multiplies, so that −w becomes −0',
      'never applies the mask',
      're-reads the mask from the weights',
    ],
    'applying a mask sets pruned weights to +0 even if they are NaN or infinite': [
      'prunes where the mask is 1',
      'rescales survivors',
      'prunes every negative weight too',
      'multiplies, so that −w becomes −0',
      'never applies the mask',
      're-reads the mask from the weights',
    ],
    'applying a mask is idempotent': ['rescales survivors', 're-reads the mask from the weights'],
    'density is the fraction of surviving weights': [
      'says sparsity where density is meant',
      'rounds to a whole percent',
    ],
    'density and sparsity add up to one': ['rounds to a whole percent', 'counts sparsity in percent'],
    'the compression ratio is the reciprocal of density': [
      'says sparsity where density is meant',
      'rounds to a whole percent',
      'compression as 1 ÷ sparsity',
    ],
    'the intersection of two masks is a mask': ['adds masks up', 'intersects in place'],
    'the intersection is a subset of both masks': [
      'adds masks up',
      'unites masks',
      'keeps the first mask',
      'keeps what only the first keeps',
      'intersects in place',
    ],
    'the intersection keeps every weight that both masks keep': [
      'keeps what only the first keeps',
      'intersects in place',
    ],
    'intersection is commutative': [
      'keeps the first mask',
      'keeps what only the first keeps',
      'intersects in place',
    ],
    'intersection is associative': ['keeps what only the first keeps', 'intersects in place'],
    'intersection is idempotent': ['adds masks up', 'keeps what only the first keeps'],
    'applying two masks in turn equals applying their intersection': [
      'prunes where the mask is 1',
      'rescales survivors',
      're-reads the mask from the weights',
      'adds masks up',
      'unites masks',
      'keeps the first mask',
      'keeps what only the first keeps',
      'intersects in place',
    ],
    'masks of 31 to 140,003 weights are applied, counted and intersected correctly': [
      'prunes where the mask is 1',
      'rescales survivors',
      'prunes every negative weight too',
      'multiplies, so that −w becomes −0',
      'never applies the mask',
      'says sparsity where density is meant',
      'rounds to a whole percent',
      'counts sparsity in percent',
      'compression as 1 ÷ sparsity',
      'adds masks up',
      'unites masks',
      'keeps the first mask',
      'keeps what only the first keeps',
      'intersects in place',
      'counts survivors in 16 bits',
      'packs 32 mask entries per word and loses the sign bit',
    ],
    'a mask that keeps no weight has density 0, sparsity 1 and an infinite compression ratio': [
      'says sparsity where density is meant',
      'counts sparsity in percent',
      'compression as 1 ÷ sparsity',
      'gives a mask without survivors a compression ratio of 1',
    ],
  },
  implementations: [
    {
      name: 'prunes where the mask is 1',
      from: 'frameworks differ in whether 1 means kept or masked: torch.Tensor.masked_fill fills where the mask is 1',
      impl: { ...right, apply: (weights, mask) => weights.map((w, i) => (mask[i] === 1 ? 0 : w)) },
    },
    {
      name: 'rescales survivors',
      from: 'a dropout layer, which divides what it keeps by the density, used as a mask',
      impl: {
        ...right,
        apply(weights, mask) {
          const density = right.density(mask) || 1;
          return right.apply(weights, mask).map((w) => w / density);
        },
      },
    },
    {
      name: 'prunes every negative weight too',
      from: 'a reference implementation of the lottery ticket: `tensor < EPS` for `|tensor| < EPS`',
      impl: {
        ...right,
        apply: (weights, mask) => weights.map((w, i) => (mask[i] === 0 || w < 1e-6 ? 0 : w)),
      },
    },
    {
      name: 'multiplies, so that −w becomes −0',
      from: 'weights * mask, as most implementations do: then masked weights differ in bits from zeroed ones',
      impl: { ...right, apply: (weights, mask) => weights.map((w, i) => w * mask[i]) },
    },
    {
      name: 'never applies the mask',
      from: 'a mask computed, reported, and never multiplied in',
      impl: { ...right, apply: (weights) => weights },
    },
    {
      name: 're-reads the mask from the weights',
      from: 'implementations that take every zero weight for a pruned one',
      impl: {
        ...right,
        apply(weights, mask) {
          const masked = right.apply(weights, mask);
          for (let i = 0; i < mask.length; i++) mask[i] = masked[i] === 0 ? 0 : 1;
          return masked;
        },
      },
    },
    {
      name: 'says sparsity where density is meant',
      from: 'libraries disagree whether “0.9” removes or keeps nine in ten',
      impl: { ...right, density: right.sparsity, sparsity: right.density },
    },
    {
      name: 'rounds to a whole percent',
      from: 'figures that were rounded for a table and then computed with',
      impl: { ...right, density: (mask) => percent(right.density(mask)) },
    },
    {
      name: 'counts sparsity in percent',
      from: 'reference implementations whose prune_percent is 0 … 100',
      impl: { ...right, sparsity: (mask) => 100 * right.sparsity(mask) },
    },
    {
      name: 'compression as 1 ÷ sparsity',
      from: 'the same confusion of words: at 90 % it says 1.11 for 10',
      impl: { ...right, compression: (mask) => 1 / right.sparsity(mask) },
    },
    {
      name: 'adds masks up',
      from: 'masks kept as numbers and summed',
      impl: { ...right, intersect: (a, b) => a.map((bit, i) => bit + b[i]) },
    },
    {
      name: 'unites masks',
      from: 'or for and',
      impl: { ...right, intersect: (a, b) => a.map((bit, i) => bit | b[i]) },
    },
    {
      name: 'keeps the first mask',
      from: 'an old mask that shadows the new one',
      impl: { ...right, intersect: (a) => a.slice() },
    },
    {
      name: 'keeps what only the first keeps',
      from: 'a second mask read as what to prune',
      impl: { ...right, intersect: (a, b) => a.map((bit, i) => bit & (1 - b[i])) },
    },
    {
      name: 'intersects in place',
      from: '`mask &= other`, which changes the mask that others hold too',
      impl: {
        ...right,
        intersect(a, b) {
          a.set(right.intersect(a, b));
          return a;
        },
      },
    },
    {
      name: 'counts survivors in 16 bits',
      from: 'easily made: right for layers of fewer than 65,536 weights',
      impl: {
        ...right,
        apply: (weights, mask) => weights.map((w, i) => (i < 65_536 && mask[i] === 0 ? 0 : w)),
      },
    },
    {
      name: 'gives a mask without survivors a compression ratio of 1',
      from: 'a guard against division by zero: total / (remaining || total)',
      impl: {
        ...right,
        compression: (mask) => (mask.includes(1) ? right.compression(mask) : 1),
      },
    },
    {
      name: 'packs 32 mask entries per word and loses the sign bit',
      from: 'bit masks in JavaScript numbers: 1 << 31 is negative, and a test for > 0 fails',
      impl: {
        ...right,
        intersect: (a, b) => a.map((bit, i) => (i % 32 === 31 ? 0 : bit & b[i])),
      },
    },
  ],
};
