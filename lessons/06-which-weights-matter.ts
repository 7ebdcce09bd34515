// Lesson 6. Which weights matter.
//
// Afterwards you know what a mask is, what sparsity, density and compression mean, how to keep *exactly* k weights, what
// goes wrong with a threshold, and how many weights a trained network can lose before it notices.
//
// In the paper: Frankle & Carbin 2019, §2, "remove a percentage of the weights with the lowest magnitudes within each
// layer". The score |w| is older: Han et al. 2015. Nothing is trained again here; that is the next lesson.

import {
  Adam,
  Batches,
  evaluate,
  Mask,
  mlp,
  Random,
  selectGlobal,
  selectLayerwise,
  trainStep,
} from '../src/index.ts';
import { claim, heading, refusal } from './support/claim.ts';
import { smallDigits } from './support/digits.ts';
import { bar, histogram, numbers, percent, sparkline, table } from './support/pictures.ts';

// ── A mask ──────────────────────────────────────────────────────────────────────────────────────────────────────────
// A weight near 0 contributes little: whatever comes in, little goes out. So score each weight by its magnitude |w| (not
// by w: −2 matters more than 0.1), keep the highest, and set the others to 0. Which survive is written in a mask.

heading('A mask');
const weights = new Map([
  ['fc1', Float32Array.of(0.9, -0.1, 0.4, -2)],
  ['fc2', Float32Array.of(0.2, -0.6)],
]);
const magnitudes = new Map([...weights].map(([name, values]) => [name, values.map(Math.abs)] as const));
const half = selectGlobal(magnitudes, Mask.dense(weights), 3);
for (const [name, bits] of half.layers) {
  console.log(`${name}   w  ${numbers(weights.get(name)!, 1)}   m  ${bits.join('  ')}`);
}
claim(
  'of six weights the three largest in magnitude survive',
  [...half.layers.values()].join() === '1,0,0,1,0,1',
);

// Three words for the same count. density = kept ÷ all; sparsity = removed ÷ all; compression = all ÷ kept.

const thin = new Mask(new Map([['fc1', new Uint8Array(1000).map((_, i) => (i < 100 ? 1 : 0))]]));
console.log(
  `100 of 1000 kept: density ${percent(thin.density)}, sparsity ${percent(thin.sparsity)}, compression ${thin.total / thin.remaining}×`,
);
claim(
  '90 % sparse, 10 % dense, compressed 10 times',
  thin.sparsity === 0.9 && thin.density === 0.1 && thin.total / thin.remaining === 10,
);

// ── How a threshold goes wrong ──────────────────────────────────────────────────────────────────────────────────────
// The obvious code: sort, take the value at the cut as a threshold, keep what is above it. It stands in well-known
// implementations. Ask it to prune 20 % of [1, 1, 1, 1, 2], one weight of five:

heading('How a threshold goes wrong');
function keepAbove(scores: Float32Array, fraction: number): Uint8Array {
  const threshold = scores.toSorted()[Math.floor(scores.length * fraction)];
  return Uint8Array.from(scores, (score) => (score > threshold ? 1 : 0));
}
const tied = Float32Array.of(1, 1, 1, 1, 2);
const distinct = Float32Array.of(1, 2, 3, 4, 5);
const kept = (mask: Uint8Array): number => mask.reduce((total, bit) => total + bit, 0);
console.log(
  table([
    ['asked to prune', 'of', 'should keep', 'threshold keeps'],
    ['20 %', '1 1 1 1 2', 4, kept(keepAbove(tied, 0.2))],
    ['20 %', '1 2 3 4 5', 4, kept(keepAbove(distinct, 0.2))],
    ['0 %', '1 2 3 4 5', 5, kept(keepAbove(distinct, 0))],
  ]),
);
claim('asked for one weight of five, it prunes four: every tie falls', kept(keepAbove(tied, 0.2)) === 1);
claim('even without ties it prunes one too many', kept(keepAbove(distinct, 0.2)) === 3);
claim('asked for nothing, it still prunes one', kept(keepAbove(distinct, 0)) === 4);

// ">=" instead of ">" errs the other way: then no tie falls, and nothing at all is pruned of [1, 1, 1, 1, 2].

const keepFrom = Uint8Array.from(tied, (score) => (score >= 1 ? 1 : 0));
claim('with ">=" the same ties all stay: 0 pruned of 1', kept(keepFrom) === 5);

// A threshold cannot tell equal scores apart, so it cannot count. Rank by (score, index) instead: no two weights are equal
// then, and *exactly* k survive, always the same ones. Ties are no rarity: ±constant weights, quantized weights, zeros.

const exactly = (scores: Float32Array, keep: number): Uint8Array =>
  selectGlobal(new Map([['w', scores]]), Mask.dense(new Map([['w', scores]])), keep).layers.get('w')!;
