// Lesson 13. One-shot, SNIP and friends: scores before training.
//
// Afterwards you know three ways to choose weights before any training, each a line that reads like its equation; why one
// of them must be asked a hundred times, and what happens to a layer if not; and two checks that show what the choice is worth.
//
// In the paper: SNIP: Lee et al. 2019, eq. 6. GraSP: Wang et al. 2020, eq. 8. SynFlow, its conservation law and layer
// collapse: Tanaka et al. 2020, §4 to §6. The checks: Frankle et al. 2021, "Pruning Neural Networks at Initialization", §4.

import {
  type AtInitMethod,
  type AtInitOptions,
  atInit,
  pruneAtInit,
  runExperiment,
} from '../src/experiments/index.ts';
import {
  Adam,
  Batches,
  classBalanced,
  evaluate,
  flowGradients,
  hessianGradients,
  LotteryTicketPruner,
  lossGradients,
  Mask,
  type Module,
  mlp,
  Random,
  SupervisedTrainer,
  selectGlobal,
} from '../src/index.ts';
import { claim, heading, refusal } from './support/claim.ts';
import { smallDigits } from './support/digits.ts';
import { percent, table } from './support/pictures.ts';

// ── A score is an equation ──────────────────────────────────────────────────────────────────────────────────────────
// Lesson 7 trained for rounds to learn which weights matter. Can one tell before training, at one shot? SNIP needs g = ∂L/∂θ on
// one batch of 100 digits. GraSP also needs the Hessian H of L, on ten examples of each digit. H is never written out, because
// only the product H·g is needed.

const data = smallDigits();
const newModel = (random: Random) => mlp([196, 40, 10], { random, bias: false });
const model = newModel(new Random(1));
const batch = new Batches(data.train, 100, new Random(7).fork('examples')).at(0);
const θ = model.prunableWeights();
const g = lossGradients(model, batch);
const balanced = classBalanced(data.train, new Random(7).fork('examples'), 10);
const Hg = hessianGradients(model, balanced, { temperature: 200 });
const slope = flowGradients(model, 196); // ∂R/∂|θ|, R = 1ᵀ|W₂||W₁|1: the output for an input of ones, weights at |θ|

type Scores = Map<string, Float32Array>;
const score = (equation: (θ: number, i: number, name: string) => number): Scores =>
  new Map([...θ].map(([name, values]) => [name, values.map((value, i) => equation(value, i, name))]));
const scores = {
  snip: score((θ, i, name) => Math.abs(g.get(name)![i] * θ)), // how L changes as the weight is scaled
  grasp: score((θ, i, name) => θ * Hg.get(name)![i]), // how the gradient's length suffers if it goes
  synflow: score((θ, i, name) => Math.abs(θ) * slope.get(name)![i]), // how much flows through it, whatever the data
};

heading('Three scores');
const bits = (mask: Mask): string => [...mask.layers.values()].join();
const before = [...θ.values()].join();
function prune(method: AtInitMethod, sparsity = 0.95, options: Partial<AtInitOptions> = {}): Mask {
  const known = method === 'synflow' ? null : data.train; // SynFlow looks at no data
  return pruneAtInit(method, model, known, sparsity, { random: new Random(7), ...options });
}
const byHand = (of: Scores): string => bits(selectGlobal(of, Mask.dense(θ), 412)); // 5 % of 8,240
claim('SNIP is the line above: the same mask', byHand(scores.snip) === bits(prune('snip')));
claim('GraSP is the line above', byHand(scores.grasp) === bits(prune('grasp')));
claim('SynFlow, asked once, too', byHand(scores.synflow) === bits(prune('synflow', 0.95, { rounds: 1 })));
claim('and all this has trained nothing: every weight as before', [...θ.values()].join() === before);
const message = refusal(() => pruneAtInit('snip', model, null, 0.95, { random: new Random(7) }));
claim(`of the three only SynFlow can do without data ("${message}")`, message.includes('snip'));

// ── What SNIP promises ──────────────────────────────────────────────────────────────────────────────────────────────
// To first order, removing weight i changes the loss by −gᵢ·θᵢ. So remove it, and look: 50 of each kind, one at a time.

