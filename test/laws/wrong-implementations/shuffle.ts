import { ours, type ShuffleImpl, shuffleLaws } from '../../../src/laws/index.ts';
import { Random } from '../../../src/random.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.shuffle;

/** A shuffle that makes these swaps, at most one for each entry. */
const shuffling = (
  swap: (n: number, i: number, random: Random) => readonly [number, number] | null,
): ShuffleImpl => ({
  shuffle(layers, seed) {
    const random = new Random(seed);
    return layers.map((layer) => {
      const mask = layer.slice();
      for (let i = 0; i < mask.length; i++) {
        const [a, b] = swap(mask.length, i, random) ?? [0, 0];
        [mask[a], mask[b]] = [mask[b], mask[a]];
      }
      return mask;
    });
  },
});

/** Wrong shuffles. */
export const shuffleWrong: WrongImplementations<ShuffleImpl> = {
  set: shuffleLaws,
  rejects: {
    'shuffling preserves the number of surviving weights of each layer': [
      'shuffles across layers',
      'draws a random mask of that density',
      'shuffles the mask it was given',
      'mirrors every second layer',
    ],
    'shuffling moves surviving weights': [
      'a shuffle that rebinds a local',
      'shuffles the mask it was given',
      'never leaves an entry in its place',
    ],
    'shuffling is uniform': [
      'shuffles across layers',
      'draws a random mask of that density',
      'a shuffle that rebinds a local',
      'rotates for a shuffle',
      'begins the same random stream for every layer',
      'shuffles the mask it was given',
      'swaps each entry with any other',
      'never leaves an entry in its place',
    ],
    'layers are shuffled independently': [
      'shuffles across layers',
      'draws a random mask of that density',
      'a shuffle that rebinds a local',
      'rotates for a shuffle',
      'begins the same random stream for every layer',
      'shuffles the mask it was given',
      'never leaves an entry in its place',
      'mirrors every second layer',
    ],
    'shuffling is deterministic and does not modify its argument': [
      'an unseeded shuffle',
      'shuffles the mask it was given',
    ],
    'shuffling changes every part of a large layer': [
      'draws a random mask of that density',
      'a shuffle that rebinds a local',
      'shuffles the mask it was given',
      'shuffles the first 65,536 entries only',
    ],
    'shuffling depends on every bit of the seed': [
      'a shuffle that rebinds a local',
      'rotates for a shuffle',
      'shuffles the mask it was given',
      'uses eight bits of the seed',
    ],
    'shuffling spreads the weights of each block over the whole layer': [
      'draws a random mask of that density',
      'a shuffle that rebinds a local',
      'rotates for a shuffle',
      'shuffles the mask it was given',
      'swaps each entry with any other',
      'shuffles the first 65,536 entries only',
      'draws places from a byte',
      'takes random bytes modulo the number of entries',
      'draws indices of 16 bits',
    ],
  },
  implementations: [
    {
      name: 'shuffles across layers',
      from: 'a control that shuffles the whole network: Frankle et al. 2021, §3, shuffle within each layer',
      impl: {
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
        shuffle(layers, seed) {
          for (let mask of layers) mask = right.shuffle([Uint8Array.of(1), mask], seed)[1];
          return layers;
        },
      },
    },
    {
      name: 'rotates for a shuffle',
      from: 'roll by a random offset: neighbors stay neighbors',
      impl: {
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
        shuffle: (layers, seed) => layers.map((mask) => right.shuffle([Uint8Array.of(1), mask], seed)[1]),
      },
    },
    {
      name: 'an unseeded shuffle',
      from: 'reference implementations that cannot repeat a run',
      impl: { shuffle: (layers) => right.shuffle(layers, unseeded()) },
    },
    {
      name: 'shuffles the mask it was given',
      from: 'numpy.random.shuffle works in place, and the ticket’s own mask is lost',
      impl: {
        shuffle(layers, seed) {
          const shuffled = right.shuffle(layers, seed);
          layers.forEach((mask, l) => {
            mask.set(shuffled[l]);
          });
          return layers;
        },
      },
    },
    {
      name: 'swaps each entry with any other',
      from: 'the naive shuffle: nⁿ equally likely paths cannot give n! equally likely orders',
      impl: shuffling((n, i, random) => [i, random.integer(n)]),
    },
    {
      name: 'never leaves an entry in its place',
      from: 'Sattolo 1986, an off-by-one of the Fisher–Yates shuffle: cyclic permutations only',
      impl: shuffling((n, i, random) => (n - 1 - i < 1 ? null : [n - 1 - i, random.integer(n - 1 - i)])),
    },
    {
      name: 'shuffles the first 65,536 entries only',
      from: 'an index of 16 bits',
      impl: shuffling((n, i, random) => {
        const last = Math.min(n, 65_536) - 1 - i;
        return last < 1 ? null : [last, random.integer(last + 1)];
      }),
    },
    {
      name: 'uses eight bits of the seed',
      from: 'a seed stored in a byte',
      impl: { shuffle: (layers, seed) => right.shuffle(layers, seed & 0xff) },
    },
    {
      name: 'draws places from a byte',
      from: 'a random byte modulo the number of places: right for layers of a few entries',
      impl: shuffling((n, i, random) => {
        const last = n - 1 - i;
        return last < 1 ? null : [last, (random.uint32() >>> 24) % (last + 1)];
      }),
    },
    {
      name: 'mirrors every second layer',
      from: 'one random stream for two layers, read from either end',
      impl: {
        shuffle: (layers, seed) => {
          const shuffled = right.shuffle(layers, seed).map((mask) => mask.slice());
          return shuffled.map((mask, l) =>
            l % 2 === 1 && mask.length === shuffled[l - 1].length ? shuffled[l - 1].slice().reverse() : mask,
          );
        },
      },
    },
    {
      name: 'takes random bytes modulo the number of entries',
      from: 'the modulo bias: for 200 entries, the first 56 are drawn twice as often as the others',
      impl: shuffling((n, i, random) => {
        const byte = Math.floor(256 * random.uniform());
        const left = n - i;
        return [left - 1, n <= 256 ? byte % left : Math.floor(left * random.uniform())];
      }),
    },
    {
      name: 'draws indices of 16 bits',
      from: 'a generator of 16-bit numbers: entries beyond 65,536 are exchanged with earlier ones only',
      impl: shuffling((n, i, random) => {
        const left = n - i;
        return [left - 1, Math.floor(Math.min(left, 65_536) * random.uniform())];
      }),
    },
  ],
};

let draws = 0;
/** Returns a different number at every call, like a generator without a seed. */
const unseeded = (): number => draws++;
