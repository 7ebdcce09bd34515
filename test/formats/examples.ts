// Small values with a bit of everything, for tests that go through each byte or each rule.

import {
  Mask,
  type Progress,
  RewindStrategy,
  type SearchSettings,
  WinningTicket,
} from '../../src/pruning/index.ts';

const mask = () =>
  new Mask(
    new Map([
      ['fc1', new Uint8Array([1, 0, 1, 0, 1, 1])],
      ['fc2', new Uint8Array([0, 1])],
    ]),
  );

const weights = () =>
  new Map([
    ['fc1', new Float32Array([0.5, 0, -1.25, 0, -0, 1e-45])],
    ['fc2', new Float32Array([0, 3])],
  ]);

/** 2 × 3 and 1 × 2 weights, 5 of 8 surviving, after two rounds. */
export const exampleTicket = (): WinningTicket =>
  new WinningTicket({
    mask: mask(),
    weights: weights(),
    others: new Map([['fc1.bias', new Float32Array([0.1, -0.2])]]),
    rewind: RewindStrategy.early({ iteration: 500 }),
    sparsityHistory: [0.25, 0.375],
  });

/** What goes with it. */
export const exampleOptions = () => ({
  shapes: new Map([
    ['fc1', [2, 3]],
    ['fc2', [1, 2]],
  ]),
  record: { seed: '42', note: 'a "quoted" line\nand 🎫' },
});

/** The search it came from. */
export const exampleProgress = (): Progress => ({
  round: 2,
  mask: mask(),
  initial: weights(),
  rewindPoint: {
    weights: weights(),
    others: new Map([['fc1.bias', new Float32Array([0.1, -0.2])]]),
    optimizer: {
      steps: 500,
      learningRate: 0.1,
      slots: { 'fc1.momentum': new Float32Array([1, 2, 3, 4, 5, 6]) },
    },
  },
  sparsityHistory: [0.25, 0.375],
  startCounts: new Map([
    ['fc1', 6],
    ['fc2', 1],
  ]),
  settings: exampleSettings(),
});

/** Its settings. */
export const exampleSettings = (): SearchSettings => ({
  targetSparsity: 0.5,
  pruningRounds: 4,
  scope: 'global',
  rewindStrategy: RewindStrategy.early({ iteration: 500 }),
  criterion: 'magnitude',
  iterations: 1000,
});

/** Each byte changed in several ways, then every shorter length, then one byte more. */
function* corruptions(bytes: Uint8Array): Generator<[string, Uint8Array]> {
  for (let i = 0; i < bytes.length; i++) {
    for (const change of [0x01, 0x20, 0x80, 0xff]) {
      const changed = bytes.slice();
      changed[i] ^= change;
      yield [`byte ${i} changed by ${change}`, changed];
    }
  }
  for (let length = 0; length < bytes.length; length++) yield [`cut to ${length}`, bytes.slice(0, length)];
  yield ['one byte more', new Uint8Array([...bytes, 0])];
}

/** The corruptions that `decode` takes, or that fail with anything but an error that `accepts`. */
export async function notRefused(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => Promise<unknown>,
  accepts: (error: unknown) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const [name, corrupted] of corruptions(bytes)) {
    const outcome = await decode(corrupted).then(
      () => 'taken',
      (error: unknown) => (accepts(error) ? 'refused' : String(error)),
    );
    if (outcome !== 'refused') found.push(`${name}: ${outcome}`);
  }
  return found;
}