heading('What removing one weight does to the loss');
const examples = { ...data.train, inputs: batch.inputs, labels: batch.labels };
const { loss } = evaluate(model, examples);
const [w, promise] = [θ.get('fc2.weight')!, scores.snip.get('fc2.weight')!];
const ranked = [...w.keys()].sort((i, j) => promise[j] - promise[i]);
function change(i: number): number {
  const value = w[i];
  w[i] = 0;
  const without = evaluate(model, examples).loss;
  w[i] = value;
  return Math.abs(without - loss);
}
const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
const [most, least] = [ranked.slice(0, 50), ranked.slice(-50)];
const both = (indices: number[]) => [sum(indices.map((i) => promise[i])), sum(indices.map(change))];
const row = (name: string, indices: number[]) => [name, ...both(indices).map((total) => total.toFixed(4))];
const head = ['weights of fc2', 'promised Σ|g·θ|', 'happened Σ|ΔL|'];
console.log(table([head, row('50 of highest score', most), row('50 of lowest score', least)]));
claim('the highest matter 20 times as much as the lowest', both(most)[1] > 20 * both(least)[1]);

// ── What flows in flows out ─────────────────────────────────────────────────────────────────────────────────────────
// SynFlow's score of a weight is the sum, over all paths through it, of the products of |θ|. Every path passes each layer
// once, and each hidden unit's paths come in and go out. So, without biases: all layers add up to the same R, and each
// unit's incoming scores to its outgoing ones. In integers, where no sum is rounded:

heading('Conservation');
const tiny = mlp([2, 3, 2], { random: new Random(1), bias: false });
tiny.prunableWeights().get('fc1.weight')!.set([1, -2, 3, 0, -1, 4]);
tiny.prunableWeights().get('fc2.weight')!.set([2, -1, 3, -1, 2, 1]);
const flow = flowGradients(tiny, 2);
const [into, out] = [...tiny.prunableWeights()].map(([name, values]) =>
  values.map((v, i) => Math.abs(v) * flow.get(name)![i]),
);
const units = [0, 1, 2].map((u) => [`unit ${u + 1}`, into[2 * u], into[2 * u + 1], '=', out[u], out[3 + u]]);
console.log(table([['', 'in', 'in', '', 'out', 'out'], ...units, ['all', '', sum(into), '=', sum(out), '']]));
const balance = [0, 1, 2].map((u) => into[2 * u] + into[2 * u + 1] - (out[u] + out[3 + u]));
claim('each unit: in = out', balance.join() === '0,0,0');
claim('each layer: the same sum, exactly', sum(into) === sum(out));
const [first, second] = [...scores.synflow.values()].map(sum);
console.log(`digits: ${first.toFixed(4)} in 7,840 weights of fc1, ${second.toFixed(4)} in 400 of fc2`);
claim(
  'so for digits too, as near as fewer than 240 roundings of 2⁻²⁴ let it',
  Math.abs(first - second) <= 240 * 2 ** -24 * first,
);

// SNIP's products g·θ are conserved too, *with* their signs (Euler: the outputs of a ReLU layer scale as its weights do). Its
// |g·θ| are not, so no layer is promised anything.

const [signed1, signed2] = [...θ].map(([name, values]) => sum(values.map((v, i) => v * g.get(name)![i])));
claim('Σ g·θ of fc1 and of fc2 are equal, to rounding', Math.abs(signed1 - signed2) < 1e-4);

// ── Layer collapse ──────────────────────────────────────────────────────────────────────────────────────────────────
// One sum for all layers: so in a large layer the average score is small. Ask once, and that layer loses everything; no
// signal passes, and nothing can be learnt. Ask again after each little pruning, and what is left of the layer carries
// all of its sum: its scores rise until they are safe. Survivors in fc1 + fc2:

