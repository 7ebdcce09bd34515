import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Mask, ShapeError, ValueError } from '../../src/pruning/index.ts';
import { bitsOf } from './clients.ts';

const bit = fc.constantFrom(0, 1);
const layer = fc.array(bit, { maxLength: 6 }).map((bits) => Uint8Array.from(bits));
/** Two to four layers, some of them empty, the first with at least one weight. */
const masks = fc
  .tuple(fc.array(bit, { minLength: 1, maxLength: 5 }), fc.array(layer, { minLength: 1, maxLength: 3 }))
  .map(([first, rest]) => maskOf(first, ...rest));
const anyWeight = fc.constantFrom(0, -0, 1.5, -2, 2 ** -149, -(2 ** -149), Infinity, Number.NaN);

const maskOf = (...layers: ArrayLike<number>[]) =>
  new Mask(new Map(layers.map((bits, i) => [`layer ${i}`, Uint8Array.from(bits)])));
const weightsOf = (mask: Mask, fill: readonly number[]) => {
  let next = 0;
  const draw = () => fill[next++ % fill.length];
  return new Map([...mask.layers].map(([name, bits]) => [name, Float32Array.from(bits, draw)]));
};
const withWeights = masks.chain((mask) =>
  fc
    .array(anyWeight, { minLength: 1, maxLength: 12 })
    .map((fill) => ({ mask, weights: weightsOf(mask, fill) })),
);

describe('a mask', () => {
  test('counts what it keeps, in all and by layer', () =>
    fc.assert(
      fc.property(masks, (mask) => {
        const bits = [...mask.layers.values()].flatMap((layer) => [...layer]);
        expect(mask.total).toBe(bits.length);
        expect(mask.remaining).toBe(bits.filter((b) => b === 1).length);
        for (const [name, { total, remaining }] of mask.counts()) {
          expect(total).toBe(mask.layers.get(name)?.length);
          expect(remaining).toBe(mask.layers.get(name)?.filter((b) => b === 1).length);
        }
      }),
    ));

  test('density and sparsity add up to exactly 1, and density · compression to 1 within three roundings', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), (total, any) => {
        const remaining = 1 + (any % total);
        const mask = maskOf(new Uint8Array(total).fill(1, 0, remaining));
        expect(mask.density + mask.sparsity).toBe(1);
        expect(mask.sparsity).toBe((total - remaining) / total);
        expect(Math.abs(mask.density * (total / remaining) - 1)).toBeLessThanOrEqual(3 * 2 ** -53);
      }),
    ));

  test('applying a mask is idempotent: surviving weights keep their bits, pruned ones are +0', () =>
    fc.assert(
      fc.property(withWeights, ({ mask, weights }) => {
        const before = bitsOf(weights);
        mask.apply(weights);
        const once = bitsOf(weights);
        for (const [name, bits] of mask.layers) {
          expect(once[name]).toEqual(before[name].map((word, i) => (bits[i] === 1 ? word : 0)));
        }
        mask.apply(weights);
        expect(bitsOf(weights)).toEqual(once);
      }),
    ));

  test('a dense mask keeps every weight', () => {
    const mask = Mask.dense(new Map([['a', [5, 6, 7]]]));
    expect(mask.layers).toEqual(new Map([['a', Uint8Array.of(1, 1, 1)]]));
    expect([mask.density, mask.sparsity]).toEqual([1, 0]);
  });

  test('the intersection of masks keeps what both keep, is commutative and idempotent', () =>
    fc.assert(
      fc.property(masks, fc.array(bit, { minLength: 1, maxLength: 20 }), (a, fill) => {
        const b = new Mask(
          new Map([...weightsOf(a, fill)].map(([name, values]) => [name, Uint8Array.from(values)])),
        );
        const both = a.intersect(b);
        for (const [name, bits] of both.layers) {
          bits.forEach((bit, i) => {
            expect(bit === 1).toBe(a.layers.get(name)?.[i] === 1 && b.layers.get(name)?.[i] === 1);
          });
        }
        expect(b.intersect(a).layers).toEqual(both.layers);
        expect(a.intersect(a).layers).toEqual(a.layers);
      }),
    ));

  test('Mask copies its entries, so that the caller may modify the original arrays', () => {
    const bits = Uint8Array.of(1, 0, 1);
    const layers = new Map([['a', bits]]);
    const mask = new Mask(layers);
    bits.fill(0);
    layers.set('b', Uint8Array.of(1));
    expect(mask.layers).toEqual(new Map([['a', Uint8Array.of(1, 0, 1)]]));
    expect(mask.remaining).toBe(2);
  });
});

describe('bad input', () => {
  test.each([
    ['mask "layer 1"[2]: must be 0 or 1, got 2', () => maskOf([1], [0, 1, 2])],
    ['mask "layer 0"[0]: must be 0 or 1, got 255', () => maskOf([-1])],
    ['mask: must have at least one weight, got 0', () => maskOf([], [])],
    ['mask: must have at least one weight, got 0', () => new Mask(new Map())],
    ['mask: must have at least one weight, got 0', () => Mask.dense(new Map())],
  ])('Mask throws a ValueError for %s', (message, make) => {
    expect(make).toThrow(new ValueError(...split(message)));
  });

  test.each([
    ['a layer missing', ['a'], ValueError, 'weights: must be the layers [a, b], got ["a"]'],
    [
      'a layer too many',
      ['a', 'b', 'c'],
      ValueError,
      'weights: must be the layers [a, b], got ["a", "b", "c"]',
    ],
    ['another name', ['a', 'B'], ValueError, 'weights: must be the layers [a, b], got ["a", "B"]'],
  ])('apply throws for weights with %s and writes nothing', (_, names, kind, message) => {
    const mask = new Mask(new Map(['a', 'b'].map((name) => [name, Uint8Array.of(0, 1)])));
    const weights = new Map(names.map((name) => [name, Float32Array.of(5, 6)]));
    expect(() => mask.apply(weights)).toThrow(kind);
    expect(() => mask.apply(weights)).toThrow(message);
    for (const values of weights.values()) expect(values).toEqual(Float32Array.of(5, 6));
  });

  test('apply throws for a layer of another size and writes nothing', () => {
    const mask = new Mask(new Map(['a', 'b'].map((name) => [name, Uint8Array.of(0, 1)])));
    for (const size of [0, 1, 3]) {
      const a = Float32Array.of(5, 6);
      const weights = new Map([
        ['a', a],
        ['b', new Float32Array(size).fill(7)],
      ]);
      expect(() => mask.apply(weights)).toThrow(ShapeError);
      expect(() => mask.apply(weights)).toThrow(`weights "b": must have 2 entries, got ${size}`);
      expect(a).toEqual(Float32Array.of(5, 6));
      expect(weights.get('b')).toEqual(new Float32Array(size).fill(7));
    }
  });

  test('intersect throws for a mask with other layers', () => {
    expect(() => maskOf([1]).intersect(maskOf([1], [1]))).toThrow(
      'other mask: must be the layers [layer 0], got ["layer 0", "layer 1"]',
    );
    expect(() => maskOf([1]).intersect(maskOf([1, 1]))).toThrow(
      'other mask "layer 0": must have 1 entries, got 2',
    );
  });
});

/** The parts that a ValueError's message was made of, its value a number. */
function split(message: string): [what: string, rule: string, got: number] {
  const [, what, rule, got] = /^(.*?): (.*), got (.*)$/.exec(message) as RegExpExecArray;
  return [what, rule, Number(got)];
}
