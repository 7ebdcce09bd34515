import { ours, type PlainTicket, type TicketImpl, ticketLaws } from '../../../src/laws/index.ts';
import { Random } from '../../../src/random.ts';
import type { WrongImplementations } from '../rejections.ts';

/** A search in a few lines that keeps the laws: its digest is what the seed's stream holds at a place. */
const right: TicketImpl = {
  ...ours.ticket,
  kernels: ['plain', 'fast'],
  threads: [1, 2, 3],
  find: (seed) => trained(new Random(seed), 3).join(),
};

/** As many rounds of “training”: each draws from the stream. */
const trained = (random: Random, rounds: number): number[] =>
  Array.from({ length: rounds }, () => random.uniform());

/** 100 numbers of the seed's stream, added in so many parts. */
function sumInParts(seed: number, parts: number): number {
  const random = new Random(seed);
  const sums = Array<number>(parts).fill(0);
  for (let i = 0; i < 100; i++) sums[i % parts] = Math.fround(sums[i % parts] + random.uniform());
  return sums.reduce((total, sum) => Math.fround(total + sum), 0);
}

let runs = 0;

const keepsOf = (ticket: PlainTicket, change: (weight: number) => number): PlainTicket => ({
  ...ticket,
  layers: ticket.layers.map((layer) => ({ ...layer, weights: layer.weights.map(change) })),
});

const wordsOf = (values: Float32Array) => [...new Uint32Array(values.slice().buffer)];
const floatsOf = (words: number[]) => new Float32Array(Uint32Array.from(words).buffer);

/** A ticket as text, weights as their bits. */
const toJson = ({ layers, others, sparsityHistory }: PlainTicket): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify([
      layers.map(({ name, mask, weights }) => [name, [...mask], wordsOf(weights)]),
      others.map(({ name, values }) => [name, wordsOf(values)]),
      sparsityHistory,
    ]),
  );

function fromJson(bytes: Uint8Array): PlainTicket {
  const [layers, others, sparsityHistory] = JSON.parse(new TextDecoder().decode(bytes)) as [
    [string, number[], number[]][],
    [string, number[]][],
    number[],
  ];
  return {
    layers: layers.map(([name, mask, words]) => ({
      name,
      mask: Uint8Array.from(mask),
      weights: floatsOf(words),
    })),
    others: others.map(([name, words]) => ({ name, values: floatsOf(words) })),
    sparsityHistory,
  };
}

