// Lesson 10. The same answer from two threads.
//
// Afterwards you know where a product may be cut without changing a bit, how threads share one memory and hand out work
// with three numbers, why a thread that waits for another must be able to tell that it died, and when threads do not pay.
//
// In the paper: nothing; Frankle & Carbin 2019 need many trainings (§6: "iterative pruning is computationally intensive"),
// and leave making them fast to others. The rooms: src/parallel/, file by file below.
//
// Times are of your machine and differ from run to run, so nothing is claimed about them. Bits must not differ at all.

import {
  Adam,
  LotteryTicketPruner,
  mlp,
  normalize,
  Random,
  SupervisedTrainer,
  subset,
} from '../src/index.ts';
import { allocate, kernels } from '../src/kernels/index.ts';
import { loadMnist } from '../src/node.ts';
import { denseWork } from '../src/parallel/bands.ts';
import { CALLS } from '../src/parallel/compute.ts';
import { computeBands, LEFT, newControl } from '../src/parallel/control.ts';
import { ThreadsError, threadsInfo, useThreads } from '../src/parallel/index.ts';
import { SPLIT_AXES } from '../src/parallel/products.ts';
import { splitEvenly } from '../src/parallel/split-work.ts';
import { claim, heading } from './support/claim.ts';
import { evenly } from './support/digits.ts';
import { milliseconds, ms, sameBits, times } from './support/measure.ts';
import { table } from './support/pictures.ts';

const noise = new Random(1);
const numbers = (length: number): Float32Array => allocate(length).map(() => noise.uniform(-1, 1));

// ── Where to cut: bands ─────────────────────────────────────────────────────────────────────────────────────────────
// C = A·B: every element of C is a sum of its own. Lesson 9: a sum has one order, or it is another sum. So two threads may
// share the elements of C, and must not share a sum. Cut between rows, C is two products that never meet:

heading('Bands');
const [m, k, n] = [6, 500, 7];
const [a, b] = [numbers(m * k), numbers(k * n)];
const whole = new Float32Array(m * n);
kernels.matmulNN(whole, a, b, m, k, n);

const byRows = new Float32Array(m * n);
for (const [from, to] of [
  [3, 6],
  [0, 3],
]) {
  const band = byRows.subarray(from * n, to * n); // in any order
  kernels.matmulNN(band, a.subarray(from * k, to * k), b, to - from, k, n);
}
claim('two bands of rows, the second one first: the bits of the whole', sameBits(byRows, whole));

// Cut within the sum, the halves are right too, and so is their sum, but it is another number:
const half = (from: number): Float32Array => {
  const [left, part] = [new Float32Array((m * k) / 2), new Float32Array(m * n)];
  for (let i = 0; i < m; i++) left.set(a.subarray(i * k + from, i * k + from + k / 2), (i * k) / 2);
  kernels.matmulNN(part, left, b.subarray(from * n, (from + k / 2) * n), m, k / 2, n);
  return part;
};
const [low, high] = [half(0), half(k / 2)];
const differing = whole.filter((sum, i) => sum !== Math.fround(low[i] + high[i])).length;
console.log(`cut within the sum, ${differing} of ${m * n} elements come out otherwise`);
claim('cut within the sum, most differ', differing > (m * n) / 2);

// src/parallel/split-work.ts says where: parts of whole grains, for kernels work on 4 rows and 8 columns at a time.
console.log(`300 rows for 4 threads: ${splitEvenly(300, 4, 8).join(' │ ')}`);
claim('parts touch and cover everything', `${splitEvenly(300, 4, 8)}` === '0,80,160,240,300');

// src/parallel/bands.ts writes each band as the calls that compute it: which kernel, and on which addresses. A wide result is
// cut between columns, which are not next to each other in memory, so a band copies them together, and back.
const sizes = { matmulBytes: () => 0, sparseBytes: () => 0 };
const words = (rows: number, columns: number): string[] =>
  denseWork('matmulNN', [0, 0, 0], [rows, 64, columns], 2, sizes).bands.map((band) =>
    band.map(([number]) => CALLS[number]).join(', '),
  );
console.log(`high  ${words(64, 8)[0]}\nwide  ${words(8, 64)[0]}`);
claim('a band of rows is one call, a band of columns three', `${words(8, 64)[0]}`.split(', ').length === 3);

// ── Who computes what: three numbers ────────────────────────────────────────────────────────────────────────────────
// All threads see the same words (src/parallel/control.ts). One says how many bands are left. Whoever lowers it by one, in a
// step nobody can come between (compareExchange), has claimed that band. Nobody assigns anything: a thread that is late
// finds less left, and one that never comes is not missed.