heading('Layer collapse');
const sparsities = [0.9, 0.98, 0.99, 0.995, 0.999];
const kinds: [string, AtInitMethod, Partial<AtInitOptions>][] = [
  ['magnitude |θ|', 'magnitude', {}],
  ['SNIP', 'snip', {}],
  ['GraSP', 'grasp', {}],
  ['SynFlow, once', 'synflow', { rounds: 1 }],
  ['SynFlow, 100 times', 'synflow', {}],
];
const masks = new Map(
  kinds.map(([name, method, how]) => [name, sparsities.map((s) => prune(method, s, how))]),
);
const left = (mask: Mask): number[] => [...mask.counts().values()].map(({ remaining }) => remaining);
console.log(
  table([
    ['sparsity', ...sparsities.map((sparsity) => percent(sparsity))],
    ...[...masks].map(([name, each]) => [name, ...each.map((mask) => left(mask).join(' + '))]),
  ]),
);
claim(
  'every method keeps exactly round(8,240 · (1 − s))',
  sparsities.every((s, i) => [...masks.values()].every((m) => m[i].remaining === Math.round(8240 * (1 - s)))),
);
const [, , , once, often] = [...masks.values()].map((each) => each.map(left));
const fc1 = once.map(([survivors]) => survivors);
claim('asked once, SynFlow loses all of fc1 from 98 % on', sum(fc1.slice(1)) === 0);
claim('asked 100 times, it never loses a layer', often.flat().every(Boolean));
const two = prune('synflow', 1 - 2 / 8240);
const [[enters], [leaves]] = [...two.layers.values()].map((layer) => [layer.indexOf(1)]);
claim(
  'even two weights are one in each layer, and meet in one unit',
  left(two).join() === '1,1' && Math.floor(enters / 196) === leaves % 40,
);

// ── Trained, and checked ────────────────────────────────────────────────────────────────────────────────────────────
// Each mask trained at 95 %; then the same number of weights in each layer at other places ("shuffle"), and the same places
// with new values ("reinit"). A method that chose *weights* should lose by both. Beside them: one round of lesson 7.

heading('Accuracy at 95 %, one seed');
const seed = new Random(1);
const newTrainer = (network: Module): SupervisedTrainer =>
  new SupervisedTrainer(network, data, {
    optimizer: new Adam(network.namedParameters(), { learningRate: 5e-3 }),
    ...{ batchSize: 60, iterations: 200, evaluateEvery: 50, random: seed.fork('data order') },
  });
const oneShot = newModel(seed.fork('initialisation'));
const search = newTrainer(oneShot);
await new LotteryTicketPruner({ targetSparsity: 0.95, pruningRounds: 1 }).findTicket(oneShot, search);
const trained = await search.train({ from: 0, to: 200 });
const [rows, counts] = [new Map<string, string[]>(), new Set<string>()];
const results = runExperiment(atInit, {
  seeds: [1],
  setup: () => ({ random: seed, data, makeModel: newModel, makeTrainer: newTrainer }),
  methods: ['snip', 'grasp', 'synflow', 'magnitude', 'random'],
  sparsities: [0.95],
  checks: ['shuffle', 'reinit'],
  dense: true,
});
for await (const { result } of results) {
  const { method, training, mask } = result;
  const accuracy = training ? percent(training.earlyStop.testAccuracy) : 'collapsed';
  rows.set(method, [...(rows.get(method) ?? []), accuracy]);
  counts.add(`${method} ${left(mask)}`);
}
rows.set('one round, trained first', [percent(trained.earlyStop.testAccuracy)]);
const cells = [...rows].map(([name, row]) => [name, ...row]);
console.log(table([['method', 'its mask', 'shuffle', 'reinit'], ...cells]));
claim('both checks keep each layer as sparse as the method had it', counts.size === 6);

// One seed proves nothing. With many, the paper finds these methods no worse by either check: what they choose is how many
// weights each layer gets, not which. And it finds all of them below magnitude after training.

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. `rounds: 5`, then 20. How often must SynFlow be asked at 99 %? And does it help SNIP to be asked often?
// 2. Several seeds at once, as in lesson 8. Which differences between the columns are larger than their deviation?
// 3. Double every weight of fc1 and halve every weight of fc2: the network says the same. Which masks change?
