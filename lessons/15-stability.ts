// Lesson 15. Stability and connectivity: why scale needs late rewinding.
//
// Afterwards you know how to ask whether two trained networks lie in the same valley, what the error barrier between them is,
// why distance alone does not answer, and why a ticket for a larger network is rewound to W_k and not to W₀.
//
// In the paper: Frankle et al. 2019, "Stabilizing the Lottery Ticket Hypothesis", §3 (distances); Frankle et al. 2020, "Linear
// Mode Connectivity and the Lottery Ticket Hypothesis" (the straight path, and what it has to do with tickets).

import {
  errorAlongPath,
  errorBarrier,
  type PathPoint,
  runExperiment,
  STABLE_BELOW,
  type Stability,
  stability,
  weightDistance,
} from '../src/experiments/index.ts';
import {
  Adam,
  evaluate,
  Mask,
  type Module,
  mlp,
  Random,
  type State,
  SupervisedTrainer,
  subset,
} from '../src/index.ts';
import { claim, heading } from './support/claim.ts';
import { evenly, smallDigits } from './support/digits.ts';
import { numbers, percent, sparkline, table } from './support/pictures.ts';

// ── Two orders of the same data ─────────────────────────────────────────────────────────────────────────────────────
// Start from one W₀, twice, and shuffle the data differently: all that differs is the noise of SGD. Where do the two end?

const [data, T] = [smallDigits(), 120];
type Shape = { sizes: number[]; learningRate: number };
const small: Shape = { sizes: [196, 40, 10], learningRate: 5e-3 };
const newTrainer = (model: Module, order: Random, learningRate: number) =>
  new SupervisedTrainer(model, data, {
    optimizer: new Adam(model.namedParameters(), { learningRate }),
    ...{ batchSize: 60, iterations: T, evaluateEvery: T, random: order },
  });
const seed = new Random(1); // here one seed; further down three, which is still few
async function trained({ sizes, learningRate }: Shape, order: string): Promise<State> {
  const model = mlp(sizes, { random: seed.fork('initialisation') });
  await newTrainer(model, seed.fork(order), learningRate).train({ from: 0, to: T });
  return model.state();
}

heading('Two orders');
const one = await trained(small, 'first');
const other = await trained(small, 'second');
const again = await trained(small, 'first');
const workspace = mlp(small.sizes, { random: seed.fork('initialisation') });
const all = Mask.dense(workspace.prunableWeights());
const distance = (a: State, b: State): number => weightDistance(a, b, all); // ‖a − b‖₂ over all weights
const [traveled, apart] = [distance(workspace.state(), one), distance(one, other)];
console.log(`‖first − W₀‖ = ${traveled.toFixed(2)}   ‖first − second‖ = ${apart.toFixed(2)}`);
claim('the same order again: the same network, at distance 0', distance(one, again) === 0);
claim(
  'another order: another network, as far from here as we from there',
  apart > 0 && apart === distance(other, one),
);

// ── The straight path ───────────────────────────────────────────────────────────────────────────────────────────────
// Walk from one to the other: θ(α) = (1 − α)·θ₁ + α·θ₂, and measure the error on the way. The barrier is the largest error
// minus the mean of the two ends. Below two points they count as one valley: "linearly connected", and training as stable.

heading('The straight path');
const walk = (model: Module, a: State, b: State) => errorAlongPath(model, a, b, data.test, 11);
const hill = (path: readonly PathPoint[]): string =>
  sparkline(
    path.map(({ error }) => error),
    11,
    [0, 0.6],
  );
const show = (name: string, path: readonly PathPoint[]) => [
  name,
  hill(path),
  ...[path[0].error, errorBarrier(path)].map((error) => percent(error)),
];
const between = walk(workspace, one, other);
const HEAD = ['from … to', 'error 0 … 60 %', 'at the start', 'barrier'];
workspace.load(one);
claim(
  'at α = 0 the path is the first network itself',
  between[0].error === 1 - evaluate(workspace, data.test).accuracy,
);
const back = walk(workspace, other, one);
const errors = (path: readonly PathPoint[]): string => path.map(({ error }) => error).join();
claim('and the way back is the way there: the same errors', errors(back.reverse()) === errors(between));

// Does a barrier mean that the two do different things? No. Take the first network, and renumber its hidden units: each keeps
// all its weights, so the function is the same. Yet the straight path leads through nonsense.

const renumbering = seed.fork('renumbered').permutation(40);
const renumbered = new Map(
  [...one].map(([name, values]) => [name, values.map((_, i) => values[from(name, i)])]),
);
function from(name: string, i: number): number {
  if (name === 'fc1.weight') return renumbering[Math.floor(i / 196)] * 196 + (i % 196);
  if (name === 'fc1.bias') return renumbering[i];
  return name === 'fc2.weight' ? Math.floor(i / 40) * 40 + renumbering[i % 40] : i;
}
const nonsense = walk(workspace, one, renumbered);
console.log(table([HEAD, show('first … second', between), show('first … renumbered', nonsense)]));
console.log(`‖first − renumbered‖ = ${distance(one, renumbered).toFixed(2)}`);
claim(
  'renumbered, it says the same, but for rounding',
  Math.abs(nonsense[0].loss - nonsense[10].loss) < 1e-5,
);
claim('and yet there is a barrier of more than 10 points', errorBarrier(nonsense) > 0.1);