heading('Claims');
const control = newControl();
const claimed: string[] = [];
Atomics.store(control, LEFT, 5);
computeBands(control, 0, (band) => {
  claimed.push(`caller ${band}`);
  if (band === 3) computeBands(control, 1, (other) => claimed.push(`worker ${other}`)); // it comes in between
});
console.log(claimed.join(', '));
claim(
  'each band has one owner, whoever is faster',
  `${claimed.map((text) => text.split(' ')[1])}` === '4,3,2,1,0' && Atomics.load(control, LEFT) === 0,
);

// ── The memory they share ───────────────────────────────────────────────────────────────────────────────────────────
// A worker (src/parallel/worker.ts) is 40 lines: link the same WebAssembly kernels to the same memory (compute.ts), claim and
// compute, then Atomics.wait: no processor time until the caller notifies. Nothing is sent back and forth, because the
// kernel heap is shared memory from the start; arrays that are not on it are copied there for a call.

heading('One memory');
const onHeap = allocate(4);
claim('what allocate gives lies in memory that threads share', onHeap.buffer instanceof SharedArrayBuffer);

// The caller (pool.ts) writes the bands, wakes the workers, claims bands like anyone else, and waits for those still busy.
// It hears of nothing while it waits, not even that a worker died. So it waits in slices of 50 ms and looks whether the
// worker's event loop still runs: if not, a WorkerLostError; from then on one thread computes.

heading('Two threads');
const size = 512;
const [left, right] = [numbers(size * size), numbers(size * size)];
const [alone, together] = [allocate(size * size), allocate(size * size)];
const aloneTime = milliseconds(() => kernels.matmulNT(alone, left, right, size, size, size));

const threads = await useThreads(2);
console.log(`${threadsInfo().threads} threads: ${threadsInfo().reason}`);
const refused = await useThreads(3).catch((error: unknown) => error);
claim('one pool at a time', refused instanceof ThreadsError);
const togetherTime = milliseconds(() => kernels.matmulNT(together, left, right, size, size, size));
claim(`${size}³ from two threads, bit for bit`, sameBits(together, alone));

// ── When it pays ────────────────────────────────────────────────────────────────────────────────────────────────────
// Handing out bands takes microseconds, but a sleeping worker wakes late, and each band packs its operands anew. Small products
// therefore stay with the caller (CUT_OVER in products.ts); benchmarks/README.md has the table.

const small = 128;
console.log(
  table([
    ['here and now', 'one thread', 'two', 'speed-up'],
    [`${size}³`, ms(aloneTime), ms(togetherTime), times(aloneTime, togetherTime)],
  ]),
);
claim(
  `${small}³ stays with the caller, ${size}³ does not`,
  small ** 3 < SPLIT_AXES.dense && size ** 3 > SPLIT_AXES.dense,
);

// Top-k (top-k.ts): a pruner ranks all weights together. Each thread counts how often each leading half of the bits occurs in
// its own part; the counts are added, the k-th score's bucket is found from the sum, and each thread marks its part.

const scores = Float32Array.from({ length: SPLIT_AXES.topK }, () => Math.round(noise.uniform(0, 1000)) / 8);
const kept = kernels.topK(scores, 500_000);
const ranked = Uint32Array.from(scores, (_, i) => i).sort((i, j) => scores[j] - scores[i] || i - j);
claim(
  'a million scores full of ties: exactly the 500,000 that sorting gives',
  ranked.subarray(0, 500_000).every((i) => kept[i] === 1) &&
    kept.filter((bit) => bit === 1).length === 500_000,
);
await threads.close();

// ── One seed, one digest ────────────────────────────────────────────────────────────────────────────────────────────
// A whole search, batches of 200, with one, two and three threads.

heading('One seed, one digest');
const mnist = loadMnist({ seed: 1 });
const data = normalize({
  train: subset(mnist.train, evenly(55_000, 1000)),
  validation: subset(mnist.validation, evenly(5000, 100)),
  test: subset(mnist.test, evenly(10_000, 100)),
});
async function digest(count: number): Promise<string> {
  const threads = await useThreads(count);
  const network = mlp([784, 300, 10], { random: new Random(1) });
  const trainer = new SupervisedTrainer(network, data, {
    optimizer: new Adam(network.namedParameters(), { learningRate: 1.2e-3 }),
    batchSize: 200,
    iterations: 10,
    random: new Random(2),
  });
  const pruner = new LotteryTicketPruner({ targetSparsity: 0.8, pruningRounds: 1 });
  const found = await (await pruner.findTicket(network, trainer)).digest();
  console.log(`${count} ${count === 1 ? 'thread ' : 'threads'}  ${found.slice(0, 32)}…`);
  await threads.close();
  return found;
}
const found = [await digest(1), await digest(2), await digest(3)];
claim('one seed, one ticket, whoever computed it', new Set(found).size === 1);
claim('every thread is home again', threadsInfo().threads === 1);

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. In `byRows`, let one band begin a row too early. Which claim fails, and what would two threads at once make of it?
// 2. Set CUT_OVER.dense to 0 in src/parallel/products.ts and time 64³ with one and two threads. What is the price?
