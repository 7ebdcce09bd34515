// Lesson 9. Fast and the same bits.
//
// Afterwards you know why the order of additions matters, how four sums can run side by side without changing one of
// them, why zeros may be left out, and how a pruned network trains in a fraction of the time, with the same bits.
//
// In the paper: Frankle & Carbin 2019, §6, Limitations and Future Work, leave speed aside: their networks are pruned weight
// by weight, and hardware does not reward that by itself. That additions do not associate: Goldberg 1991, "What Every
// Computer Scientist Should Know About Floating-Point Arithmetic".
//
// Times are of your machine and differ from run to run, so nothing is claimed about them. Bits must not differ at all.

import {
  Adam,
  Batches,
  KernelsError,
  type KernelsName,
  kernelsInfo,
  LotteryTicketPruner,
  Mask,
  mlp,
  normalize,
  Parameter,
  Random,
  type Sequential,
  SPARSE_DENSITY,
  SupervisedTrainer,
  selectGlobal,
  subset,
  tensor,
  trainStep,
  useKernels,
  useSparseBelow,
} from '../src/index.ts';
import { kernels } from '../src/kernels/index.ts';
import { loadMnist } from '../src/node.ts';
import { claim, heading } from './support/claim.ts';
import { evenly } from './support/digits.ts';
import { milliseconds, ms, sameBits, times } from './support/measure.ts';
import { percent, table } from './support/pictures.ts';

const { fround } = Math; // rounds to binary32

// ── The order matters ───────────────────────────────────────────────────────────────────────────────────────────────
// Every addition rounds to the nearest binary32 number. Above 2²⁴, binary32 has only even numbers. Adding 1 twice
// therefore has no effect, while adding 2 once does:   (a + b) + c ≠ a + (b + c)

heading('The order matters');
const [a, b, c] = [2 ** 24, 1, 1];
const [left, right] = [fround(fround(a + b) + c), fround(a + fround(b + c))];
console.log(`(a + b) + c = ${left}\na + (b + c) = ${right}`);
claim('two orders, two sums', left === 16_777_216 && right === 16_777_218);

// A network computes sums all the time. These are the 784 products whose sum is one output of the paper's first layer for
// one digit:

const mnist = loadMnist({ seed: 1 });
const data = normalize({
  train: subset(mnist.train, evenly(55_000, 1500)),
  validation: subset(mnist.validation, evenly(5000, 200)),
  test: subset(mnist.test, evenly(10_000, 200)),
});
const batches = new Batches(data.train, 60, new Random(2));
const digits = batches.at(0).inputs.values(); // x [60, 784]
const lenet = (): Sequential => mlp([784, 300, 100, 10], { random: new Random(1) });
const [w1, w2] = [...lenet().prunableWeights().values()]; // W₁ [300, 784], W₂ [100, 300]

const plainSum = (terms: Float32Array): number => terms.reduce((s, term) => fround(s + term), 0);
function laneSum(terms: Float32Array): number {
  const lanes = new Float32Array(4); // every fourth term each
  terms.forEach((term, p) => {
    lanes[p % 4] += term;
  });
  return fround(fround(lanes[0] + lanes[1]) + fround(lanes[2] + lanes[3]));
}
const terms = digits.slice(0, 784).map((pixel, p) => pixel * w1[p]);
const sums = [plainSum(terms), plainSum(terms.toReversed()), laneSum(terms)];
console.log(`forwards     ${sums[0]}\nbackwards    ${sums[1]}\nin 4 parts   ${sums[2]}`);
claim('the same 784 numbers, three orders, three sums', new Set(sums).size === 3);

// None of the three results is wrong. But a seed always gives the same ticket only if every implementation uses the same
// order. Therefore the definition of a kernel includes the order of its sums.

// ── Long sums ───────────────────────────────────────────────────────────────────────────────────────────────────────
// Some orders are also more accurate. When one term after another is added to a large total, most digits of each small term
// are lost. The library therefore splits sums of more than 1024 terms into blocks of 64, and adds the block sums in pairs:
// ((b₀ + b₁) + (b₂ + b₃)) + …, so that the numbers being added have about the same size (src/kernels/reference/blocks.ts).
// The other sums in this lesson are shorter.

