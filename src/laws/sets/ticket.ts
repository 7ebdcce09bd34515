import { claim, NothingToCheck, sameList, throwsError } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { seeds, tickets } from '../generators/index.ts';
import type { PlainTicket, TicketImpl, TicketRun } from '../interfaces/ticket.ts';
import { type LawSet, law } from '../law.ts';

const OURS = 'this package’s contract: one seed, one ticket';
const SEARCHES = 10;
const FILES = 40;

/** Throws unless the search gives the same digest in all of these ways as by default. */
async function sameDigest(impl: TicketImpl, seed: number, ways: readonly TicketRun[]): Promise<void> {
  if (ways.length === 0) throw new NothingToCheck();
  const plain = await impl.find(seed, {});
  for (const how of ways) {
    const digest = await impl.find(seed, how);
    claim(digest === plain, () => `digest with ${JSON.stringify(how)}: must be ${plain}, got ${digest}`);
  }
}

function sameTicket(got: PlainTicket, expected: PlainTicket): void {
  const names = ({ layers, others }: PlainTicket) =>
    JSON.stringify([layers.map(({ name }) => name), others.map(({ name }) => name)]);
  claim(names(got) === names(expected), () => `names: must be ${names(expected)}, got ${names(got)}`);
  expected.layers.forEach(({ name, mask, weights }, l) => {
    sameList(`mask of ${JSON.stringify(name)}`, got.layers[l].mask, mask);
    sameList(`weights of ${JSON.stringify(name)}`, got.layers[l].weights, weights);
  });
  expected.others.forEach(({ name, values }, i) => {
    sameList(`values of ${JSON.stringify(name)}`, got.others[i].values, values);
  });
  sameList('sparsityHistory', got.sparsityHistory, expected.sparsityHistory);
}

