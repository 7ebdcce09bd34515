import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criterion } from '../../src/pruning/criteria/criteria.ts';
import { scoresOf } from '../../src/pruning/criteria/scores.ts';
import {
  CRITERIA,
  type Criterion,
  type CriterionInput,
  LotteryTicketPruner,
  Mask,
  ValueError,
} from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { logistic } from './clients.ts';

const f32 = (...values: number[]) => Float32Array.from(values);

/** Evidence of one layer. */
const evidence = (
  initial: Float32Array,
  trained: Float32Array,
  more: Partial<CriterionInput> = {},
): CriterionInput => ({
  layer: 'w',
  initial: new Map([['w', initial]]),
  trained: new Map([['w', trained]]),
  ...more,
});

const θ0 = f32(0.5, -2, 1, -0.25);
const θT = f32(-3, 1.5, 0, -0.5);

describe('scores of the values, on an example worked by hand', () => {
  test.each([
    ['magnitude', [3, 1.5, 0, 0.5]],
    ['large_final', [3, 1.5, 0, 0.5]],
    ['small_final', [-3, -1.5, -0, -0.5]],
    ['large_init', [0.5, 2, 1, 0.25]],
    ['small_init', [-0.5, -2, -1, -0.25]],
    ['magnitude_increase', [2.5, -0.5, -1, 0.25]],
    ['movement', [3.5, 3.5, 1, 0.25]],
    // Percentiles of |θ_T| are ¾ ½ 0 ¼, of |θ₀| ¼ ¾ ½ 0; from the other end 0 ¼ ¾ ½ and ½ 0 ¼ ¾.
    ['large_init_large_final', [0.25, 0.5, 0, 0]],
    ['small_init_small_final', [0, 0, 0.25, 0.5]],
  ])('%s', (name, scores) => {
    expect(criterion(name)(evidence(θ0, θT))).toEqual(f32(...scores));
  });
});

describe('scores by derivatives, on an example worked by hand', () => {
  const derivatives = {
    gradients: () => new Map([['w', f32(1, -2, 3, 0.5)]]),
    hessianGradients: () => new Map([['w', f32(-1, 2, 5, 4)]]),
    flowGradients: () => new Map([['w', f32(4, 3, 2, 1)]]),
  };
  test.each([
    ['gradient', [1, 2, 3, 0.5]],
    ['snip', [3, 3, 0, 0.25]],
    ['grasp', [3, 3, 0, -2]],
    ['synflow', [12, 4.5, 0, 0.5]],
  ])('%s', (name, scores) => {
    expect(criterion(name)(evidence(θ0, θT, derivatives))).toEqual(f32(...scores));
  });
});

/** Weights with ties, ±0, subnormals and both signs. */
const weights = (length: number) =>
  fc
    .array(fc.constantFrom(0, -0, 1e-40, -1e-40, 0.5, -0.5, 1, -1, 3.25, -1e6), {
      minLength: length,
      maxLength: length,
    })
    .map((values) => f32(...values));

const pair = fc
  .integer({ min: 0, max: 12 })
  .chain((length) =>
    fc.tuple(
      weights(length),
      weights(length),
      fc.array(fc.constantFrom(0, 1), { minLength: length, maxLength: length }),
    ),
  );

describe('large_init_large_final and small_init_small_final', () => {
  test('large_init_large_final keeps the weights above one percentile of the surviving weights in both', () =>
    fc.assert(
      fc.property(pair, fc.constantFrom(1, -1), ([initial, trained, bits], side) => {
        fc.pre(bits.length > 0);
        const mask = new Mask(new Map([['w', Uint8Array.from(bits)]]));
        const name = side === 1 ? 'large_init_large_final' : 'small_init_small_final';
        const scores = criterion(name)(evidence(initial, trained, { mask }));
        const left = bits.flatMap((bit, i) => (bit === 1 ? [i] : []));
        const size = (values: Float32Array, i: number) => side * Math.abs(values[i]);
        const below = (values: Float32Array, i: number) =>
          left.filter((j) => size(values, j) < size(values, i)).length / left.length;
        for (const i of left)
          expect(scores[i]).toBe(Math.fround(Math.min(below(trained, i), below(initial, i))));
        for (const i of bits.keys()) if (bits[i] === 0) expect(scores[i]).toBe(-1);
      }),
    ));

  test('the combined criteria do not change when either set of weights is scaled, because α aligns them', () =>
    fc.assert(
      fc.property(pair, fc.constantFrom(0.5, 2, 1024), ([initial, trained], scale) => {
        for (const name of ['large_init_large_final', 'small_init_small_final']) {
          const scaled = trained.map((w) => w * scale);
          expect(criterion(name)(evidence(initial, scaled))).toEqual(
            criterion(name)(evidence(initial, trained)),
          );
        }
      }),
    ));
});

