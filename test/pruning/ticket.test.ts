import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  Mask,
  RewindStrategy,
  ShapeError,
  TicketError,
  type TicketParts,
  ValueError,
  WinningTicket,
} from '../../src/pruning/index.ts';

const mask = () =>
  new Mask(
    new Map([
      ['a', Uint8Array.of(1, 0, 0, 0)],
      ['b', Uint8Array.of(1, 0, 0, 0, 0, 0)],
    ]),
  );
const weights = () =>
  new Map([
    ['a', Float32Array.of(0.5, 0, 0, 0)],
    ['b', Float32Array.of(-2, 0, 0, 0, 0, 0)],
  ]);
const others = () => new Map([['bias', Float32Array.of(0.25)]]);
const parts = () => ({
  mask: mask(),
  weights: weights(),
  others: others(),
  rewind: RewindStrategy.init(),
  sparsityHistory: [0.5, 0.8],
});

test('a ticket has sparsity, density, counts and compression ratio', () => {
  const ticket = new WinningTicket(parts());
  expect([ticket.sparsity, ticket.density]).toEqual([0.8, 0.2]);
  expect([ticket.remainingParameters, ticket.totalParameters]).toEqual([2, 10]);
  expect(ticket.compressionRatio).toBe(5);
  expect(ticket.layers).toEqual(
    new Map([
      ['a', { total: 4, remaining: 1 }],
      ['b', { total: 6, remaining: 1 }],
    ]),
  );
});

test('a ticket copies its arrays', async () => {
  const given = parts();
  const ticket = new WinningTicket(given);
  const digest = await ticket.digest();
  for (const values of [...given.weights.values(), ...given.others.values()]) values.fill(9);
  given.sparsityHistory.push(0.9);
  expect(await ticket.digest()).toBe(digest);
  expect(ticket.sparsityHistory).toEqual([0.5, 0.8]);
});

afterEach(() => vi.unstubAllGlobals());

describe('a digest', () => {
  const base = () => new WinningTicket(parts()).digest();

  test('the digest is SHA-256 of a documented sequence of bytes, so that any program can check it', async () => {
    const text = (kind: string, name: string, length: number) => [
      ...new TextEncoder().encode(`["${kind}","${name}",${length}]\n`),
    ];
    const bytes = Uint8Array.from([
      ...text('mask', 'a', 4),
      ...[1, 0, 0, 0],
      ...text('mask', 'b', 6),
      ...[1, 0, 0, 0, 0, 0],
      ...text('weights', 'a', 4),
      ...[0, 0, 0, 0x3f, ...new Array(12).fill(0)], // 0.5 = 0x3f000000, little-endian
      ...text('weights', 'b', 6),
      ...[0, 0, 0, 0xc0, ...new Array(20).fill(0)], // −2 = 0xc0000000
      ...text('others', 'bias', 1),
      ...[0, 0, 0x80, 0x3e], // 0.25 = 0x3e800000
    ]);
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    expect(await base()).toBe(Buffer.from(hash).toString('hex'));
  });

  test.each<[string, (given: ReturnType<typeof parts>) => void]>([
    ['a weight', ({ weights }) => weights.get('a')?.set([0.5000001])],
    ['the sign of a zero', ({ others }) => others.get('bias')?.set([-0])],
    ['a zero', ({ others }) => others.get('bias')?.set([0])],
    ['a bias', ({ others }) => others.get('bias')?.set([0.5])],
    [
      'the place of a survivor',
      (given) => {
        given.mask = new Mask(new Map(given.mask.layers).set('a', Uint8Array.of(0, 1, 0, 0)));
      },
    ],
    [
      'a name',
      (given) => {
        given.others = new Map([['Bias', Float32Array.of(0.25)]]);
      },
    ],
  ])('the digest changes with %s', async (_, change) => {
    const given = parts();
    change(given);
    expect(await new WinningTicket(given).digest()).not.toBe(await base());
  });

  test('the digest depends on the ticket, not on how it was found', async () => {
    const given = { ...parts(), sparsityHistory: [0.8], rewind: RewindStrategy.none() };
    expect(await new WinningTicket(given).digest()).toBe(await base());
  });
});