console.log('ranked, 4 of 1 1 1 1 2:', exactly(tied, 4).join(' '));
claim('exactly four survive, the earlier of equals first', exactly(tied, 4).join() === '1,1,1,0,1');
claim(
  'and so for every k from 0 to 5',
  [0, 1, 2, 3, 4, 5].every((k) => kept(exactly(tied, k)) === k),
);
const message = refusal(() => exactly(Float32Array.of(1, Number.NaN, 2), 1));
console.log(message);
claim('a NaN has no rank: it is refused, by name and index', message.includes('"w"[1]'));

// ── A trained network ───────────────────────────────────────────────────────────────────────────────────────────────
// 196 pixels (14×14), one hidden layer of 100, ten digits: 20,600 weights. First, what its weights look like.

heading('A trained network');
const data = smallDigits();
const network = mlp([196, 100, 10], { random: new Random(1) });
const optimizer = new Adam(network.namedParameters(), { learningRate: 3e-3 });
const batches = new Batches(data.train, 60, new Random(2));
for (let i = 0; i < 200; i++) trainStep(network, optimizer, batches.at(i));
const trained = network.state(); // a copy: pruning must not touch it
const dense = Mask.dense(network.prunableWeights());
const scores = new Map([...network.prunableWeights()].map(([name, w]) => [name, w.map(Math.abs)] as const));
for (const [name, w] of network.prunableWeights()) {
  console.log(
    `${name.padEnd(10)} ${String(w.length).padStart(6)} weights  −0.5 ${sparkline(histogram(w, -0.5, 0.5, 41), 41)} 0.5`,
  );
}
claim('196 · 100 + 100 · 10 weights; biases are not counted, nor pruned', dense.total === 20_600);

// Most lie near 0. Which of the small ones can go? Compare three choices of the weights to keep, at each sparsity: those of
// largest magnitude, those a die picks, those of smallest magnitude.

heading('Pruned, and not trained again');
type Scores = typeof scores;
const random = new Random(3);
const dice: Scores = new Map([...scores].map(([name, w]) => [name, w.map(() => random.uniform())] as const));
const smallest: Scores = new Map([...scores].map(([name, w]) => [name, w.map((size) => -size)] as const));

/** Test accuracy of the trained network with only the `keep` weights of highest score left. */
function accuracyWith(ranking: Scores, keep: number): number {
  network.setMask(new Map()); // lift the mask before: a masked network keeps its zeros
  network.load(trained);
  network.setMask(selectGlobal(ranking, dense, keep).layers);
  return evaluate(network, data.test).accuracy;
}
const sparsities = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
const results = sparsities.map((sparsity) => {
  const keep = Math.round(dense.total * (1 - sparsity));
  return {
    sparsity,
    keep,
    large: accuracyWith(scores, keep),
    any: accuracyWith(dice, keep),
    small: accuracyWith(smallest, keep),
  };
});
console.log(
  table([
    ['sparsity', 'kept', 'largest', '', 'random', 'smallest'],
    ...results.map(({ sparsity, keep, large, any, small }) => [
      percent(sparsity, 0),
      keep,
      percent(large),
      bar(large, 1, 25),
      percent(any),
      percent(small),
    ]),
  ]),
);
const at = (sparsity: number) => results.find((result) => result.sparsity === sparsity)!;
claim(
  'half of the weights can go, and accuracy falls by less than 3 points',
  at(0).large - at(0.5).large < 0.03,
);
claim(
  'at 80 % it matters which: the largest keep 15 points more than a random choice',
  at(0.8).large - at(0.8).any > 0.15,
);
claim(
  'the smallest half of the weights alone is far worse than the largest half',
  at(0.5).large - at(0.5).small > 0.15,
);
claim('at 99 % sparsity it has forgotten much: 15 points or more', at(0).large - at(0.99).large > 0.15);

// ── All layers together, or each its share ──────────────────────────────────────────────────────────────────────────
// Ranked globally, layers compete, and the one with small weights may lose nearly all of its own. Ranked layerwise, each
// loses the same fraction. The paper does the latter for this kind of network, and half as fast in the output layer.

heading('Global or layerwise, at 95 %');
const keep = Math.round(dense.total * 0.05);
const global = selectGlobal(scores, dense, keep);
const layerwise = selectLayerwise(
  scores,
  dense,
  new Map([...dense.counts()].map(([name, { total }]) => [name, Math.round(total * 0.05)])),
);
console.log(
  table([
    ['layer', 'weights', 'global keeps', 'layerwise keeps'],
    ...[...dense.counts()].map(([name, { total }]) => [
      name,
      total,
      global.counts().get(name)!.remaining,
      layerwise.counts().get(name)!.remaining,
    ]),
  ]),
);
claim('both keep 1,030 weights', global.remaining === 1030 && layerwise.remaining === 1030);
claim(
  'but global ranking keeps more of the output layer',
  global.counts().get('fc2.weight')!.remaining > layerwise.counts().get('fc2.weight')!.remaining,
);

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. Score by w instead of |w|. At which sparsity does it show?
// 2. Train for 20 steps instead of 200, then prune. Can a barely trained network lose as much? And an untrained one?
// 3. Add the line `accuracyWith(…)` for layerwise ranking. Which of the two is better at 99 %?