describe('percentiles with several layers', () => {
  const layers = (a: Float32Array, b: Float32Array) =>
    new Map([
      ['a', a],
      ['b', b],
    ]);
  // |θ_T| is 1 2 | 3 4 and |θ₀| is 8 5 | 7 6.
  const search = { trained: layers(f32(1, -2), f32(3, 4)), initial: layers(f32(8, 5), f32(-7, 6)) };

  test.each([
    ['large_init_large_final', 'global', [0, 0], [0.5, 0.25]],
    ['large_init_large_final', undefined, [0, 0], [0.5, 0.25]],
    ['large_init_large_final', 'layerwise', [0, 0], [0, 0]],
    ['small_init_small_final', 'global', [0, 0.5], [0.25, 0]],
    ['small_init_small_final', 'layerwise', [0, 0], [0, 0]],
  ] as const)('%s under scope %s, worked by hand', (name, scope, a, b) => {
    const scores = (layer: string) => CRITERIA[name]({ ...search, layer, ...(scope && { scope }) });
    expect([scores('a'), scores('b')]).toEqual([f32(...a), f32(...b)]);
  });

  test('percentiles for global scope rank layers as one layer with all weights', () =>
    fc.assert(
      fc.property(pair, pair, ([initialA, trainedA, bitsA], [initialB, trainedB, bitsB]) => {
        const join = (a: ArrayLike<number>, b: ArrayLike<number>) => [...Array.from(a), ...Array.from(b)];
        fc.pre(bitsA.length + bitsB.length > 0);
        const two = {
          ...{ initial: layers(initialA, initialB), trained: layers(trainedA, trainedB) },
          mask: new Mask(new Map(Object.entries({ a: Uint8Array.from(bitsA), b: Uint8Array.from(bitsB) }))),
        };
        const mask = new Mask(new Map([['w', Uint8Array.from(join(bitsA, bitsB))]]));
        const one = evidence(f32(...join(initialA, initialB)), f32(...join(trainedA, trainedB)), { mask });
        for (const name of ['large_init_large_final', 'small_init_small_final'] as const) {
          const scores = ['a', 'b'].map((layer) => CRITERIA[name]({ ...two, layer }));
          expect(join(scores[0], scores[1])).toEqual([...CRITERIA[name](one)]);
        }
      }),
    ));

  test('percentiles for layerwise scope rank every layer on its own', () =>
    fc.assert(
      fc.property(pair, pair, ([initialA, trainedA], [initialB, trainedB]) => {
        const two = { initial: layers(initialA, initialB), trained: layers(trainedA, trainedB) };
        for (const name of ['large_init_large_final', 'small_init_small_final'] as const)
          expect(CRITERIA[name]({ ...two, layer: 'b', scope: 'layerwise' })).toEqual(
            CRITERIA[name](evidence(initialB, trainedB)),
          );
      }),
    ));

  test.each(['global', 'layerwise'] as const)(
    'a search passes its scope, %s, to the criterion',
    async (scope) => {
      const { model, trainer } = logistic();
      const seen: unknown[] = [];
      const criterion: Criterion = (given) => {
        seen.push(given.scope);
        return CRITERIA.magnitude(given);
      };
      const pruner = new LotteryTicketPruner({ targetSparsity: 0.5, pruningRounds: 1, scope, criterion });
      await pruner.findTicket(model, trainer);
      expect(seen).toEqual([scope, scope]);
    },
  );
});

describe('random', () => {
  const draw = (seed: number, layer: string, trained = θT) =>
    CRITERIA.random({
      layer,
      initial: new Map([[layer, θ0]]),
      trained: new Map([[layer, trained]]),
      random: new Random(seed),
    });

  test('random scores depend on the seed and the name of the layer only, so that they are the same in every round', () => {
    expect(draw(1, 'w', θ0)).toEqual(draw(1, 'w'));
    expect(draw(2, 'w')).not.toEqual(draw(1, 'w'));
    expect(draw(1, 'v')).not.toEqual(draw(1, 'w'));
    expect(draw(1, 'w').every((score) => score >= 0 && score < 1)).toBe(true);
  });
});

test('a criterion never modifies its input', () => {
  const ones = () => new Map([['w', f32(1, 1, 1, 1)]]);
  for (const criterion of Object.values(CRITERIA)) {
    const derivatives = { gradients: ones, hessianGradients: ones, flowGradients: ones };
    const looked = evidence(θ0.slice(), θT.slice(), { ...derivatives, random: new Random(1) });
    criterion(looked);
    expect(looked).toMatchObject({ initial: new Map([['w', θ0]]), trained: new Map([['w', θT]]) });
  }
});

test('a derivative is computed once for all layers, and only if a criterion needs it', () => {
  const calls: string[] = [];
  const offer = (kind: string) => () => {
    calls.push(kind);
    return new Map([
      ['a', θ0],
      ['b', θ0],
    ]);
  };
  const trained = new Map([
    ['a', θT],
    ['b', θT],
  ]);
  const derivatives = { gradients: offer('g'), hessianGradients: offer('h'), flowGradients: offer('f') };
  const mask = Mask.dense(trained);
  for (const criterion of [CRITERIA.snip, CRITERIA.magnitude])
    scoresOf({ criterion, trained, initial: trained, mask, derivatives });
  expect(calls).toEqual(['g']);
});

