// Lesson 14. Supermasks and strong tickets: learning by deleting.
//
// Afterwards you know how a network can learn while none of its weights ever changes, two ways to find the mask that does it,
// and why a random network that is large enough contains any smaller one, as near as you please.
//
// In the paper: Zhou et al. 2019, §5 (supermasks); Ramanujan et al. 2020, §3 (edge-popup); Malach et al. 2020 and Pensia et
// al. 2020 (strong tickets, by subset sums: O(log(1/ε)) random weights for each weight of the target).

import {
  type EdgePopupResult,
  findStrongTicket,
  type GrowthPoint,
  type LearnedSupermask,
  learnSupermask,
  prunesOnly,
  type ScoreTraining,
  type StrongTicket,
  subsetSum,
  subsetSumGrowth,
  trainEdgePopup,
} from '../src/experiments/index.ts';
import {
  Adam,
  type Dataset,
  evaluate,
  glorotNormal,
  type Module,
  mlp,
  noGrad,
  Random,
  SupervisedTrainer,
  tensor,
  twoMoons,
} from '../src/index.ts';
import { claim, heading } from './support/claim.ts';
import { smallDigits } from './support/digits.ts';
import { bar, beside, percent, picture, sparkline, table } from './support/pictures.ts';

// ── A score for each weight ─────────────────────────────────────────────────────────────────────────────────────────
// Draw a network, 196-100-10 without biases, and freeze it. What is trained is a score s for each weight: keep it, or not?
// A mask of 0 and 1 has no slope to follow, so both methods tell the gradient a lie, "straight through":
//
//     supermask    forward m ~ Bernoulli(σ(s)), drawn anew each time    backward as if m were σ(s)
//     edge-popup   forward m = 1 for the best half of |s| in a layer    backward as if m were |s|
//
// |s| is what the code of edge-popup's authors ranks by. The formula in their paper ranks by s itself (`ranking: 'score'`).

heading('Learning by deleting');
const data = smallDigits();
const random = new Random(1); // one seed; it proves nothing about another
const trial = { data, random };
const scores = (learningRate: number): ScoreTraining => ({
  ...{ hidden: [100], batchSize: 60, iterations: 200, evaluateEvery: 20 },
  makeOptimizer: (parameters) => new Adam(parameters, { learningRate }),
});
const supermask = await learnSupermask({ scores: scores(0.1), initializer: glorotNormal }, trial);
const popup = await trainEdgePopup({ scores: scores(0.01), keep: 0.5 }, trial);

const frozen = mlp([196, 100, 10], { random: new Random(0), bias: false }); // for evaluating the whole random network
function row(name: string, found: LearnedSupermask | EdgePopupResult) {
  frozen.load(found.weights);
  const curve = found.curve.map(({ validationAccuracy }) => validationAccuracy);
  const accuracies = [frozen, found.network].map((network) => percent(evaluate(network, data.test).accuracy));
  return [name, accuracies[0], sparkline(curve, 11, [0, 1]), accuracies[1], percent(found.mask.density)];
}
console.log(
  table([
    ['', 'random network', '0 … 200 iterations', 'its subnetwork', 'weights kept'],
    row('supermask', supermask),
    row('edge-popup', popup),
  ]),
);
claim(
  'what is kept has the bits of the random network, the rest is +0, and there is nothing else',
  [supermask, popup].every(({ weights, network }) => prunesOnly(weights, network)),
);
const shares = [...popup.mask.counts().values()].map(({ total, remaining }) => remaining / total);
claim('edge-popup kept half of each layer, exactly', shares.join() === '0.5,0.5');
claim(
  'of weights that are all ±c: nothing but signs to choose from',
  [...popup.weights.values()].every((values) => new Set(values.map(Math.abs)).size === 1),
);
const reads = [supermask.thresholded, popup.testAccuracy];
claim('chance is one digit in ten; both read more than seven', Math.min(...reads) > 0.7);

// What did deleting make of noise? W₂·W₁ shows how each pixel pulls at one output, were there no ReLU.

function pull(network: Module, digit: number): string {
  const [w1, w2] = [...network.prunableWeights().values()];
  const through = new Float32Array(196).map((_, pixel) => {
    let sum = 0;
    for (let h = 0; h < 100; h++) sum += w2[digit * 100 + h] * w1[h * 196 + pixel];
    return sum;
  });
  return picture(through, 14);
}
console.log('pull at 0: random; at 0: after edge-popup; at 1: after edge-popup');
console.log(beside([pull(frozen, 0), pull(popup.network, 0), pull(popup.network, 1)]));

// ── One weight out of random ones ───────────────────────────────────────────────────────────────────────────────────
// Could deleting alone give *any* network? Take one weight, w = 0.7. A hidden unit in its way multiplies by a random u, then
// by a random v (for x ≥ 0 and u > 0, ReLU does nothing: v·relu(u·x) = v·u·x). With n such units: which to keep, so
// that their products add up to w? That is the subset-sum problem: 2ⁿ candidates, the nearest wins.

