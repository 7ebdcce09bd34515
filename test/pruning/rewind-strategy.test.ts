import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planRewind, RewindStrategy, ValueError } from '../../src/pruning/index.ts';

const T = 1000;
const { init, early, late, none, weightsOnly, reinitialize } = RewindStrategy;

test('a strategy may have undefined fields', () => {
  const strategy = { kind: 'none', fineTuneIterations: undefined } as unknown as RewindStrategy;
  expect(planRewind(strategy, T)).toEqual(planRewind(none(), T));
});

describe('where survivors return to, and the clock', () => {
  test.each([
    ['init: W₀, the whole training', init(), { checkpoint: 0, from: 0, to: T }],
    ['early by iteration: W_k, from k', early({ iteration: 100 }), { checkpoint: 100, from: 100, to: T }],
    ['early by fraction: W_k, from k', early({ fraction: 0.1 }), { checkpoint: 100, from: 100, to: T }],
    ['early at 0 is init', early({ iteration: 0 }), { checkpoint: 0, from: 0, to: T }],
    ['early at fraction 0 is init', early({ fraction: 0 }), { checkpoint: 0, from: 0, to: T }],
    ['early one before the end', early({ iteration: T - 1 }), { checkpoint: T - 1, from: T - 1, to: T }],
    [
      'late by fraction: W_T, the clock back',
      late({ fraction: 0.1 }),
      { checkpoint: null, from: 100, to: T },
    ],
    ['late by iteration', late({ iteration: 7 }), { checkpoint: null, from: 7, to: T }],
    ['late at 0: W_T, the whole schedule', late({ fraction: 0 }), { checkpoint: null, from: 0, to: T }],
    ['none: W_T, on from T for another T', none(), { checkpoint: null, from: T, to: 2 * T }],
    ['none, fine-tuned', none({ fineTuneIterations: 5 }), { checkpoint: null, from: T, to: T + 5 }],
    [
      'weightsOnly: W_k, on from T for as long as from k to T',
      weightsOnly({ iteration: 100 }),
      { checkpoint: 100, from: T, to: 2 * T - 100 },
    ],
    [
      'weightsOnly by fraction, fine-tuned',
      weightsOnly({ fraction: 0.1, fineTuneIterations: 5 }),
      { checkpoint: 100, from: T, to: T + 5 },
    ],
    [
      'reinitialize: drawn anew, the whole training',
      reinitialize(),
      { checkpoint: 0, from: 0, to: T, reinitializes: true },
    ],
    ['none, nothing said', none({}), { checkpoint: null, from: T, to: 2 * T }],
  ])('%s', (_, strategy, plan) => {
    expect(planRewind(strategy, T)).toEqual(plan);
  });

  test('a fraction of a rewind strategy is rounded to the nearest iteration, halves up', () => {
    expect(planRewind(early({ fraction: 0.25 }), 10).from).toBe(3);
    expect(planRewind(late({ fraction: 0.24 }), 10).from).toBe(2);
  });

  test('planRewind always trains at least one iteration, within T unless it fine-tunes', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.constantFrom(early, late),
        (iterations, fraction, make) => {
          const k = Math.round(fraction * iterations);
          if (k === iterations) {
            expect(() => planRewind(make({ fraction }), iterations)).toThrow(ValueError);
            return;
          }
          const { from, to } = planRewind(make({ fraction }), iterations);
          expect(from).toBe(k);
          expect(from).toBeLessThan(to);
          expect(to).toBe(iterations);
        },
      ),
    ));
});

test('a rewind strategy is a plain value that survives JSON', () => {
  for (const strategy of [
    init(),
    early({ iteration: 500 }),
    early({ fraction: 0.1 }),
    late({ fraction: 0.1 }),
    none(),
    none({ fineTuneIterations: 9 }),
    weightsOnly({ iteration: 500 }),
    weightsOnly({ fraction: 0.1, fineTuneIterations: 9 }),
    reinitialize(),
  ]) {
    expect(JSON.parse(JSON.stringify(strategy))).toEqual(strategy);
    expect(planRewind(JSON.parse(JSON.stringify(strategy)), T)).toEqual(planRewind(strategy, T));
  }
});

describe('bad input', () => {
  test.each([
    [T, `rewindStrategy: must be before the end of training, ${T}, got ${T}`],
    [T + 1, `rewindStrategy: must be before the end of training, ${T}, got ${T + 1}`],
  ])('planRewind throws a ValueError for a point at %i of 1000', (iteration, message) => {
    expect(() => planRewind(early({ iteration }), T)).toThrow(message);
    expect(() => planRewind(late({ iteration }), T)).toThrow(message);
    expect(() => planRewind(weightsOnly({ iteration }), T)).toThrow(message);
  });

  const wrong = [Number.NaN, Infinity, -Infinity, -1, '0' as never, null as never];

  test.each([...wrong, 1.5])('RewindStrategy throws a ValueError for iteration %s', (iteration) => {
    for (const make of [early, late, weightsOnly])
      expect(() => make({ iteration })).toThrow(/^iteration: must be an integer ≥ 0, got /);
  });

  test.each([...wrong, 1, 1.5])('RewindStrategy throws a ValueError for fraction %s', (fraction) => {
    for (const make of [early, late, weightsOnly])
      expect(() => make({ fraction })).toThrow(/^fraction: must be in \[0, 1\), got /);
  });

  test.each([...wrong, 0, 1.5])(
    'RewindStrategy throws a ValueError for fineTuneIterations %s',
    (fineTuneIterations) => {
      for (const make of [
        () => none({ fineTuneIterations }),
        () => weightsOnly({ iteration: 1, fineTuneIterations }),
      ])
        expect(make).toThrow(/^fineTuneIterations: must be an integer ≥ 1, got /);
    },
  );

  test.each([{}, { iteration: 1, fraction: 0.5 }, undefined as never])(
    'RewindStrategy throws a ValueError for the point %o',
    (point) => {
      for (const make of [early, late, weightsOnly])
        expect(() => make(point as never)).toThrow(
          'rewindStrategy: must say either an iteration or a fraction',
        );
    },
  );

  test.each([
    [{ kind: 'sideways' }, 'rewindStrategy: must be a RewindStrategy, got "sideways"'],
    ['init', 'rewindStrategy: must be a RewindStrategy, got "init"'],
    [null, 'rewindStrategy: must be a RewindStrategy, got null'],
    [undefined, 'rewindStrategy: must be a RewindStrategy, got undefined'],
    [{ kind: 'early', iteration: Number.NaN }, 'iteration: must be an integer ≥ 0, got NaN'],
    [{ kind: 'late', fraction: 1 }, 'fraction: must be in [0, 1), got 1'],
    [{ kind: 'weightsOnly' }, 'rewindStrategy: must say either an iteration or a fraction, got an Object'],
    [{ kind: 'none', fineTuneIterations: 0 }, 'fineTuneIterations: must be an integer ≥ 1, got 0'],
  ])('planRewind throws a ValueError for the strategy %o', (strategy, message) => {
    expect(() => planRewind(strategy as never, T)).toThrow(message);
  });

  test.each([0, 1.5, Number.NaN])(
    'planRewind throws a ValueError for a training of %s iterations',
    (iterations) => {
      expect(() => planRewind(init(), iterations)).toThrow(/^iterations: must be an integer ≥ 1, got /);
    },
  );
});