test.each([[undefined], [{}]])('digest throws a TicketError if Web Crypto is %j', async (crypto) => {
  vi.stubGlobal('crypto', crypto);
  const refusal = new TicketError('digest: needs Web Crypto, got none');
  await expect(new WinningTicket(parts()).digest()).rejects.toThrow(refusal);
});

describe('bad input', () => {
  test('WinningTicket throws a ValueError for weights that do not fit the mask', () => {
    const extra = weights().set('c', new Float32Array(1));
    expect(() => new WinningTicket({ ...parts(), weights: extra })).toThrow(ValueError);
    const short = weights().set('b', new Float32Array(5));
    expect(() => new WinningTicket({ ...parts(), weights: short })).toThrow(ShapeError);
    expect(() => new WinningTicket({ ...parts(), weights: short })).toThrow(
      'weights "b": must have 6 entries, got 5',
    );
    const missing = weights().set('b', undefined as never);
    expect(() => new WinningTicket({ ...parts(), weights: missing })).toThrow(
      'weights "b": must be a Float32Array, got undefined',
    );
  });

  test.each<[unknown, string]>([
    [[], "sparsityHistory: must end at the mask's sparsity 0.8, got 0"],
    [[0.5, 0.7], "sparsityHistory: must end at the mask's sparsity 0.8, got 0.7"],
    [[0.8, 0.5], 'sparsityHistory[1]: must be n ÷ 10 for a count n, ≥ 0.8 and ≤ 1, got 0.5'],
    [[0.8000001], 'sparsityHistory[0]: must be n ÷ 10 for a count n, ≥ 0 and ≤ 1, got 0.8000001'],
    [[0.8, 1.1], 'sparsityHistory[1]: must be n ÷ 10 for a count n, ≥ 0.8 and ≤ 1, got 1.1'],
    [undefined, 'sparsityHistory: must be a list of numbers, got undefined'],
    ['0.8', 'sparsityHistory: must be a list of numbers, got "0.8"'],
  ])('WinningTicket throws a ValueError for the history %j', (sparsityHistory, message) => {
    expect(() => new WinningTicket({ ...parts(), sparsityHistory: sparsityHistory as number[] })).toThrow(
      message,
    );
  });

  test.each<[string, object, string]>([
    [
      'weights in an object',
      { weights: { a: [1] } },
      'weights: must be a Map of Float32Arrays, got an Object',
    ],
    ['other weights in a list', { others: [] }, 'other weights: must be a Map of Float32Arrays, got []'],
    [
      'other weights of doubles',
      { others: new Map([['bias', new Float64Array(1)]]) },
      'other weights "bias": must be a Float32Array, got a Float64Array',
    ],
    [
      'a bias that is NaN',
      { others: new Map([['bias', Float32Array.of(Number.NaN)]]) },
      'bias[0]: must be finite',
    ],
    [
      'a weight that is infinite',
      { weights: weights().set('b', new Float32Array(6).fill(Infinity)) },
      'b[0]: must be finite',
    ],
    ['no mask', { mask: undefined }, 'mask: must be a Mask or a Map'],
    ['no strategy', { rewind: { kind: 'later' } }, 'rewindStrategy: must be a RewindStrategy, got "later"'],
    [
      'a strategy with more to it',
      { rewind: { kind: 'init', iteration: 1 } },
      'rewindStrategy: must be a RewindStrategy',
    ],
  ])('WinningTicket rejects %s', (_, change, message) => {
    const make = () => new WinningTicket({ ...parts(), ...change } as TicketParts);
    expect(make).toThrow(ValueError);
    expect(make).toThrow(message);
  });
});

test('a ticket sets pruned weights to +0 and leaves the arrays of the caller unchanged', () => {
  const given = weights().set('a', Float32Array.of(0.5, 7, -0, -1));
  const ticket = new WinningTicket({ ...parts(), weights: given });
  expect([...(ticket.weights.get('a') as Float32Array)]).toEqual([0.5, 0, 0, 0]);
  expect([...(given.get('a') as Float32Array)]).toEqual([0.5, 7, -0, -1]);
});

test('a ticket copies the rewind strategy', () => {
  const rewind = { kind: 'early' as const, iteration: 3 };
  const ticket = new WinningTicket({ ...parts(), rewind });
  rewind.iteration = 5;
  expect(ticket.rewind).toEqual({ kind: 'early', iteration: 3 });
});