describe('every layer is scored as it would be alone', () => {
  const layers = (a: Float32Array, b: Float32Array) =>
    new Map([
      ['a', a],
      ['b', b],
    ]);
  const trained = layers(θT, θ0);
  const derivatives = {
    gradients: () => layers(f32(1, -2, 3, 0.5), f32(1, 2, 3, 4)),
    hessianGradients: () => layers(f32(-1, 2, 5, 4), f32(4, 3, 2, 1)),
    flowGradients: () => layers(f32(4, 3, 2, 1), f32(0, 1, 0, 1)),
  };
  const search = { trained, initial: layers(θ0, θT), mask: Mask.dense(trained) };

  test.each(Object.entries(CRITERIA))('%s', (_, criterion) => {
    const scores = scoresOf({ criterion, ...search, derivatives, random: new Random(3) });
    const evidence = { ...search, ...derivatives, random: new Random(3) };
    expect([...scores]).toEqual(['a', 'b'].map((layer) => [layer, criterion({ ...evidence, layer })]));
  });

  test('every layer is scored independently by criteria without derivatives', () => {
    const scores = scoresOf({ criterion: CRITERIA.magnitude, ...search });
    expect(scores.get('b')).toEqual(θ0.map(Math.abs));
  });
});

test('a random criterion uses the random generator of the pruner', async () => {
  const kept = async (seed: number) => {
    const { model, trainer } = logistic();
    const plan = { targetSparsity: 0.5, pruningRounds: 1, criterion: CRITERIA.random };
    const { mask } = await new LotteryTicketPruner({ ...plan, random: new Random(seed) }).findTicket(
      model,
      trainer,
    );
    return [...mask.layers.values()].map((bits) => [...bits]);
  };
  expect(await kept(1)).toEqual(await kept(1));
  expect(await kept(2)).not.toEqual(await kept(1));
});

describe('what is refused', () => {
  test('criterion throws a ValueError with the list of names for an unknown name', () => {
    for (const name of ['', 'SNIP', 'toString', '__proto__'])
      expect(() => criterion(name)).toThrow(
        new ValueError('criterion', `must be one of ${Object.keys(CRITERIA).join(', ')}`, name),
      );
  });

  test.each([
    ['gradient', 'gradients'],
    ['snip', 'gradients'],
    ['grasp', 'hessianGradients'],
    ['synflow', 'flowGradients'],
    ['random', 'random'],
  ])('%s without %s is rejected by the criterion, and by the pruner before it trains', async (name, need) => {
    const refusal = new ValueError(need, 'must be offered: this criterion cannot do without', undefined);
    expect(() => criterion(name)(evidence(θ0, θT))).toThrow(refusal);
    const { model, trainer, diary } = logistic();
    const pruner = new LotteryTicketPruner({
      targetSparsity: 0.5,
      pruningRounds: 1,
      criterion: criterion(name),
    });
    await expect(pruner.findTicket(model, trainer)).rejects.toThrow(refusal);
    expect(diary.spans).toEqual([]);
  });

  test('a NaN derivative is rejected with the name of the weight', async () => {
    const { model, trainer } = logistic();
    const gradients = () =>
      new Map(
        [...model.prunableWeights()].map(([name, w]) => [name, w.map((_, i) => (i === 2 ? Number.NaN : 1))]),
      );
    const pruner = new LotteryTicketPruner({
      targetSparsity: 0.5,
      pruningRounds: 1,
      criterion: CRITERIA.snip,
    });
    await expect(pruner.findTicket(model, { ...trainer, gradients })).rejects.toThrow(
      'scores "linear"[2]: must be a number, got NaN',
    );
  });
});

test('one-shot pruning by sensitivity keeps the highest |g ⊙ θ| at the trained weights', async () => {
  const { model, trainer, diary } = logistic();
  const gradients = () =>
    new Map([...model.prunableWeights()].map(([name, w]) => [name, w.map((_, i) => (i % 3) - 1)]));
  const pruner = LotteryTicketPruner.builder()
    .targetSparsity(0.75)
    .pruningRounds(1)
    .criterion(CRITERIA.snip)
    .build();
  const { mask, weights: rewound } = await pruner.findTicket(model, { ...trainer, gradients });
  const all = [...diary.ends[0].weights].flatMap(([name, w]) =>
    [...w].map((value, i) => ({ name, i, score: Math.abs(Math.fround(value * ((i % 3) - 1))) })),
  );
  const best = all.sort((a, b) => b.score - a.score).slice(0, 6);
  expect(mask.remaining).toBe(6);
  for (const { name, i } of best) {
    expect(mask.layers.get(name)?.[i]).toBe(1);
    expect(rewound.get(name)?.[i]).toBe(diary.first[0].weights.get(name)?.[i]);
  }
});