heading('Long sums');
const tenths = new Float32Array(1_000_000).fill(0.1);
const exactSum = 1_000_000 * fround(0.1);
const [inSequence, inBlocks] = [plainSum(tenths), kernels.sum(tenths)].map((s) => Math.abs(s / exactSum - 1));
console.log(`a million times 0.1: relative error ${inSequence.toExponential(1)} in sequence`);
console.log(`                     relative error ${inBlocks.toExponential(1)} in blocks`);
claim(
  'blocks reduce the error of a long sum from almost 1 % to less than 1e-6',
  inSequence > 5e-3 && inBlocks < 1e-6,
);

// ── The plain loop ──────────────────────────────────────────────────────────────────────────────────────────────────
// A layer is Y = X·Wᵀ. X [m, k] examples, W [n, k] weights, Y [m, n]. Each element is summed over k in increasing order.

heading('The plain loop, and four lanes');
function plain(y: Float32Array, x: Float32Array, w: Float32Array, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let s = 0;
      for (let p = 0; p < k; p++) s = fround(s + fround(x[i * k + p] * w[j * k + p]));
      y[i * n + j] = s;
    }
  }
}

// The library has two implementations of every kernel: `reference`, with plain loops like this one
// (src/kernels/reference/), and `simd`, in which one instruction multiplies or adds four numbers (src/kernels/simd/).
// `kernels` is the set in use.

const atStart = kernelsInfo();
console.log(`in use: ${atStart.name} (${atStart.reason})`);
const sets: KernelsName[] = ['reference'];
try {
  useKernels('simd');
  sets.push('simd');
} catch (error) {
  if (!(error instanceof KernelsError)) throw error;
  console.log(`${error.message}\nso this run goes on with the plain loops alone`);
}
const fastest = sets.at(-1)!;

// Which four numbers? Not four terms of one sum: that would be "in 4 parts" above, which is a different sum. They are four
// *columns* of Y. Each column has its own sum, which still adds its terms one by one:
//     plain   y₀ += x·w₀    y₁ += x·w₁    y₂ += x·w₂    y₃ += x·w₃
//     SIMD    [y₀ y₁ y₂ y₃] += [x x x x] · [w₀ w₁ w₂ w₃]                 one multiplication, one addition
// Each column of Y is computed from its own row of W only, so computing four of them at once cannot change any result. (A fused
// multiply-add would change results: it rounds once where the rule rounds twice.)

const forward = new Float32Array(60 * 300);
const plainTime = milliseconds(() => plain(forward, digits, w1, 60, 784, 300));
const rows = [['the plain loop', ms(plainTime), times(plainTime, plainTime)]];
const forwards = sets.map((name) => {
  useKernels(name);
  const y = new Float32Array(60 * 300);
  const time = milliseconds(() => kernels.matmulNT(y, digits, w1, 60, 784, 300));
  rows.push([name, ms(time), times(plainTime, time)]);
  return y;
});
console.log(table([['60×784 · 784×300, here and now', 'time', 'speed-up'], ...rows]));
claim(
  `${sets.join(' and ')}: the plain loop's ${forward.length} sums, bit for bit`,
  forwards.every((y) => sameBits(y, forward)),
);

// ── Lanes along the batch ───────────────────────────────────────────────────────────────────────────────────────────
// The weight gradient dW = dYᵀ·X is a sum over the examples. A sparse network needs only single elements of it, which have no
// neighbors to compute at the same time, so SIMD has to add four terms of one sum at once. Therefore the rule here *is* "in 4
// parts", for every kernel: example p is added to lane p mod 4, and the total is (lane₀ + lane₁) + (lane₂ + lane₃).

heading('Lanes along the batch');
const noise = new Random(3);
const dy = Float32Array.from({ length: 60 * 300 }, () => noise.normal(0, 1)); // dY [60, 300], made up
const gradients = sets.map((name) => {
  useKernels(name);
  const dw = new Float32Array(300 * 784);
  kernels.matmulTN(dw, dy, digits, 300, 60, 784);
  return dw;
});
const products = (i: number, j: number): Float32Array =>
  Float32Array.from({ length: 60 }, (_, p) => dy[p * 300 + i] * digits[p * 784 + j]);
const firstRows = (sum: (terms: Float32Array) => number): Float32Array =>
  Float32Array.from({ length: 10 * 784 }, (_, e) => sum(products(Math.floor(e / 784), e % 784)));
