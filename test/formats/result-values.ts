// Random results of experiments: trees of every kind of value that a result file holds, with the hard cases built in.

import fc from 'fast-check';
import { ticket } from './arbitraries.ts';

const number = fc.oneof(
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 5e-324, Number.MAX_VALUE, 0.1, 2 ** 53 + 2),
  fc.double(),
);

const string = fc.oneof(
  fc.constantFrom('', '__proto__', 'constructor', '$map', '$', '12', 'a.b', '\ud800', 'naïve 🎫', '\n"\\'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const array = fc.oneof(
  fc.array(number, { maxLength: 5 }).map((values) => new Float32Array(values)),
  fc.array(number, { maxLength: 5 }).map((values) => new Float64Array(values)),
  fc.uint8Array({ maxLength: 5 }),
  fc.array(number, { minLength: 3, maxLength: 5 }).map((values) => new Float32Array(values).subarray(1, 3)),
);

const leaf = fc.oneof(
  ...[fc.constantFrom(null, true, false), number, string, array, ticket],
  ticket.map(({ mask }) => mask),
);

/** Any result without fields that are undefined. */
export const result: fc.Arbitrary<unknown> = fc.letrec((tie) => {
  const value = tie('value');
  const fields = fc.uniqueArray(fc.tuple(string, value), { selector: ([key]) => key, maxLength: 4 });
  return {
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(fc.oneof(value, fc.constant(undefined)), { maxLength: 4 }),
      fields.map((entries) => Object.fromEntries(entries)),
      fc
        .array(fc.tuple(fc.oneof(string, number), value), { maxLength: 4 })
        .map((entries) => new Map(entries)),
    ),
  };
}).value;
