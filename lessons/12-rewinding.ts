// Lesson 12. Rewinding: W₀, W_k, the learning rate, or nothing.
//
// Afterwards you know the five things that can be done with survivors after pruning, which of a run's three memories each
// of them turns back (weights, learning-rate clock, optimizer), and why only comparisons that turn back one at a time tell
// which of them mattered.
//
// In the paper: Renda et al. 2020, "Comparing Rewinding and Fine-tuning", §2. W₀: Frankle & Carbin 2019. W_k: Frankle et
// al. 2019, "Stabilizing the Lottery Ticket Hypothesis".

import { type GridCell, rewindGrid, rewindGridExperiment, runExperiment } from '../src/experiments/index.ts';
import {
  Adam,
  LotteryTicketPruner,
  type Module,
  mlp,
  Random,
  RewindStrategy,
  SupervisedTrainer,
  step,
} from '../src/index.ts';
import { claim, heading } from './support/claim.ts';
import { smallDigits } from './support/digits.ts';
import { sameBits } from './support/measure.ts';
import { bar, numbers, percent, sparkline, table } from './support/pictures.ts';

// ── The clock ───────────────────────────────────────────────────────────────────────────────────────────────────────
// Most learning rates fall as training goes on. The clock says how far along it is: an iteration t in, a rate out. Here it
// is 5e-3 for the first 80 of T = 120 iterations and a tenth of that for the last 40. "Rewinding the clock" is no more
// than calling the same function with a smaller t again.

const [T, k] = [120, 12]; // k: where to rewind to, a tenth of the way
const schedule = step(5e-3, [80], 0.1);
const rates = Array.from({ length: T }, (_, t) => schedule(t));

heading('The clock');
console.log(`learning rate, t = 0 … ${T}:  ${sparkline(rates, 50, [0, rates[0]])}`);
claim('the rate falls once, at t = 80', rates[79] === rates[0] && rates[80] === schedule(T - 1));

// ── One training, and what it passes through ────────────────────────────────────────────────────────────────────────
// Lesson 7's digits and network. A run is stopped at k, copied, and goes on to T: W₀, W_k, W_T are three places on one road.

const data = smallDigits();
const newModel = (random: Random) => mlp([196, 40, 10], { random });
function newTrainer(model: Module, random: Random, used: number[] = []): SupervisedTrainer {
  const optimizer = new Adam(model.namedParameters(), { learningRate: rates[0] });
  return new SupervisedTrainer(model, data, {
    ...{ optimizer, schedule, batchSize: 60, iterations: T, evaluateEvery: 40, random },
    onUpdate: () => used.push(optimizer.learningRate), // the learning rate of each update
  });
}
const seed = new Random(1); // one seed for everything here; further down there are three
function newRun() {
  const [model, used] = [newModel(seed.fork('initialisation')), [] as number[]];
  return { model, trainer: newTrainer(model, seed.fork('data order'), used), used };
}
type State = ReadonlyMap<string, Float32Array>;
const same = (one: State, other: State): boolean =>
  [...one].every(([name, values]) => sameBits(values, other.get(name)!));

heading('One training');
const { model, trainer, used } = newRun();
const W0 = model.state();
await trainer.train({ from: 0, to: k });
const Wk = model.state();
await trainer.train({ from: k, to: T });
const WT = model.state();
const some = [2053, 2054, 2055].map((i) => [
  `fc1.weight[${i}]`,
  ...[W0, Wk, WT].map((W) => W.get('fc1.weight')![i].toFixed(4)),
]);
console.log(table([['three weights', 'W₀', 'W_k', 'W_T'], ...some]));
claim('its updates used exactly the rates of the schedule', used.join() === rates.join());
const whole = newRun();
await whole.trainer.train({ from: 0, to: T });
claim('stopping at k and going on is the same as not stopping: the same bits', same(whole.model.state(), WT));

// ── The grid ────────────────────────────────────────────────────────────────────────────────────────────────────────
// Two things can go back, each or not: survivors' weights (to W_k), and the clock (to k). That makes four; a fifth throws
// the weights away and keeps only the mask. Optimizer memory, Adam's averages, goes with the weights.
//
//                    clock k … T                clock stays at T: the last learning rate
//   weights W_T      learning-rate rewinding    fine-tuning
//   weights W_k      weight rewinding           control
//   new weights      – (clock 0 … T: reinitialised)
//
// All but the last train T − k updates more. Now run each: train, prune 80 % by magnitude, rewind; then look at what there
// is, bit by bit, before training on.