// Hidden units are what makes valleys. Without any, cross-entropy is convex in the weights, and no path can rise above
// the straight line between the losses at its ends:

const flat: Shape = { sizes: [196, 10], learningRate: 5e-3 };
const ends = [await trained(flat, 'first'), await trained(flat, 'second')];
const valley = walk(mlp(flat.sizes, { random: seed }), ends[0], ends[1]);
const chord = (α: number): number => (1 - α) * valley[0].loss + α * valley[10].loss;
const above = valley.map(({ alpha, loss }) => loss - chord(alpha));
const thousandths = above.map((x) => 1000 * x);
console.log(`loss less chord, in thousandths:  ${numbers(thousandths, 1)}`);
claim('no hidden layer, no barrier: nowhere is the loss above the chord', Math.max(...above) < 1e-6);

// ── Scale ───────────────────────────────────────────────────────────────────────────────────────────────────────────
// Now let the two copies share the first k updates and part then. A small network that learns gently, and a deeper one that
// learns four times as fast: the smallest stand-in for "scale" that a lesson can afford. For the deeper one also: its ticket
// (one round to 80 %, rewound to W_k), and a random mask of the same counts.

heading('Parted at k, three seeds');
const deep: Shape = { sizes: [196, 40, 40, 40, 10], learningRate: 2e-2 };
const examples = subset(data.test, evenly(2000, 1000));
async function parted({ sizes, learningRate }: Shape, n: number, withTicket: boolean) {
  const found = new Map<string, Stability>();
  const random = new Random(n);
  const results = runExperiment(stability, {
    ...{ seeds: [n], at: [0, 10], points: 11, examples: () => examples },
    search: withTicket ? { targetSparsity: 0.8, pruningRounds: 1 } : null,
    setup: () => ({
      ...{ random, data },
      makeModel: (stream) => mlp(sizes, { random: stream }),
      makeTrainer: (model, { order = random } = {}) => newTrainer(model, order, learningRate),
    }),
  });
  for await (const { result } of results)
    if (result.kind === 'stability') found.set(`${result.subject}, k = ${result.at}`, result);
  return found;
}
const [small3, deep3]: Map<string, Stability>[][] = [[], []];
for (const n of [1, 2, 3]) {
  small3.push(await parted(small, n, false));
  deep3.push(await parted(deep, n, true));
}
const rows = ([first, ...rest]: Map<string, Stability>[], network: string) =>
  [...first.keys()].map((name) => {
    const seeds = [first, ...rest].map((run) => run.get(name)!);
    const [points, far] = [seeds.map((s) => 100 * s.barrier), seeds.map((s) => s.orderDistance)];
    return [`${network}, ${name}`, hill(seeds[0].path), numbers(points, 1), numbers(far, 1)];
  });
console.log(
  table([
    ['', 'error, seed 1', 'barrier, points', 'distance'],
    ...rows(small3, 'small'),
    ...rows(deep3, 'deeper'),
  ]),
);
const barriers = (runs: Map<string, Stability>[], name: string) => runs.map((run) => run.get(name)!.barrier);
const distances = (name: string) => deep3.map((run) => run.get(name)!.orderDistance);
claim('the small network is stable from W₀ on', Math.max(...barriers(small3, 'dense, k = 0')) < STABLE_BELOW);
claim('the deeper one is not', Math.min(...barriers(deep3, 'dense, k = 0')) > STABLE_BELOW);
const [early, late] = [barriers(deep3, 'dense, k = 0'), barriers(deep3, 'dense, k = 10')];
claim('10 updates later not a third of its barrier is left', Math.max(...late) < Math.min(...early) / 3);
const nearer = (one: string, other: string): boolean => {
  const [near, far] = [distances(one), distances(other)];
  return near.every((d, i) => d < far[i]);
};
claim('who parts later ends nearer', nearer('dense, k = 10', 'dense, k = 0'));
claim('the ticket ends nearer than a random mask', nearer('ticket, k = 0', 'random mask, k = 0'));

// What has this to do with rewinding? A mask is found at the end of one training. Rewound to where trainings are still
// unstable, the survivors may roll into another valley than the one the mask was cut for; from a k where they are stable, any
// order ends in the same one. In the paper, for large networks, tickets match exactly from such a k on, and those rewound to W₀
// are no better than random masks. For LeNet on MNIST k = 0 will do, and so the first paper could rewind to W₀.
//
// Here the deeper network is unstable at W₀, but its ticket is not: it is still too small to need a later k. Three seeds of 120
// updates prove no more than that; `winning-ticket connectivity` measures the real thing.

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. at: [0, 2, 5, 10, 40, 80]. From which k on is the deeper network stable? Is it a sharp change or a slow one?
// 2. learningRate 5e-3, then 5e-2, for the deeper network. Then batches of 20, then of 500. What makes a training unstable?
// 3. Sparsity 0.95 in two rounds. Is the ticket from W₀ still stable, and does the one from W_k read more digits?
