import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShapeError, ValueError } from '../../../src/errors.ts';
import {
  deadUnits,
  layerStructure,
  maskOverlap,
  shuffleMask,
  signAgreement,
} from '../../../src/experiments/index.ts';
import { Mask } from '../../../src/pruning/index.ts';
import { Random } from '../../../src/random.ts';

const maskOf = (layers: Record<string, readonly number[]>) =>
  new Mask(new Map(Object.entries(layers).map(([name, bits]) => [name, Uint8Array.from(bits)])));
const shapesOf = (shapes: Record<string, readonly number[]>) => new Map(Object.entries(shapes));

/** Two masks of the same three layers, some of them empty or of one weight. */
const twoMasks = fc
  .array(fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1)), { maxLength: 12 }), {
    minLength: 2,
    maxLength: 2,
  })
  .map((rest) =>
    [0, 1].map((side) =>
      maskOf({
        a: [1, ...rest[0].map((bits) => bits[side])],
        b: rest[1].map((bits) => bits[side]),
        c: [rest[0].length % 2],
      }),
    ),
  );

describe('layerStructure', () => {
  test('states each layer’s share, and which have collapsed', () => {
    expect(layerStructure(maskOf({ a: [1, 0, 1, 0], b: [0, 0], c: [] }))).toEqual([
      { layer: 'a', total: 4, remaining: 2, density: 0.5, isCollapsed: false },
      { layer: 'b', total: 2, remaining: 0, density: 0, isCollapsed: true },
      { layer: 'c', total: 0, remaining: 0, density: 0, isCollapsed: false },
    ]);
  });
});

describe('deadUnits', () => {
  const shapes = shapesOf({ a: [3, 2], b: [2, 3], bias: [3] });

  test('counts, at each end and between, units that nothing leads into or out of', () => {
    // Inputs 0 and 1; hidden 0 is reached and heard, 1 is reached only, 2 is heard only; output 1 is not reached.
    const mask = maskOf({ a: [1, 0, 1, 0, 0, 0], b: [1, 0, 1, 0, 0, 0] });
    expect(deadUnits(mask, shapes)).toEqual([
      { after: null, before: 'a', units: 2, withoutInput: 0, withoutOutput: 1, dead: 1 },
      { after: 'a', before: 'b', units: 3, withoutInput: 1, withoutOutput: 1, dead: 2 },
      { after: 'b', before: null, units: 2, withoutInput: 1, withoutOutput: 0, dead: 1 },
    ]);
  });

  test('a unit without both is dead once; all are where a layer has collapsed; none in a dense network', () => {
    const collapsed = deadUnits(maskOf({ a: [0, 0, 0, 0, 0, 0], b: [1, 1, 0, 1, 1, 0] }), shapes);
    expect(collapsed.map(({ dead }) => dead)).toEqual([2, 3, 0]);
    expect(collapsed[1]).toMatchObject({ withoutInput: 3, withoutOutput: 1 });
    const dense = Mask.dense(new Map([...maskOf({ a: Array(6).fill(0), b: [1, 1, 1, 1, 1, 1] }).layers]));
    expect(deadUnits(dense, shapes).map(({ dead }) => dead)).toEqual([0, 0, 0]);
  });

  test('what a subset of a mask reaches, the mask reaches too', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1)), { minLength: 12, maxLength: 12 }),
        (bits) => {
          const layers = (keep: (pair: readonly [number, number]) => number) =>
            maskOf({ a: bits.slice(0, 6).map(keep), b: bits.slice(6).map(keep) });
          const [some, more] = [layers(([a, b]) => a & b), layers(([a]) => a)].map((mask) =>
            deadUnits(mask, shapes),
          );
          some.forEach(({ withoutInput, withoutOutput, dead, units }, i) => {
            expect(withoutInput).toBeGreaterThanOrEqual(more[i].withoutInput);
            expect(withoutOutput).toBeGreaterThanOrEqual(more[i].withoutOutput);
            expect(dead).toBeGreaterThanOrEqual(Math.max(withoutInput, withoutOutput));
            expect(dead).toBeLessThanOrEqual(Math.min(units, withoutInput + withoutOutput));
          });
        },
      ),
    ));

  test('refuses shapes that are missing, no matrices, of another size, or that do not follow each other', () => {
    const mask = maskOf({ a: [1, 1, 1, 1, 1, 1], b: [1, 1, 1, 1, 1, 1] });
    for (const bad of [
      {},
      { a: [3, 2] },
      { a: [6], b: [2, 3] },
      { a: [3, 2], b: [2, 2] },
      { a: [2, 3], b: [2, 3] },
    ])
      expect(() => deadUnits(mask, shapesOf(bad as never))).toThrow(ShapeError);
  });
});

