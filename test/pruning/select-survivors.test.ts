import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { magnitude } from '../../src/pruning/criteria/weight-criteria.ts';
import { Mask, selectGlobal, selectLayerwise, ValueError } from '../../src/pruning/index.ts';

const score = fc.constantFrom(-2, -1, -0, 0, 2 ** -149, -(2 ** -149), 0.5, 1, 1, 2, Infinity, -Infinity);
const cell = fc.tuple(score, fc.constantFrom(0, 1, 1));
/** Scores full of ties and a mask over them; layers may be empty or emptied, but the very first weight survives. */
const scored = fc
  .tuple(
    fc.array(cell, { minLength: 1, maxLength: 6 }),
    fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 3 }),
  )
  .map(([[[s], ...others], rest]) => [[[s, 1], ...others], ...rest] as const)
  .map((layers) => ({
    scores: new Map(layers.map((cells, i) => [`layer ${i}`, Float32Array.from(cells, ([s]) => s)])),
    mask: new Mask(new Map(layers.map((cells, i) => [`layer ${i}`, Uint8Array.from(cells, ([, b]) => b)]))),
  }));
type Scored = typeof scored extends fc.Arbitrary<infer Value> ? Value : never;

/** Survivors in order of layer and index, each with its score. */
const survivorsOf = ({ scores, mask }: Scored) =>
  [...mask.layers].flatMap(([name, bits]) =>
    [...bits].flatMap((bit, i) => (bit === 1 ? [{ name, i, score: scores.get(name)?.[i] as number }] : [])),
  );

/** The same selection by sorting: the best first, and a stable sort leaves ties in their order. */
function sortAndTake(input: Scored, keep: number): Map<string, Uint8Array> {
  const kept = new Map([...input.mask.layers].map(([name, bits]) => [name, new Uint8Array(bits.length)]));
  const ranking = survivorsOf(input).sort((a, b) => (a.score === b.score ? 0 : a.score > b.score ? -1 : 1));
  for (const { name, i } of ranking.slice(0, keep)) (kept.get(name) as Uint8Array)[i] = 1;
  return kept;
}

const maskOf = (...layers: number[][]) =>
  new Mask(new Map(layers.map((bits, i) => [`layer ${i}`, Uint8Array.from(bits)])));
const scoresOf = (...layers: number[][]) =>
  new Map(layers.map((values, i) => [`layer ${i}`, Float32Array.from(values)]));

describe('global selection', () => {
  test('selectGlobal keeps exactly the k highest scores for every k', () =>
    fc.assert(
      fc.property(scored, (input) => {
        for (let k = 0; k <= input.mask.remaining; k++) {
          const selected = selectGlobal(input.scores, input.mask, k);
          expect(selected.remaining).toBe(k);
          expect(selected.layers).toEqual(sortAndTake(input, k));
        }
      }),
    ));

  test('the selection of k weights is a subset of the selection of k + 1 and of the given mask', () =>
    fc.assert(
      fc.property(scored, ({ scores, mask }) => {
        for (let k = 0; k < mask.remaining; k++) {
          const fewer = selectGlobal(scores, mask, k);
          expect(fewer.intersect(selectGlobal(scores, mask, k + 1)).layers).toEqual(fewer.layers);
        }
        expect(selectGlobal(scores, mask, mask.remaining).layers).toEqual(mask.layers);
      }),
    ));

  test('selectGlobal prefers the earlier layer and then the lower index when scores tie', () => {
    const scores = scoresOf([1, 1], [1, 1, 2]);
    const mask = maskOf([1, 1], [1, 1, 1]);
    const kept = (k: number) => [...selectGlobal(scores, mask, k).layers.values()].map((bits) => [...bits]);
    expect(kept(1)).toEqual([
      [0, 0],
      [0, 0, 1],
    ]);
    expect(kept(2)).toEqual([
      [1, 0],
      [0, 0, 1],
    ]);
    expect(kept(4)).toEqual([
      [1, 1],
      [1, 0, 1],
    ]);
  });

  test('selectGlobal prunes one of [1, 1, 1, 1, 2] at 20 %, and none at 0 %', () => {
    const dense = maskOf([1, 1, 1, 1, 1]);
    const scores = scoresOf([1, 1, 1, 1, 2]);
    expect(selectGlobal(scores, dense, 4).remaining).toBe(4);
    expect(selectGlobal(scores, dense, 5).remaining).toBe(5);
    expect(selectGlobal(scores, dense, 0).remaining).toBe(0);
  });

  test('selectGlobal never revives a pruned weight', () => {
    const mask = selectGlobal(scoresOf([9, 1, Number.NaN, 2]), maskOf([0, 1, 0, 1]), 1);
    expect(mask.layers).toEqual(new Map([['layer 0', Uint8Array.of(0, 0, 0, 1)]]));
  });

  test('selectGlobal modifies neither the scores nor the mask', () =>
    fc.assert(
      fc.property(scored, ({ scores, mask }) => {
        const before = [
          [...scores.values()].map((v) => v.slice()),
          [...mask.layers.values()].map((b) => b.slice()),
        ];
        selectGlobal(scores, mask, 0);
        expect([[...scores.values()], [...mask.layers.values()]]).toEqual(before);
      }),
    ));
});

