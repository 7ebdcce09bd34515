import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ValueError } from '../../../src/errors.ts';
import { judge, shuffleMask } from '../../../src/experiments/index.ts';
import { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';

const at = (iteration: number, testAccuracy: number) => ({ iteration, testAccuracy });
const holds = (
  dense: ReturnType<typeof at>,
  ticket: ReturnType<typeof at>,
  tolerance = 0.002,
  interval = 100,
) => {
  const { reachesTarget, matchesDense, trainsAsFast, isWinner } = judge(dense, ticket, tolerance, interval);
  return [reachesTarget.holds, matchesDense.holds, trainsAsFast.holds, isWinner];
};

describe('judge', () => {
  test.each([
    ['a better, faster ticket', at(500, 0.98), at(400, 0.99), [true, true, true, true]],
    ['an equal one', at(500, 0.98), at(500, 0.98), [true, true, true, true]],
    ['one within the tolerance', at(500, 0.98), at(500, 0.979), [true, false, true, true]],
    ['one below it', at(500, 0.98), at(500, 0.9779), [false, false, true, false]],
    ['one evaluation later', at(500, 0.98), at(600, 0.98), [true, true, true, true]],
    ['later than that', at(500, 0.98), at(601, 0.98), [true, true, false, false]],
    ['worse and slower', at(500, 0.98), at(1000, 0.5), [false, false, false, false]],
  ])('%s', (_, dense, ticket, expected) => {
    expect(holds(dense, ticket)).toEqual(expected);
  });

  test('states each figure and its bar', () => {
    expect(judge(at(500, 0.75), at(600, 0.5), 0.25, 50)).toEqual({
      reachesTarget: { ticket: 0.5, bar: 0.5, holds: true },
      matchesDense: { ticket: 0.5, bar: 0.75, holds: false },
      trainsAsFast: { ticket: 600, bar: 550, holds: false },
      isWinner: false,
    });
  });

  test('a ticket exactly the tolerance below dense reaches the target, one example less does not', () => {
    for (const total of [20, 1000, 10_000])
      for (let allowed = 0; allowed <= total / 20; allowed += Math.ceil(total / 500))
        for (let right = allowed + 1; right <= total; right += Math.ceil(total / 1000)) {
          const reaches = (ticket: number) =>
            holds(at(0, right / total), at(0, ticket / total), allowed / total)[0];
          expect([right, allowed, reaches(right - allowed), reaches(right - allowed - 1)]).toEqual([
            right,
            allowed,
            true,
            false,
          ]);
        }
  });

  test.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a tolerance of %d', (tolerance) => {
    expect(() => holds(at(0, 1), at(0, 1), tolerance)).toThrow(ValueError);
  });
});

describe('shuffleMask', () => {
  const layer = fc.array(fc.constantFrom(0, 1), { maxLength: 40 }).map((bits) => Uint8Array.from(bits));
  const masks = fc.tuple(layer, layer).map(
    ([a, b]) =>
      new Mask(
        new Map([
          ['a', Uint8Array.of(1, ...a)],
          ['b', b],
        ]),
      ),
  );

  test('keeps every layer’s counts, whatever the seed, and the mask it was given', () =>
    fc.assert(
      fc.property(masks, fc.nat(), (mask, seed) => {
        const before = new Map([...mask.layers].map(([name, bits]) => [name, bits.slice()]));
        expect(shuffleMask(mask, new Random(seed)).counts()).toEqual(mask.counts());
        expect(mask.layers).toEqual(before);
        expect(shuffleMask(mask, new Random(seed)).layers).toEqual(
          shuffleMask(mask, new Random(seed)).layers,
        );
      }),
    ));

  test('puts survivors anywhere in their layer', () => {
    const mask = new Mask(new Map([['a', Uint8Array.of(1, 0, 0, 0)]]));
    const places = new Set(
      Array.from({ length: 60 }, (_, seed) =>
        shuffleMask(mask, new Random(seed)).layers.get('a')?.indexOf(1),
      ),
    );
    expect([...places].sort()).toEqual([0, 1, 2, 3]);
  });

  test('shuffles a layer as it would alone', () => {
    const a = Uint8Array.from({ length: 30 }, (_, i) => i % 2);
    const alone = shuffleMask(new Mask(new Map([['a', a]])), new Random(1));
    const beside = shuffleMask(
      new Mask(
        new Map([
          ['b', a],
          ['a', a],
        ]),
      ),
      new Random(1),
    );
    expect(beside.layers.get('a')).toEqual(alone.layers.get('a'));
    expect(beside.layers.get('b')).not.toEqual(alone.layers.get('a'));
  });
});