describe('signAgreement', () => {
  const w = (...values: number[]) => new Map([['a', Float32Array.from(values)]]);

  test('counts survivors of the same sign; a zero agrees with a zero only', () => {
    const [initial, trained] = [w(1, -2, 3, 0, 0, -5), w(0.1, 2, -3, -0, 1, 5)];
    expect(signAgreement(maskOf({ a: [1, 1, 1, 1, 1, 0] }), initial, trained)).toEqual([
      { layer: 'a', survivors: 5, same: 2, agreement: 0.4 },
    ]);
  });

  test('of a layer without survivors is not known', () => {
    const mask = maskOf({ a: [0], b: [1] });
    const weights = new Map([...w(1), ['b', Float32Array.of(1)] as const]);
    expect(signAgreement(mask, weights, weights).map(({ agreement }) => agreement)).toEqual([null, 1]);
  });

  test('lies in [0, 1], is symmetric, 1 with itself, and does not see magnitudes', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, -0, 1, -1, 1e-45, -3e38), fc.float({ noNaN: true })), {
          minLength: 1,
          maxLength: 12,
        }),
        (pairs) => {
          const [a, b] = [0, 1].map((side) => w(...pairs.map((pair) => pair[side])));
          const mask = Mask.dense(a);
          const [{ agreement }] = signAgreement(mask, a, b);
          expect((agreement as number) >= 0 && (agreement as number) <= 1).toBe(true);
          expect(signAgreement(mask, b, a)).toEqual(signAgreement(mask, a, b));
          expect(signAgreement(mask, a, a)[0].agreement).toBe(1);
          const halved = new Map([['a', Float32Array.from(b.get('a') ?? [], Math.sign)]]);
          expect(signAgreement(mask, a, halved)).toEqual(signAgreement(mask, a, b));
        },
      ),
    ));

  test('refuses weights of other names or sizes', () => {
    const mask = maskOf({ a: [1, 1] });
    expect(() => signAgreement(mask, w(1), w(1, 2))).toThrow(ShapeError);
    expect(() => signAgreement(mask, w(1, 2), new Map())).toThrow(ValueError);
  });
});

describe('maskOverlap', () => {
  test('is what both keep, against chance', () => {
    const { shared, expected, overlap, chance, layers } = maskOverlap(
      maskOf({ a: [1, 1, 0, 0], b: [1, 0, 0, 0, 0] }),
      maskOf({ a: [1, 0, 1, 0], b: [1, 0, 0, 0, 0] }),
    );
    expect([shared, expected, overlap, chance]).toEqual([2, 1.2, 2 / 3, 1.2 / 3]);
    expect(layers.get('a')).toMatchObject({ shared: 1, expected: 1, overlap: 0.5, chance: 0.5 });
    expect(layers.get('b')).toMatchObject({ shared: 1, expected: 0.2, overlap: 1, chance: 0.2 });
  });

  test('overlap and chance lie in [0, 1], symmetric; a mask overlaps itself wholly, and its opposite not at all', () =>
    fc.assert(
      fc.property(twoMasks, ([a, b]) => {
        const all = maskOverlap(a, b);
        expect(maskOverlap(b, a)).toEqual(all);
        for (const { overlap, chance, deviation, shared, expected } of [all, ...all.layers.values()]) {
          for (const part of [overlap, chance])
            expect(part === null || (part >= 0 && part <= 1 + 1e-12)).toBe(true);
          expect(deviation >= 0 && expected >= 0 && Number.isInteger(shared)).toBe(true);
          expect(overlap === null).toBe(chance === null);
        }
        expect(maskOverlap(a, a).overlap).toBe(1);
        expect(maskOverlap(a, Mask.dense(a.layers)).overlap).toBe(1);
        const opposite = new Mask(
          new Map([...a.layers].map(([name, bits]) => [name, bits.map((bit) => 1 - bit)])),
        );
        expect(maskOverlap(a, opposite).shared).toBe(0);
      }),
    ));

  test('its deviation is the hypergeometric law’s, summed over layers', () => {
    // Two of four against two of four share 0, 1 or 2 in 1, 4 or 1 of 6 ways: variance 1/3. One of one is certain.
    const mask = maskOf({ a: [1, 1, 0, 0], b: [1], c: [1, 0, 1, 0] });
    const { deviation, layers } = maskOverlap(mask, mask);
    expect(deviation).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect([...layers.values()].map((layer) => layer.deviation)).toEqual([
      Math.sqrt(1 / 3),
      0,
      Math.sqrt(1 / 3),
    ]);
  });

  test('for one layer kept equally by both, chance is its density', () => {
    const mask = maskOf({ a: Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? 1 : 0)) });
    expect(maskOverlap(mask, shuffleMask(mask, new Random(1))).chance).toBe(0.2);
  });

  test('shuffled masks overlap by chance: mean and deviation are those expected', () => {
    const mask = maskOf({
      a: Array.from({ length: 60 }, (_, i) => (i < 20 ? 1 : 0)),
      b: Array.from({ length: 30 }, (_, i) => (i < 3 ? 1 : 0)),
    });
    const shared = Array.from(
      { length: 600 },
      (_, i) => maskOverlap(mask, shuffleMask(mask, new Random(i))).shared,
    );
    const { expected, deviation } = maskOverlap(mask, mask);
    const mean = shared.reduce((sum, value) => sum + value, 0) / 600;
    const variance = shared.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 599;
    expect(expected).toBeCloseTo(400 / 60 + 9 / 30, 12);
    // Four standard errors: of the mean s ÷ √n, of the variance about s² √(2 ÷ n).
    expect(Math.abs(mean - expected)).toBeLessThan((4 * deviation) / Math.sqrt(600));
    expect(Math.abs(variance / deviation ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / 600));
  });

  test('of a mask that keeps nothing is not known', () => {
    const nothing = maskOf({ a: [0, 0] });
    expect(maskOverlap(nothing, maskOf({ a: [1, 0] }))).toMatchObject({
      shared: 0,
      overlap: null,
      chance: null,
    });
  });

  test('refuses masks of other networks', () => {
    expect(() => maskOverlap(maskOf({ a: [1] }), maskOf({ b: [1] }))).toThrow(ValueError);
    expect(() => maskOverlap(maskOf({ a: [1] }), maskOf({ a: [1, 1] }))).toThrow(ShapeError);
  });
});