heading('What goes back');
const grid = rewindGrid(k, T);
const reinitialize = (round: number) => {
  const fresh = newModel(seed.fork(`reinitialisation of round ${round}`));
  return { weights: fresh.prunableWeights(), others: fresh.otherWeights() };
};
async function rewound(cell: string, rewindStrategy: RewindStrategy) {
  const { model, trainer, used } = newRun();
  const pruner = new LotteryTicketPruner({
    targetSparsity: 0.8,
    pruningRounds: 1,
    rewindStrategy,
    reinitialize,
  });
  const { from, to } = pruner.plan(model, trainer).rewind;
  const ticket = await pruner.findTicket(model, trainer); // the network is now rewound, and masked
  const { steps } = trainer.state();
  const isAt = (W: State): boolean => {
    const survivors = new Map([...ticket.mask.layers.keys()].map((name) => [name, W.get(name)!.slice()]));
    ticket.mask.apply(survivors);
    return same(survivors, model.prunableWeights());
  };
  const places = { 'W₀': W0, W_k: Wk, W_T: WT, new: reinitialize(1).weights };
  const startsAt = Object.entries(places).find(([, W]) => isAt(W))?.[0] ?? 'nowhere';
  await trainer.train({ from, to });
  const mask = [...ticket.mask.layers.values()].join();
  return { cell, mask, from, to, steps, startsAt, rates: used.slice(T) };
}
const CELLS = Object.keys(grid) as GridCell[]; // in the order of the table below
const five: Awaited<ReturnType<typeof rewound>>[] = [];
for (const cell of CELLS) five.push(await rewound(cell, grid[cell]));
console.log(
  table([
    ['after pruning', 'survivors at', 'Adam remembers', 'clock', 'learning rates from here'],
    ...five.map(({ cell, startsAt, steps, from, to, rates: own }) => {
      return [cell, startsAt, `${steps} steps`, `${from} … ${to}`, sparkline(own, 30, [0, rates[0]])];
    }),
  ]),
);
claim('all five begin alike: the same mask, bit for bit', new Set(five.map(({ mask }) => mask)).size === 1);
const every = (what: 'startsAt' | 'steps'): string => five.map((one) => one[what]).join(', ');
claim('survivors are where the grid says, bit for bit', every('startsAt') === 'W_T, W_k, W_T, W_k, new');
claim('the optimizer went with the weights', every('steps') === `${T}, ${k}, ${T}, ${k}, 0`);
const [tuning, weights, rate, control, anew] = five.map((one) => one.rates.join());
const again = rates.slice(k).join();
claim('a clock put back to k gives the rates of k … T once more', weights === again && rate === again);
claim('put back to 0, it gives all of them', anew === rates.join());
const last = rates
  .slice(k)
  .fill(rates[T - 1])
  .join();
claim('left at T, it gives the last rate, as many times', tuning === last && control === last);

// The control is also a mistake people make: weights put back and the clock forgotten. W_k then learns at the tenth of the
// rate it was on its way with. And W₀, the first paper's ticket, is no sixth case:

const first = await rewound('init', RewindStrategy.init());
const zero = await rewound('early, k = 0', RewindStrategy.early({ iteration: 0 }));
claim(
  'weight rewinding with k = 0 is rewinding to W₀',
  [first, zero].every((one) => one.startsAt === 'W₀' && one.steps === 0 && one.from === 0),
);

// ── Which does best? ────────────────────────────────────────────────────────────────────────────────────────────────
// The whole grid: two rounds to 95 %, three seeds. Within a seed all five share their first training.

heading('Accuracy at 95 % sparsity, three seeds');
const [accuracy, dense] = [new Map<string, number[]>(CELLS.map((cell) => [cell, []])), [] as number[][]];
for (const n of [1, 2, 3]) {
  const random = new Random(n);
  const setup = () => ({
    ...{ random, data, makeModel: newModel },
    makeTrainer: (network: Module) => newTrainer(network, random.fork('data order')),
  });
  const search = { targetSparsity: 0.95, pruningRounds: 2 };
  const grid = { seeds: [n], setup, search, rewindTo: k, cells: CELLS };
  dense.push([]);
  for await (const { result } of runExperiment(rewindGridExperiment, grid)) {
    const { testAccuracy } = result.training.final;
    if (result.round === 0) dense[n - 1].push(testAccuracy);
    if (result.round === 2) accuracy.get(result.cell)!.push(testAccuracy);
  }
}
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const row = (name: string, values: readonly number[]) => {
  const each = values.map((value) => 100 * value);
  return [name, percent(mean(values)), numbers(each, 1), bar(mean(values) - 0.5, 0.5, 20)];
};
console.log(
  table([
    ['survivors', 'mean', 'each seed', '50 … 100 %'],
    row(
      '(dense)',
      dense.map(([accuracy]) => accuracy),
    ),
    ...CELLS.map((cell) => row(cell, accuracy.get(cell)!)),
  ]),
);
claim(
  'in each seed, five dense trainings and one outcome',
  dense.every((five) => five.length === 5 && new Set(five).size === 1),
);

// One seed proves nothing, and three of 1,500 digits hardly more: read the table as one draw. The paper's ResNet-20, with a
// tenth of its weights left, against dense: −1.95 points fine-tuned, −0.81 with weights rewound, −0.96 with the rate rewound.

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. A constant schedule. Which two pairs of the grid now differ in nothing but the order of their batches?
// 2. k = 60, then 110. Which cells come closer together, and why must they?
// 3. Rewind the weights but not the optimizer: give the control a fresh Adam (`trainer.reset()`). Is it better?