const [inLanes, inOrder] = [firstRows(laneSum), firstRows(plainSum)];
const differing = inOrder.filter((value, e) => value !== inLanes[e]).length;
console.log(`of ${inOrder.length} sums over 60 examples, ${differing} come out otherwise one by one`);
claim('that is most of them', differing > inOrder.length / 2);
claim(
  'four partial sums by hand are matmulTN, bit for bit',
  gradients.every((dw) => sameBits(dw.subarray(0, inLanes.length), inLanes)),
);
claim('and all of its 235,200 sums are alike in every set', sameBits(gradients[0], gradients.at(-1)!));

// ── Leaving out zeros ───────────────────────────────────────────────────────────────────────────────────────────────
// After a ReLU, about half of the numbers are 0. Their products are ±0, and adding ±0 to a number other than zero changes
// nothing. Added to a zero, it can change the sign: −0 + 0 is +0. But a sum that starts at +0 is never −0, because x + (−x)
// is +0 too. So leaving out the zeros gives the same bits. (This holds for finite numbers only: 0 · ∞ is NaN.)

heading('Leaving out zeros');
const [plus, minus] = [0, -0];
claim(
  '+0 + −0 is +0: adding a zero to a sum that starts at +0 changes nothing',
  Object.is(plus + minus, plus),
);
claim('a sum that started at −0 would change', Object.is(minus + plus, plus) && !Object.is(minus, plus));

/** The plain loop without the terms in which x is 0: it first lists the positions of the others, for all columns of Y. */
function skipping(y: Float32Array, x: Float32Array, w: Float32Array, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i++) {
    const nonzero: number[] = [];
    for (let p = 0; p < k; p++) if (x[i * k + p] !== 0) nonzero.push(p);
    for (let j = 0; j < n; j++) {
      let s = 0;
      for (const p of nonzero) s = fround(s + fround(x[i * k + p] * w[j * k + p]));
      y[i * n + j] = s;
    }
  }
}
const hidden = forward.map((value) => Math.max(value, 0)); // H = relu(Y) [60, 300]
const zeros = hidden.filter((value) => value === 0).length;
const [every, skipped] = [new Float32Array(60 * 100), new Float32Array(60 * 100)];
const everyTime = milliseconds(() => plain(every, hidden, w2, 60, 300, 100));
const skippedTime = milliseconds(() => skipping(skipped, hidden, w2, 60, 300, 100));
claim(
  `leaving out the ${percent(zeros / hidden.length, 0)} of the terms that are 0 changes no bit`,
  zeros > hidden.length / 3 && sameBits(skipped, every),
);
console.log(`${ms(everyTime)} with every term, ${ms(skippedTime)} without zeros`);

// The kernels of `reference` add every term, because they are written to be read. Those of `simd` skip zeros when more than
// half of an operand is 0 (src/kernels/simd/matmul.ts).

// ── Leaving out weights ─────────────────────────────────────────────────────────────────────────────────────────────
// A pruned weight is +0 in every batch, so it need not even be looked at. A pattern lists the survivors, row by row. Which
// masks get one is said by density: `useSparseBelow(1)` all, `useSparseBelow(0)` none.

heading('Leaving out weights');
useSparseBelow(1);
const little = new Parameter(tensor([5, 6, 7, 8, 9, 10, 11, 12], [2, 4]));
little.prune(Uint8Array.from([0, 1, 0, 1, 1, 0, 0, 0]));
const { rowStart, column } = little.pattern!;
console.log(`2×4 weights  ${little.data.slice(0, 4).join(' ')} │ ${little.data.slice(4).join(' ')}`);
console.log(`column       ${[...column].join(' ')}\nrowStart     ${[...rowStart].join(' ')}`);
claim('row 0 keeps columns 1 and 3, row 1 keeps column 0', `${column} ${rowStart}` === '1,3,0 0,2,3');