/** Laws of tickets: the seed alone determines them, and files preserve them. */
export const ticketLaws: LawSet<TicketImpl> = {
  name: 'ticket',
  about: 'The seed alone determines the ticket that a search finds, and a file preserves it.',
  why: 'A result that depends on the machine, on earlier computations or on a file format cannot be reproduced or checked by others.',
  methods: ['find', 'encode', 'decode'],
  asynchronous: true,
  laws: [
    law({
      name: 'the same seed gives the same ticket, independent of earlier computations',
      formula: 'digest(find(seed)) = digest(find(seed))',
      source: OURS,
      runs: SEARCHES,
      given: [seeds, seeds],
      holds: async (impl: TicketImpl, seed, between) => {
        const first = await impl.find(seed, {});
        await impl.find(between, {});
        const again = await impl.find(seed, {});
        claim(again === first, () => `digest: must be ${first} again, got ${again}`);
      },
    }),
    law({
      name: 'another seed gives another ticket',
      formula: 'digest(find(s)) ≠ digest(find(s + 2ᵏ)) for k = 0, 8, 16, 31',
      source: OURS,
      runs: 3,
      given: [seeds],
      holds: async (impl: TicketImpl, seed) => {
        const first = await impl.find(seed, {});
        for (const distance of [1, 2 ** 8, 2 ** 16, 2 ** 31])
          claim(
            (await impl.find(seed + distance, {})) !== first,
            () => `seed + ${distance}: must give another ticket, got the same`,
          );
      },
    }),
    law({
      name: 'the ticket does not depend on the kernels',
      formula: 'digest(find(seed, kernels)) is one for all kernels',
      source: `${OURS}: the loop is the specification`,
      runs: SEARCHES,
      given: [seeds],
      holds: (impl: TicketImpl, seed) =>
        sameDigest(
          impl,
          seed,
          (impl.kernels ?? []).map((kernels) => ({ kernels })),
        ),
    }),
    law({
      name: 'the ticket does not depend on the number of threads',
      formula: 'digest(find(seed, threads)) is one for all numbers of threads',
      source: `${OURS}: work is split over results, never over a sum`,
      runs: SEARCHES,
      given: [seeds],
      holds: (impl: TicketImpl, seed) =>
        sameDigest(
          impl,
          seed,
          (impl.threads ?? []).map((threads) => ({ threads })),
        ),
    }),
    law({
      name: 'resuming a search gives the same ticket',
      formula: 'digest(find(seed, resumed after k)) = digest(find(seed)) for k = 1 … n − 1',
      source: `${OURS}: progress is a value`,
      runs: SEARCHES,
      given: [seeds],
      holds: (impl: TicketImpl, seed) =>
        sameDigest(
          impl,
          seed,
          Array.from({ length: impl.rounds - 1 }, (_, k) => ({ resumeAfter: k + 1 })),
        ),
    }),
    law({
      name: 'decoding inverts encoding',
      formula: 'decode(encode(t)) = t, bit for bit, also when the bytes are overwritten afterwards',
      source: 'this package’s contract: src/formats/ticket-file.ts',
      runs: FILES,
      given: [tickets],
      holds: async (impl: TicketImpl, ticket) => {
        const bytes = await impl.encode(ticket);
        const decoded = await impl.decode(bytes);
        sameTicket(decoded, ticket);
        // This call may receive the array of the earlier call with other contents.
        await throwsError('a file of zeros', () => impl.decode(new Uint8Array(bytes.length)));
        sameTicket(decoded, ticket);
      },
    }),
    law({
      name: 'encoding is deterministic',
      formula: 'encode(decode(encode(t))) = encode(t), byte for byte',
      source: 'this package’s contract: src/formats/ticket-file.ts',
      runs: FILES,
      given: [tickets],
      holds: async (impl: TicketImpl, ticket) => {
        const bytes = await impl.encode(ticket);
        sameList('encode(decode(file))', await impl.encode(await impl.decode(bytes)), bytes);
      },
    }),
    law({
      name: 'every change of one byte is detected',
      formula:
        'decode(b) throws for every b that differs from encode(t) in one byte, or is longer or shorter',
      source: 'this package’s contract: a checksum and the ticket’s own digest',
      given: [tickets, fc.record({ at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) })],
      holds: async (impl: TicketImpl, ticket, { at, by }) => {
        const bytes = await impl.encode(ticket);
        const [longer, shorter] = [Uint8Array.of(...bytes, by), bytes.slice(0, -1 - (at % bytes.length))];
        await throwsError('a file with an additional byte', () => impl.decode(longer));
        await throwsError('an empty file', () => impl.decode(new Uint8Array(0)));
        await throwsError('a truncated file', () => impl.decode(shorter));
        const changed = bytes.slice();
        changed[at % bytes.length] ^= by;
        await throwsError(`byte ${at % bytes.length} changed`, () => impl.decode(changed));
      },
    }),
    law({
      name: 'changes of two bytes that leave the sum of all bytes unchanged are detected',
      formula:
        'decode(b) throws if two bytes of encode(t) are exchanged, or the same bit of both is inverted',
      source: 'this package’s contract: a checksum that depends on the order of the bytes',
      runs: FILES,
      given: [tickets, fc.record({ at: fc.nat(), distance: fc.nat(), bit: fc.nat({ max: 7 }) })],
      holds: async (impl: TicketImpl, ticket, { at, distance, bit }) => {
        const bytes = await impl.encode(ticket);
        const first = at % bytes.length;
        const second = (first + 1 + (distance % (bytes.length - 1))) % bytes.length;
        const inverted = bytes.slice();
        for (const i of [first, second]) inverted[i] ^= 1 << bit;
        await throwsError(`bit ${bit} of bytes ${first} and ${second} inverted`, () => impl.decode(inverted));
        if (bytes[first] === bytes[second]) return;
        const exchanged = bytes.with(first, bytes[second]).with(second, bytes[first]);
        await throwsError(`bytes ${first} and ${second} exchanged`, () => impl.decode(exchanged));
      },
    }),
    law({
      name: 'tickets of more than 65,536 weights are saved completely',
      formula: 'decode(encode(t)) = t for layers of 300 and 70,001 weights, 300 biases and 300 rounds',
      source: 'this package’s contract: src/formats/ticket-file.ts',
      runs: 2,
      given: [fc.record({ every: fc.integer({ min: 2, max: 9 }), last: fc.boolean() })],
      holds: async (impl: TicketImpl, { every, last }) => {
        const layer = (name: string, length: number) => {
          const mask = Uint8Array.from({ length }, (_, i) => Number(i % every === (last ? every - 1 : 0)));
          return { name, mask, weights: Float32Array.from(mask, (bit, i) => bit * (1 + i / 8)) };
        };
        const layers = [layer('fc1.weight', 70_001), layer('fc2.weight', 300)];
        const total = 70_301;
        const pruned = layers.reduce((sum, { mask }) => mask.reduce((zeros, bit) => zeros + 1 - bit, sum), 0);
        const ticket: PlainTicket = {
          layers,
          others: [{ name: 'fc1.bias', values: Float32Array.from({ length: 300 }, (_, i) => i - 150.5) }],
          sparsityHistory: Array.from({ length: 300 }, (_, k) => (pruned - 299 + k) / total),
        };
        sameTicket(await impl.decode(await impl.encode(ticket)), ticket);
      },
    }),
  ],
};
