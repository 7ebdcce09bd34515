// Tickets, progress and their parts, with the hard cases built in.

import fc from 'fast-check';
import type { SafeTensor } from '../../src/formats/index.ts';
import {
  Mask,
  type Progress,
  RewindStrategy,
  type SearchSettings,
  WinningTicket,
} from '../../src/pruning/index.ts';

const edgeNumbers = [0, -0, 1e-45, -1e-45, 1.1754942e-38, 3.4028235e38, -3.4028235e38, 1];

/** A finite binary32 number. */
const number = fc.oneof(
  fc.constantFrom(...edgeNumbers.map(Math.fround)),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
);

/** Text without control characters, whose escapes JSON can spell in two ways. */
const text = fc.oneof(
  fc.constantFrom('', 'fc1.weight', '0', '12', '__proto__', 'constructor', 'a"b\\c', '{"a":1}', 'naïve 🎫'),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

/** Text to text, with keys that are dangerous in an object. */
export const record = fc
  .uniqueArray(fc.tuple(text, text), { selector: ([key]) => key, maxLength: 4 })
  .map((entries): Record<string, string> => Object.fromEntries(entries));

/** Values for `length` weights. */
const values = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((list) => new Float32Array(list));

const shape = (length: number) => fc.constantFrom([length], [length, 1], [1, length, 1]);

const names = (minimum: number) => fc.uniqueArray(text, { minLength: minimum, maxLength: minimum + 3 });

/** Masks of one to four layers, the first with a weight, the others perhaps empty. */
const mask = names(1).chain((layers) =>
  fc
    .tuple(
      ...layers.map((name, i) =>
        fc
          .array(fc.constantFrom(0, 1), { minLength: i === 0 ? 1 : 0, maxLength: 5 })
          .map((bits) => [name, new Uint8Array(bits)] as const),
      ),
    )
    .map((entries) => new Mask(new Map(entries))),
);

/** Arrays that fit a mask, in its order or the reverse. */
const fitting = ({ layers }: Mask) =>
  fc
    .tuple(fc.boolean(), ...[...layers.values()].map((bits) => values(bits.length)))
    .map(([reversed, ...arrays]) => {
      const entries = [...layers.keys()].map((name, i) => [name, arrays[i]] as const);
      return new Map(reversed ? entries.reverse() : entries);
    });

/** Arrays of other weights, whose names no mask's layer has. */
const others = names(0).chain((list) =>
  fc
    .tuple(
      ...list.map((name) =>
        fc
          .nat(3)
          .chain(values)
          .map((array) => [`${name}.bias`, array] as const),
      ),
    )
    .map((entries) => new Map(entries)),
);

/** Sparsities of rounds that end at the mask's. */
const history = (of: Mask) =>
  fc
    .array(fc.nat(of.total - of.remaining), { maxLength: 3 })
    .map((counts) => [...counts.sort((a, b) => a - b).map((count) => count / of.total), of.sparsity]);

const rewind = fc.oneof(
  fc.constant(RewindStrategy.init()),
  fc.nat().map((iteration) => RewindStrategy.early({ iteration })),
  fc
    .double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    .map((fraction) => RewindStrategy.late({ fraction: fraction + 0 })),
  fc.constant(RewindStrategy.none()),
  fc.constant(RewindStrategy.reinitialize()),
  fc.nat().map((iteration) => RewindStrategy.weightsOnly({ iteration })),
  fc.integer({ min: 1 }).map((n) => RewindStrategy.weightsOnly({ fraction: 0.1, fineTuneIterations: n })),
  fc.integer({ min: 1 }).map((fineTuneIterations) => RewindStrategy.none({ fineTuneIterations })),
);

/** A ticket, and shapes for some of its arrays. */
export const ticket = mask.chain((of) =>
  fc
    .record({ mask: fc.constant(of), weights: fitting(of), others, rewind, sparsityHistory: history(of) })
    .map((parts) => {
      of.apply(parts.weights);
      return new WinningTicket(parts);
    }),
);

/** Shapes for all arrays of a ticket. */
export const shapesOf = ({ weights, others: rest }: WinningTicket) =>
  fc
    .tuple(
      ...[...weights, ...rest].map(([name, array]) =>
        shape(array.length).map((sizes): [string, readonly number[]] => [name, sizes]),
      ),
    )
    .map((entries) => new Map(entries));

const optimizer = fc.option(
  fc.record({
    steps: fc.nat(),
    learningRate: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    slots: others.map((arrays) => Object.fromEntries(arrays)),
  }),
  { nil: undefined },
);

const share = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });

/** Settings of searches. */
const settings: fc.Arbitrary<SearchSettings> = fc
  .tuple(
    fc.oneof(
      fc.record({ targetSparsity: share, pruningRounds: fc.integer({ min: 1 }) }),
      fc.record({ roundRate: share, outputRate: share }),
    ),
    fc.record(
      {
        scope: fc.constantFrom('global' as const, 'layerwise' as const),
        rewindStrategy: rewind,
        criterion: fc.constantFrom('magnitude', 'movement', 'random', 'custom'),
        random: share,
        iterations: fc.integer({ min: 1 }),
      },
      { requiredKeys: ['scope', 'rewindStrategy', 'criterion', 'iterations'] },
    ),
  )
  .map(([plan, rest]) => ({ ...plan, ...rest }));

/** Counts of surviving weights that a mask can have been pruned from. */
const countsBefore = (of: Mask) =>
  fc
    .tuple(
      ...[...of.counts()].map(([name, { total, remaining }]) =>
        fc.integer({ min: remaining, max: total }).map((count) => [name, count] as const),
      ),
    )
    .map((entries) => new Map(entries));

/** Progress after some rounds, or before any. */
export const progress: fc.Arbitrary<Progress> = mask.chain((drawn) =>
  fc.boolean().chain((fresh) => {
    const of = fresh ? Mask.dense(drawn.layers) : drawn;
    return fc
      .record({
        initial: fitting(of),
        rewindPoint: fc.record({ weights: fitting(of), others, optimizer }),
        sparsityHistory: fresh ? fc.constant([]) : history(of),
        startCounts: countsBefore(of),
        settings,
      })
      .map((parts) => ({ ...parts, mask: of, round: parts.sparsityHistory.length }));
  }),
);

/** Named tensors of every type, NaN with any payload included, some empty. */
export const tensors = names(0).chain((list) =>
  fc
    .tuple(...list.map((name) => tensor.map((one) => [name, one] as const)))
    .map((entries) => new Map(entries)),
);

// ±0, infinities, quiet and signalling NaNs with payloads, and any other.
const floatBits = fc.oneof(
  fc.constantFrom(0, 0x80000000, 0x7f800000, 0x7fc00001, 0x7f800001, 0xff800003),
  fc.integer({ min: 0, max: 0xffffffff }),
);

const tensor: fc.Arbitrary<SafeTensor> = fc.oneof(
  fc.array(floatBits, { maxLength: 5 }).chain((bits) =>
    shape(bits.length).map((sizes) => ({
      dtype: 'F32' as const,
      shape: sizes,
      data: new Float32Array(new Uint32Array(bits).buffer),
    })),
  ),
  fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 5 }).chain((bits) =>
    shape(bits.length).map((sizes) => ({
      dtype: 'F64' as const,
      shape: sizes,
      data: new Float64Array(new BigUint64Array(bits).buffer),
    })),
  ),
  fc
    .uint8Array({ maxLength: 5 })
    .chain((data) => shape(data.length).map((sizes) => ({ dtype: 'U8' as const, shape: sizes, data }))),
  fc
    .uint8Array({ max: 1, maxLength: 5 })
    .chain((data) => shape(data.length).map((sizes) => ({ dtype: 'BOOL' as const, shape: sizes, data }))),
  fc.constant({ dtype: 'F32' as const, shape: [], data: new Float32Array([7]) }),
);
