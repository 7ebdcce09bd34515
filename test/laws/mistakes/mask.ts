import { type MaskImpl, maskLaws, ours } from '../../../src/laws/index.ts';
import type { Mistakes } from '../rejections.ts';

const right = ours.mask;
const percent = (x: number): number => Math.round(x * 100) / 100;

/** Wrong masks. */
export const maskMistakes: Mistakes<MaskImpl> = {
  set: maskLaws,
  rejects: {
    'applying a mask leaves surviving weights unchanged': [
      'prunes where the mask is 1',
      'rescales survivors',
      'prunes every negative weight too',
    ],
    'applying a mask sets pruned weights to +0': [
      'prunes where the mask is 1',
      'multiplies, so that −w becomes −0',
      'never applies the mask',
    ],
    'applying a mask is idempotent': ['rescales survivors'],
    'applying a mask does not modify the mask': ['re-reads the mask from the weights'],
    'density is the fraction of surviving weights': [
      'says sparsity where density is meant',
      'rounds to a whole percent',
    ],
    'density and sparsity add up to one': ['rounds to a whole percent', 'counts sparsity in percent'],
    'the compression ratio is the reciprocal of density': [
      'says sparsity where density is meant',
      'compression as 1 ÷ sparsity',
      'rounds to a whole percent',
    ],
    'the intersection of two masks is a mask': ['adds masks up'],
    'the intersection is a subset of both masks': [
      'adds masks up',
      'unites masks',
      'keeps the first mask',
      'keeps what only the first keeps',
    ],
    'the intersection keeps every weight that both masks keep': ['keeps what only the first keeps'],
    'intersection is commutative': ['keeps the first mask', 'keeps what only the first keeps'],
    'intersection is associative': ['keeps what only the first keeps'],
    'intersection is idempotent': ['adds masks up', 'keeps what only the first keeps'],
    'applying two masks in turn equals applying their intersection': [
      'prunes where the mask is 1',
      'rescales survivors',
      'adds masks up',
      'unites masks',
      'keeps the first mask',
      'keeps what only the first keeps',
    ],
    'intersection does not modify its operands': ['intersects in place'],
    'shuffling preserves the number of surviving weights of each layer': [
      'shuffles across layers',
      'draws a random mask of that density',
    ],
    'shuffling moves surviving weights': ['a shuffle that rebinds a local'],
    'shuffling reaches every arrangement': [
      'draws a random mask of that density',
      'a shuffle that rebinds a local',
      'rotates for a shuffle',
    ],
    'layers are shuffled independently': [
      'draws a random mask of that density',
      'a shuffle that rebinds a local',
      'begins the same random stream for every layer',
    ],
    'shuffling is deterministic and does not modify its argument': [
      'an unseeded shuffle',
      'shuffles the mask it was given',
    ],
  },
  mistakes: [
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
        apply: (weights, mask) => right.apply(weights, mask).map((w) => w / (right.density(mask) || 1)),
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
      name: 'shuffles across layers',
      from: 'a control that shuffles the whole network: Frankle et al. 2021, §3, shuffle within each layer',
      impl: {
        ...right,
        shuffle(layers, seed) {
          const [all] = right.shuffle([Uint8Array.from(layers.flatMap((mask) => [...mask]))], seed);
          let start = 0;
          return layers.map(({ length }) => {
            start += length;
            return all.slice(start - length, start);
          });
        },
      },
    },
    {
      name: 'draws a random mask of that density',
      from: 'Bernoulli masks: the density only on average',
      impl: {
        ...right,
        shuffle: (layers, seed) =>
          layers.map((mask) => {
            const [order] = right.shuffle([Uint8Array.from({ length: 64 }, (_, i) => i % 2)], seed);
            return mask.map((_, i) => order[i]);
          }),
      },
    },
    {
      name: 'a shuffle that rebinds a local',
      from: 'a reference implementation whose shuffled mask never leaves the loop that made it',
      impl: {
        ...right,
        shuffle(layers, seed) {
          for (let mask of layers) mask = right.shuffle([Uint8Array.of(1), mask], seed)[1];
          return layers;
        },
      },
    },
    {
      name: 'rotates for a shuffle',
      from: 'roll by a random offset: neighbours stay neighbours',
      impl: {
        ...right,
        shuffle: (layers, seed) =>
          layers.map((mask, l) =>
            mask.map((_, i) => mask[(i + (Math.imul(seed + l, 40503) % 997) + 997) % mask.length]),
          ),
      },
    },
    {
      name: 'begins the same random stream for every layer',
      from: 'a generator made from the seed inside the loop over layers: equal layers get equal masks',
      impl: {
        ...right,
        shuffle: (layers, seed) => layers.map((mask) => right.shuffle([Uint8Array.of(1), mask], seed)[1]),
      },
    },
    {
      name: 'an unseeded shuffle',
      from: 'reference implementations that cannot repeat a run',
      impl: { ...right, shuffle: (layers) => right.shuffle(layers, unseeded()) },
    },
    {
      name: 'shuffles the mask it was given',
      from: 'numpy.random.shuffle works in place, and the ticket’s own mask is lost',
      impl: {
        ...right,
        shuffle(layers, seed) {
          const shuffled = right.shuffle(layers, seed);
          layers.forEach((mask, l) => {
            mask.set(shuffled[l]);
          });
          return layers;
        },
      },
    },
  ],
};

let draws = 0;
/** Another number at every call, as from a generator that nobody seeded. */
const unseeded = (): number => draws++;
