import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { magnitude } from '../../src/pruning/criteria/weight-criteria.ts';
import {
  LotteryTicketConfig,
  type LotteryTicketOptions,
  LotteryTicketPruner,
  ValueError,
} from '../../src/pruning/index.ts';
import { resolveOptions } from '../../src/pruning/resolve-options.ts';

const plain = { targetSparsity: 0.9, pruningRounds: 10 };

describe('defaults', () => {
  test('the default search rewinds to init and ranks all layers together by magnitude', () => {
    expect(resolveOptions(plain)).toStrictEqual({
      plan: { targetSparsity: 0.9 },
      pruningRounds: 10,
      rewindStrategy: { kind: 'init' },
      scope: 'global',
      criterion: magnitude,
      random: undefined,
      reinitialize: undefined,
      allowUntrained: false,
    });
  });

  test('the default output rate is half of the round rate', () => {
    expect(resolveOptions({ roundRate: 0.2, pruningRounds: 3 }).plan).toEqual({
      roundRate: 0.2,
      outputRate: 0.1,
    });
    expect(resolveOptions({ roundRate: 0.2, outputRate: 0.05, pruningRounds: 3 }).plan).toEqual({
      roundRate: 0.2,
      outputRate: 0.05,
    });
  });
});

/** Everything that is no number in (0, 1). */
const noFraction: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(Number.NaN, Infinity, -Infinity, 0, -0, 1, -1, 1.5, 2, -0.5, 1 + 2 ** -52),
  fc.constantFrom<unknown>('0.5', '', '90%', null, true, 1n, [], [0.5], {}, Symbol.iterator),
  fc.double({ min: 1 }),
  fc.double({ max: -0 }),
);
/** Everything that is no integer ≥ 1. */
const noCount: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(Number.NaN, Infinity, -Infinity, 0, -0, -1, 0.5, 1.5, 2 ** 53),
  fc.constantFrom<unknown>('10', '', null, undefined, true, 10n, [], [10], {}, Symbol.iterator),
  fc.integer({ max: 0 }),
  fc.integer({ min: 1, max: 1000 }).map((n) => n + 0.5),
);

describe('refused at once, as `what: rule, got value`', () => {
  const refusal = (make: () => unknown): string => {
    try {
      make();
    } catch (error) {
      expect(error).toBeInstanceOf(ValueError);
      return (error as Error).message;
    }
    throw new Error('it was accepted');
  };

  test('options are rejected for a sparsity outside (0, 1)', () =>
    fc.assert(
      fc.property(noFraction, (bad) => {
        const targetSparsity = bad as number;
        const starts = 'targetSparsity: must be in (0, 1), got ';
        for (const make of [
          () => new LotteryTicketPruner({ targetSparsity, pruningRounds: 10 }),
          () => new LotteryTicketConfig(targetSparsity, 10),
          () => LotteryTicketPruner.builder().targetSparsity(targetSparsity).pruningRounds(10).build(),
        ]) {
          const message = refusal(make);
          expect(message.startsWith(starts)).toBe(true);
          expect(message.length).toBeGreaterThan(starts.length - 1);
        }
      }),
    ));

  test('options are rejected for an invalid number of rounds', () =>
    fc.assert(
      fc.property(noCount, (bad) => {
        const pruningRounds = bad as number;
        for (const make of [
          () => new LotteryTicketPruner({ targetSparsity: 0.9, pruningRounds }),
          () => new LotteryTicketPruner({ roundRate: 0.2, pruningRounds }),
          () => new LotteryTicketConfig(0.9, pruningRounds),
          () => LotteryTicketPruner.builder().targetSparsity(0.9).pruningRounds(pruningRounds).build(),
        ])
          expect(refusal(make)).toMatch(/^pruningRounds: must be an integer ≥ 1, got /);
      }),
    ));

  test('options are rejected for a rate outside (0, 1)', () =>
    fc.assert(
      fc.property(noFraction, (bad) => {
        const rate = bad as number;
        expect(refusal(() => new LotteryTicketPruner({ roundRate: rate, pruningRounds: 3 }))).toMatch(
          /^roundRate: must be in \(0, 1\), got /,
        );
        const given = rate ?? Number.NaN;
        expect(
          refusal(() => new LotteryTicketPruner({ roundRate: 0.2, outputRate: given, pruningRounds: 3 })),
        ).toMatch(/^outputRate: must be in \(0, 1\), got /);
      }),
    ));

  test.each<[string, unknown]>([
    ['targetSparsity: must be in (0, 1), got NaN', { ...plain, targetSparsity: Number.NaN }],
    ['targetSparsity: must be in (0, 1), got "0.9"', { ...plain, targetSparsity: '0.9' }],
    ['targetSparsity: must be in (0, 1), got -0', { ...plain, targetSparsity: -0 }],
    ['targetSparsity: must be in (0, 1), got undefined', { pruningRounds: 10 }],
    ['targetSparsity: must be in (0, 1), got undefined', { ...plain, targetSparsity: undefined }],
    ['pruningRounds: must be an integer ≥ 1, got 1.5', { ...plain, pruningRounds: 1.5 }],
    ['pruningRounds: must be an integer ≥ 1, got undefined', { targetSparsity: 0.9 }],
    ["scope: must be 'global' or 'layerwise', got \"local\"", { ...plain, scope: 'local' }],
    ['rewindStrategy: must be a RewindStrategy, got "init"', { ...plain, rewindStrategy: 'init' }],
    ['rewindStrategy: must be a RewindStrategy, got null', { ...plain, rewindStrategy: null }],
    [
      'iteration: must be an integer ≥ 0, got -1',
      { ...plain, rewindStrategy: { kind: 'early', iteration: -1 } },
    ],
    ['criterion: must be a function or a name from CRITERIA, got 7', { ...plain, criterion: 7 }],
    ['random: must be a Random, got 7', { ...plain, random: 7 }],
    ['random: must be a Random, got null', { ...plain, random: null }],
    ['options: must be an object, got undefined', undefined],
    ['options: must be an object, got null', null],
    ['options: must be an object, got 0.9', 0.9],
    ['targetSparsity: must not come with a roundRate, got 0.9', { ...plain, roundRate: 0.2 }],
    ['outputRate: must come with a roundRate, got 0.1', { ...plain, outputRate: 0.1 }],
  ])('%s is rejected', (message, options) => {
    expect(refusal(() => new LotteryTicketPruner(options as LotteryTicketOptions))).toBe(message);
  });

  test('options are rejected for an unknown criterion', () => {
    const options = { ...plain, criterion: 'frog' } as unknown as LotteryTicketOptions;
    expect(refusal(() => new LotteryTicketPruner(options))).toMatch(
      /^criterion: must be one of magnitude, .*synflow, got "frog"$/,
    );
  });

  test('build throws a ValueError when targetSparsity is missing', () => {
    expect(refusal(() => LotteryTicketPruner.builder().build())).toBe(
      'targetSparsity: must be in (0, 1), got undefined',
    );
  });
});
