import { expect, test } from 'vitest';
import { cosTurns, integerPower, log64, nthRoot } from '../../src/numeric/index.ts';
import { subjects, sweep, toBits } from './functions.ts';

// FNV-1a over the results' bits, so that any two engines can be compared by one number each.
function fnv(words: Iterable<number>): string {
  let hash = 0x811c9dc5;
  for (const word of words) {
    for (let shift = 0; shift < 32; shift += 8)
      hash = Math.imul(hash ^ ((word >>> shift) & 0xff), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function* bits32(f: (x: number) => number): Generator<number> {
  for (const x of sweep(30_011)) {
    const y = f(x);
    yield Number.isNaN(y) ? 0x7fc00000 : toBits(y);
  }
}

const f64 = new Float64Array(1);
const u32 = new Uint32Array(f64.buffer);
function* bits64(f: (i: number) => number): Generator<number> {
  for (let i = 1; i < 20_000; i++) {
    f64[0] = f(i);
    yield* [...u32].sort((a, b) => a - b); // the two words, whichever comes first in memory
  }
}

test.each([
  ['exp', '07de6606'],
  ['log', 'e928a30b'],
  ['tanh', 'fb1a3367'],
  ['sigmoid', 'fabdd099'],
  ['sin', '0d2daaa6'],
  ['cos', 'd949e3fb'],
])('%s over 143,000 bit patterns has checksum %s', (name, checksum) => {
  expect(fnv(bits32(subjects[name].ours))).toBe(checksum);
});

test.each<[string, (i: number) => number, string]>([
  ['log64', (i) => log64(i / 7), '3b1b5b8c'],
  ['cosTurns', (i) => cosTurns(i / 7919), 'f8f1204f'],
  ['integerPower', (i) => integerPower(1 - 1 / (i + 1), i), '5202baba'],
  ['nthRoot', (i) => nthRoot(i / 7919, 1 + (i % 40)), '2d0624f6'],
])('%s over 20,000 arguments has the expected checksum', (_, f, checksum) => {
  expect(fnv(bits64(f))).toBe(checksum);
});