heading('0.7 as a sum of random products');
const noise = random.fork('products');
const items = Float64Array.from({ length: 16 }, () => noise.uniform(-1, 1) * noise.uniform(0.5, 1));
const best = [4, 8, 12, 16].map((n) => ({ n, ...subsetSum(items.slice(0, n), 0.7) }));
console.log(
  table([
    ['n', 'sum', 'error', 'kept'],
    ...best.map((b) => [b.n, b.sum.toFixed(6), b.error.toExponential(1), b.subset.join('')]),
  ]),
);
let brute = Number.POSITIVE_INFINITY;
for (let chosen = 0; chosen < 2 ** 12; chosen++) {
  const sum = items.subarray(0, 12).reduce((total, item, i) => total + ((chosen >> i) & 1) * item, 0);
  brute = Math.min(brute, Math.abs(sum - 0.7));
}
claim('no subset of the first 12 is nearer: all 4,096 were tried', Math.abs(brute - best[2].error) < 1e-14);
claim(
  'more to choose from is never worse',
  best.every(({ error }, i) => i === 0 || error <= best[i - 1].error),
);

const growth: GrowthPoint[] = [];
for await (const point of subsetSumGrowth({ sizes: [4, 8, 12, 16], trials: 200, random })) growth.push(point);
const halvings = (error: number): number => (error >= 1 ? 0 : 1 + halvings(2 * error));
const lines = growth.map((g) => [g.n, g.median.toExponential(1), bar(halvings(g.median), 20, 20)]);
console.log(table([['n', 'median of 200', 'halvings of the error'], ...lines]));
claim(
  'four more random weights, and the median error is less than half: n grows as log(1/ε)',
  growth.every(({ median }, i) => i === 0 || median < growth[i - 1].median / 2),
);

// ── A whole network ─────────────────────────────────────────────────────────────────────────────────────────────────
// A target that knows two moons: inputs x₁, x₂ and 1 (so that no bias is needed), 8 hidden units, 40 weights. Then a random
// network of twice the depth, n units for each weight and sign of its input, and for each weight a subset sum.

heading('A strong ticket');
function moons(name: string): Dataset {
  const { inputs, ...rest } = twoMoons({ examples: 300, random: random.fork(name) });
  const rows = Array.from({ length: 300 }, (_, i) => [...inputs.values().subarray(2 * i, 2 * i + 2), 1]);
  return { ...rest, inputs: tensor(rows) };
}
const split = { train: moons('train'), validation: moons('validation'), test: moons('test') };
const target = mlp([3, 8, 2], { random: random.fork('target'), bias: false });
await new SupervisedTrainer(target, split, {
  optimizer: new Adam(target.namedParameters(), { learningRate: 0.02 }),
  ...{ batchSize: 50, iterations: 150, random: random.fork('data order') },
}).train({ from: 0, to: 150 });

const [sizes, radius] = [[3, 8, 2] as const, Math.max(...split.test.inputs.values().map(Math.abs))];
function ticketWith(n: number): StrongTicket {
  const options = {
    target: target.prunableWeights(),
    sizes,
    n,
    radius,
    random: random.fork('random network'),
  };
  return [...findStrongTicket(options)].at(-1) as StrongTicket;
}
const outputs = (network: Module, { inputs }: Dataset) =>
  noGrad(() => network.forward(inputs)).value.values();
const wanted = outputs(target, split.test);
const tickets = [12, 20, 28].map((n) => {
  const ticket = ticketWith(n);
  const got = outputs(ticket.network, split.test);
  return { n, ticket, off: Math.max(...wanted.map((y, i) => Math.abs(y - got[i]))) };
});
const accuracy = (network: Module) => percent(evaluate(network, split.test).accuracy);
const head = ['n', 'kept', 'of', 'beyond ε', 'worst |Δw|', 'bound on |Δy|', 'worst |Δy|', 'accuracy'];
const ε = 0.001;
const found = tickets.map(({ n, ticket: { mask, network, errors, weightError, outputBound }, off }) => {
  const beyond = [...errors.values()].flatMap((layer) => [...layer]).filter((error) => error > ε).length;
  const worst = [weightError, outputBound, off].map((error) => error.toExponential(1));
  return [n, mask.remaining, mask.total, `${beyond} of 40`, ...worst, accuracy(network)];
});
console.log(table([head, ...found, ['target', 40, 40, '', '', '', '', accuracy(target)]]));
claim(`with n = 28 all 40 weights are met within ε = ${ε}`, tickets[2].ticket.weightError <= ε);
const slack = tickets.map(({ ticket, off }) => ticket.outputBound - off);
claim('outputs are nowhere farther off than the bound that follows', Math.min(...slack) >= 0);
claim(
  'no weight was touched: kept ones have their bits, the others are +0',
  tickets.every(({ ticket }) => prunesOnly(ticket.weights, ticket.network)),
);

// A small n leaves too few sums to choose from, and a large weight may be more than all its products add up to. The price is
// size: 270 random weights for each one of the target. Learning has become searching: all that is learnt is what to delete.

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. edge-popup with keep 0.1, 0.3, 0.7, 1. Where is it best, and what is 1? Then `widthMultiplier: 2`.
// 2. `rescale: true`, then `signedConstant: true` for the supermask. What do the signs alone achieve?
// 3. ε = 1e-6: which n is needed? And 1e-3 for a target trained ten times as long, with larger weights?