/** Known wrong searches and files. */
export const ticketWrong: WrongImplementations<TicketImpl> = {
  set: ticketLaws,
  rejects: {
    'the same seed gives the same ticket, independent of earlier computations': [
      'unseeded',
      'seeded once, when the program starts',
    ],
    'another seed gives another ticket': ['takes the seed and does not use it'],
    'the ticket does not depend on the kernels': [
      'unseeded',
      'seeded once, when the program starts',
      'fast kernels that add in another order',
    ],
    'the ticket does not depend on the number of threads': [
      'unseeded',
      'seeded once, when the program starts',
      'threads that each sum their share',
    ],
    'resuming a search gives the same ticket': [
      'unseeded',
      'seeded once, when the program starts',
      'resumes the mask and the weights, not the random stream',
      'does a round more after a resume',
    ],
    'decoding inverts encoding': [
      'files that write −0 as 0',
      'files that flush subnormal numbers to 0',
      'files without biases',
      'files that sort layers by name',
      'decodes views of the bytes of the file',
    ],
    'encoding is deterministic': ['files that sort layers by name', 'files with the time in them'],
    'every change of one byte is detected': ['files without a checksum'],
    'changes of two bytes that leave the sum of all bytes unchanged are detected': [
      'files without a checksum',
      'files whose checksum is the sum of their bytes',
    ],
    'tickets of more than 65,536 weights are saved completely': [
      'files without biases',
      'files with the time in them',
      'files whose checksum is the sum of their bytes',
      'files whose layers have at most 65,535 weights',
    ],
  },
  implementations: [
    {
      name: 'unseeded',
      from: 'a mistake of well-known implementations: unseeded runs',
      impl: { ...right, find: () => trained(new Random(runs++), 3).join() },
    },
    {
      name: 'seeded once, when the program starts',
      from: 'a global generator: the second search goes on where the first left it',
      impl: (() => {
        const streams = new Map<number, Random>();
        const streamOf = (seed: number) => {
          const random = streams.get(seed) ?? new Random(seed);
          streams.set(seed, random);
          return random;
        };
        return { ...right, find: (seed) => trained(streamOf(seed), 3).join() };
      })(),
    },
    {
      name: 'takes the seed and does not use it',
      from: 'easily made: an option that is never read',
      impl: { ...right, find: () => trained(new Random(1), 3).join() },
    },
    {
      name: 'fast kernels that add in another order',
      from: 'lanes without a written order: PyTorch and TensorFlow promise no bits across devices',
      impl: {
        ...right,
        find: (seed, { kernels }) => `${sumInParts(seed, kernels === 'fast' ? 4 : 1)}`,
      },
    },
    {
      name: 'threads that each sum their share',
      from: 'work split over the summed index: the total depends on how many there are',
      impl: {
        ...right,
        find: (seed, { threads = 1 }) => `${sumInParts(seed, threads)}`,
      },
    },
    {
      name: 'resumes the mask and the weights, not the random stream',
      from: 'easily made: checkpoints of other tools leave the generator out',
      impl: {
        ...right,
        find: (seed, { resumeAfter = 0 }) =>
          [
            ...trained(new Random(seed), resumeAfter),
            ...trained(new Random(seed), ours.ticket.rounds - resumeAfter),
          ].join(),
      },
    },
    {
      name: 'does a round more after a resume',
      from: 'easily made: the finished round is counted again',
      impl: {
        ...right,
        find: (seed, { resumeAfter }) => trained(new Random(seed), resumeAfter === undefined ? 3 : 4).join(),
      },
    },
    {
      name: 'files that write −0 as 0',
      from: 'numbers written as decimal text',
      impl: { ...right, encode: (ticket) => right.encode(keepsOf(ticket, (w) => (w === 0 ? 0 : w))) },
    },
    {
      name: 'files that flush subnormal numbers to 0',
      from: 'engines and tools that run with denormals off',
      impl: {
        ...right,
        encode: (ticket) => right.encode(keepsOf(ticket, (w) => (Math.abs(w) < 2 ** -126 ? w * 0 : w))),
      },
    },
    {
      name: 'files without biases',
      from: 'easily made: only what is pruned is saved',
      impl: { ...right, encode: (ticket) => right.encode({ ...ticket, others: [] }) },
    },
    {
      name: 'files that sort layers by name',
      from: 'objects with their keys in order: the output layer is no longer the last',
      impl: {
        ...right,
        async decode(bytes) {
          const ticket = await right.decode(bytes);
          return { ...ticket, layers: ticket.layers.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
        },
      },
    },
    {
      name: 'files with the time in them',
      from: 'easily made: a date in the metadata',
      impl: (() => {
        let clock = 0;
        const strip = (bytes: Uint8Array) => bytes.slice(0, -1);
        return {
          ...right,
          encode: async (ticket) => Uint8Array.of(...(await right.encode(ticket)), ++clock),
          decode: (bytes) => right.decode(strip(bytes)),
        };
      })(),
    },
    {
      name: 'files without a checksum',
      from: 'numbers as they are: any weight may change unseen',
      impl: { ...right, encode: (ticket) => toJson(ticket), decode: (bytes) => fromJson(bytes) },
    },
    {
      name: 'files whose checksum is the sum of their bytes',
      from: 'a checksum that does not depend on the order: two exchanged bytes pass',
      impl: {
        ...right,
        encode(ticket) {
          const bytes = toJson(ticket);
          const sum = bytes.reduce((total, byte) => total + byte, 0);
          return Uint8Array.of(...new Uint8Array(Uint32Array.of(sum).buffer), ...bytes);
        },
        decode(bytes) {
          const [head, body] = [bytes.slice(0, 4), bytes.slice(4)];
          const sum = body.reduce((total, byte) => total + byte, 0);
          if (head.length < 4 || new Uint32Array(head.buffer)[0] !== sum) throw new Error('checksum');
          return fromJson(body);
        },
      },
    },
    {
      name: 'files whose layers have at most 65,535 weights',
      from: 'a length of 16 bits in the header: the rest of a larger layer is lost',
      impl: {
        ...right,
        async decode(bytes) {
          const ticket = await right.decode(bytes);
          const short = <A extends Uint8Array | Float32Array>(values: A) =>
            values.slice(0, values.length & 0xffff) as A;
          return {
            ...ticket,
            layers: ticket.layers.map(({ name, mask, weights }) => ({
              ...{ name, mask: short(mask), weights: short(weights) },
            })),
          };
        },
      },
    },
    {
      name: 'decodes views of the bytes of the file',
      from: 'arrays that are not copied: they change when the buffer is used for the next file',
      impl: {
        ...right,
        async decode(bytes) {
          const { layers, ...rest } = await right.decode(bytes);
          const [first, ...others] = layers;
          const { length } = first.mask;
          const head = Uint8Array.from(bytes.subarray(0, length));
          const isChanged = () => bytes.subarray(0, length).some((byte, i) => byte !== head[i]);
          const layer = {
            ...first,
            get mask() {
              return isChanged() ? first.mask.map((bit) => 1 - bit) : first.mask;
            },
          };
          return { layers: [layer, ...others], ...rest };
        },
      },
    },
  ],
};