/** Keeps the largest weights of all layers together. */
function prune(network: Sequential, density: number): void {
  const weights = network.prunableWeights();
  const magnitudes = new Map([...weights].map(([name, w]) => [name, w.map(Math.abs)] as const));
  const dense = Mask.dense(weights);
  network.setMask(selectGlobal(magnitudes, dense, Math.round(density * dense.total)).layers);
}
const pruned = lenet();
prune(pruned, 0.1);
const layer = pruned.namedParameters().get('fc1.weight')!;
const kept = layer.pattern!;
const [whole, fromSurvivors] = [new Float32Array(60 * 300), new Float32Array(60 * 300)];
plain(whole, digits, layer.data, 60, 784, 300);
for (let i = 0; i < 60; i++) {
  for (let j = 0; j < 300; j++) {
    let s = 0;
    for (let e = kept.rowStart[j]; e < kept.rowStart[j + 1]; e++) {
      s = fround(s + fround(digits[i * 784 + kept.column[e]] * layer.data[kept.positions[e]]));
    }
    fromSurvivors[i * 300 + j] = s;
  }
}
console.log(`${kept.positions.length} of ${layer.data.length} weights of the first layer survive`);
claim('the plain loop over survivors alone gives the same bits', sameBits(fromSurvivors, whole));

// In a training step everything is done so: Y from the survivors, their gradients only, their share of Adam's memory only.

const steps = Array.from({ length: 14 }, (_, i) => batches.at(i));
/** Fourteen steps of training: the time of one, and every weight and every number Adam remembers after the last. */
function train(name: KernelsName, sparseBelow: number, density: number) {
  useKernels(name);
  useSparseBelow(sparseBelow);
  const network = lenet();
  prune(network, density);
  const optimizer = new Adam(network.namedParameters(), { learningRate: 1.2e-3 });
  const time = milliseconds((i) => trainStep(network, optimizer, steps[i]));
  return { time, numbers: [...network.state().values(), ...Object.values(optimizer.state().slots)] };
}
const runs = [1, 0.3, 0.1].map((density) => ({
  density,
  whole: sets.map((name) => train(name, 0, density)),
  survivors: train(fastest, 1, density),
}));
console.log(
  table([
    ['one step, here and now', ...sets, `${fastest}, survivors`, 'speed-up'],
    ...runs.map(({ density, whole, survivors }) => [
      `${percent(density, 0)} of the weights`,
      ...[...whole, survivors].map(({ time }) => ms(time)),
      times(whole[0].time, survivors.time),
    ]),
  ]),
);
claim(
  'survivors alone: every weight, and all that Adam remembers, as from the whole in every set, bit for bit',
  runs.every(({ whole, survivors }) =>
    whole.every(({ numbers }) => numbers.every((part, i) => sameBits(part, survivors.numbers[i]))),
  ),
);

// Looking up where a survivor is costs time, so a nearly dense layer is faster whole. The library changes over at a
// density that was measured, with SIMD (benchmarks/README.md). It may: whichever way is taken, no bit depends on it.

console.log(`by default, survivors alone from ${percent(SPARSE_DENSITY, 0)} down`);

// ── One seed, one digest ────────────────────────────────────────────────────────────────────────────────────────────
// A whole search (lesson 7), each way. Every bit of every step must agree for the tickets to agree.

heading('One seed, one digest');
async function digest(name: KernelsName, sparseBelow: number): Promise<string> {
  useKernels(name);
  useSparseBelow(sparseBelow);
  const network = mlp([784, 100, 10], { random: new Random(1) });
  const trainer = new SupervisedTrainer(network, data, {
    optimizer: new Adam(network.namedParameters(), { learningRate: 1.2e-3 }),
    batchSize: 60,
    iterations: 10,
    random: new Random(2),
  });
  const pruner = new LotteryTicketPruner({ targetSparsity: 0.9, pruningRounds: 2 });
  const found = await (await pruner.findTicket(network, trainer)).digest();
  console.log(`${name.padEnd(9)}  ${sparseBelow === 0 ? 'whole    ' : 'survivors'}  ${found.slice(0, 32)}…`);
  return found;
}
const found: string[] = [];
for (const name of sets) for (const sparseBelow of [0, 1]) found.push(await digest(name, sparseBelow));
claim('one seed, one ticket, whatever computed it', new Set(found).size === 1);

useKernels(atStart.name);
useSparseBelow(SPARSE_DENSITY);

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. In `plain`, let p run downwards. Which claim fails first? Which order would `reference` have to take to agree again?
// 2. Write `plain` with four sums s0 … s3 for columns j … j + 3. Same bits? How much of the SIMD speed-up is that alone?
// 3. Add densities 0.2 and 0.4 to the steps. Below which density is the sparse step faster on your machine? And with
// batches of 4?