describe('layerwise selection', () => {
  test('selectLayerwise agrees with selectGlobal for one layer', () =>
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 8 }), fc.nat(), (values, any) => {
        const [scores, mask] = [scoresOf(values), maskOf(values.map(() => 1))];
        const k = any % (values.length + 1);
        expect(selectLayerwise(scores, mask, new Map([['layer 0', k]])).layers).toEqual(
          selectGlobal(scores, mask, k).layers,
        );
      }),
    ));

  test('selectLayerwise keeps exactly the given number of weights of each layer, independent of other layers', () =>
    fc.assert(
      fc.property(scored, fc.nat(), ({ scores, mask }, any) => {
        const keep = new Map([...mask.counts()].map(([name, c]) => [name, any % (c.remaining + 1)]));
        const selected = selectLayerwise(scores, mask, keep);
        for (const [name, bits] of mask.layers) {
          expect(selected.counts().get(name)?.remaining).toBe(keep.get(name));
          if (bits.length === 0) continue;
          const alone = new Mask(new Map([[name, bits]]));
          const only = new Map([[name, scores.get(name) as Float32Array]]);
          const expected = selectGlobal(only, alone, keep.get(name) as number);
          expect(selected.layers.get(name)).toEqual(expected.layers.get(name));
        }
      }),
    ));
});

test('magnitude ignores signs and treats −0 as +0', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(score, fc.boolean()), { minLength: 1, maxLength: 12 }),
      fc.nat(),
      (cells, any) => {
        const dense = maskOf(cells.map(() => 1));
        const k = any % (cells.length + 1);
        const choose = (weights: Map<string, Float32Array>) => {
          const scores = magnitude({ trained: weights, initial: weights, layer: 'layer 0' });
          return selectGlobal(new Map([['layer 0', scores]]), dense, k).layers;
        };
        const flipped = cells.map(([value, flip]) => (flip ? -value : value));
        expect(choose(scoresOf(flipped))).toEqual(choose(scoresOf(cells.map(([value]) => value))));
      },
    ),
  ));

describe('bad input', () => {
  test('selection throws an error that names the layer and index of a NaN, for both scopes', () =>
    fc.assert(
      fc.property(scored, fc.nat(), (input, any) => {
        const survivors = survivorsOf(input);
        const { name, i } = survivors[any % survivors.length];
        (input.scores.get(name) as Float32Array)[i] = Number.NaN;
        const message = `scores "${name}"[${i}]: must be a number, got NaN`;
        const keep = new Map([...input.mask.layers.keys()].map((layer) => [layer, 0]));
        expect(() => selectGlobal(input.scores, input.mask, 0)).toThrow(message);
        expect(() => selectLayerwise(input.scores, input.mask, keep)).toThrow(message);
      }),
    ));

  test.each([-1, 4, 1.5, Number.NaN, Infinity, '2' as never])(
    'selection throws a ValueError for keeping %s of 3 weights',
    (keep) => {
      const [scores, mask] = [scoresOf([1, 2, 3]), maskOf([1, 1, 1])];
      expect(() => selectGlobal(scores, mask, keep)).toThrow('keep: must be an integer in [0, 3]');
      expect(() => selectLayerwise(scores, mask, new Map([['layer 0', keep]]))).toThrow(
        'keep "layer 0": must be an integer in [0, 3]',
      );
    },
  );

  test('selectLayerwise throws a ValueError for a layer without a count', () => {
    expect(() => selectLayerwise(scoresOf([1]), maskOf([1]), new Map())).toThrow(
      'keep "layer 0": must be an integer in [0, 1], got undefined',
    );
  });

  test('selection throws an error for scores that do not fit the mask', () => {
    expect(() => selectGlobal(scoresOf([1, 2]), maskOf([1]), 1)).toThrow(
      'scores "layer 0": must have 1 entries, got 2',
    );
    expect(() => selectLayerwise(new Map(), maskOf([1]), new Map())).toThrow(
      new ValueError('scores', 'must be the layers [layer 0]', []),
    );
  });
});
