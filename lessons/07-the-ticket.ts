// Lesson 7. The ticket: train, prune, rewind, repeat.
//
// Afterwards you know the algorithm of the lottery ticket paper as a dozen lines of your own, how many weights each round
// removes, what rewinding is and what exactly goes back, and how to tell whether two tickets are the same.
//
// In the paper: Frankle & Carbin 2019, §1, "Identifying winning tickets":
//     1. Randomly initialise a network f(x; θ₀).            2. Train it for j iterations, arriving at θⱼ.
//     3. Prune p % of the parameters in θⱼ, creating a mask m.
//     4. Reset the remaining parameters to their values in θ₀: the ticket is f(x; m ⊙ θ₀).
// and, iterative pruning: repeat 2 to 4 over n rounds.

import {
  Adam,
  LotteryTicketPruner,
  Mask,
  mlp,
  pruningRate,
  Random,
  RewindStrategy,
  remaining,
  type Sequential,
  SupervisedTrainer,
  selectGlobal,
  WinningTicket,
} from '../src/index.ts';
import { claim, heading } from './support/claim.ts';
import { smallDigits } from './support/digits.ts';
import { bar, percent, sparkline, table } from './support/pictures.ts';

// ── How much in each round ──────────────────────────────────────────────────────────────────────────────────────────
// To remove s = 80 % in n = 4 rounds, each round removes the same fraction p *of what is left*:
//     (1 − p)ⁿ = 1 − s      →      p = 1 − (1 − s)^(1/n)
// Not s ÷ n = 20 % of the whole each time: the last round would then tear out half of what is left.

heading('The schedule');
const [s, n, total] = [0.8, 4, 8240];
const p = pruningRate(s, n);
const counts = Array.from({ length: n + 1 }, (_, k) => Math.round(total * remaining(s, n, k)));
console.log(`p = 1 − (1 − ${s})^(1/${n}) = ${p.toFixed(4)}`);
console.log(
  table([
    ['round', 'weights left', 'removed so far', ''],
    ...counts.map((count, k) => [k, count, percent(1 - count / total), bar(count, total, 25)]),
  ]),
);
claim('four rounds of p leave a fifth', Math.abs((1 - p) * (1 - p) * (1 - p) * (1 - p) - (1 - s)) < 1e-12);
claim('and so many weights: 8,240 · 0.2', counts[n] === 1648);

// ── The network and its trainer ─────────────────────────────────────────────────────────────────────────────────────
// MNIST made small (lessons/support/digits.ts): 14×14 pixels, 1,500 digits to learn from; one hidden layer of 40. All
// randomness comes from one seed, each purpose from a fork with its own name. So a network can be made again, alike.

const data = smallDigits();
const seed = new Random(1);
const newModel = (): Sequential => mlp([196, 40, 10], { random: seed.fork('initialisation') });
const newTrainer = (model: Sequential): SupervisedTrainer =>
  new SupervisedTrainer(model, data, {
    optimizer: new Adam(model.namedParameters(), { learningRate: 5e-3 }),
    batchSize: 60,
    iterations: 300,
    evaluateEvery: 25,
    random: seed.fork('data order'),
  });

// ── By hand ─────────────────────────────────────────────────────────────────────────────────────────────────────────

heading('By hand');
const model = newModel(); // step 1
const trainer = newTrainer(model);
const θ0 = model.state(); // a copy! Keep the live arrays instead, and training would change "the initial weights"
let mask = Mask.dense(model.prunableWeights());
for (let k = 1; k <= n; k++) {
  await trainer.train({ from: 0, to: 300 }); // step 2
  const magnitudes = new Map(
    [...model.prunableWeights()].map(([name, w]) => [name, w.map(Math.abs)] as const),
  );
  mask = selectGlobal(magnitudes, mask, counts[k]); // step 3: only survivors compete
  model.setMask(new Map()); // step 4: lift the old mask, put every weight back, mask again
  model.load(θ0);
  model.setMask(mask.layers);
  trainer.reset(); // Adam's memory of the round goes too: it knows what the trained network was like
  console.log(`round ${k}: ${mask.remaining} weights left`);
}
claim('a dozen lines, and a fifth of the weights is left', mask.remaining === 1648);

// ── With the pruner ─────────────────────────────────────────────────────────────────────────────────────────────────
// The same algorithm, for any network that can name its weights and train itself. `rounds` yields each round when it is
// done; `findTicket` runs them all. RewindStrategy.init() is step 4; there are others for deeper networks.

heading('With the pruner');
const twin = newModel();
const twinTrainer = newTrainer(twin);
const initial = new Map([...twin.prunableWeights()].map(([name, w]) => [name, w.slice()] as const));
const pruner = new LotteryTicketPruner({
  targetSparsity: s,
  pruningRounds: n,
  rewindStrategy: RewindStrategy.init(),
});
const tickets: WinningTicket[] = [];
const rows: (string | number)[][] = [];
for await (const { round, training, ticket } of pruner.rounds(twin, twinTrainer)) {
  tickets.push(ticket);
  const { earlyStop, curve } = training;
  rows.push([
    round,
    percent(rows.length === 0 ? 1 : tickets[round - 2].density),
    percent(earlyStop.testAccuracy),
    earlyStop.iteration,
    sparkline(
      curve.map((point) => point.validationLoss),
      13,
    ),
    ticket.remainingParameters,
  ]);
}
const ticket = tickets[n - 1];
const last = await twinTrainer.train({ from: 0, to: 300 }); // the ticket itself, trained
rows.push([
  'ticket',
  percent(ticket.density),
  percent(last.earlyStop.testAccuracy),
  last.earlyStop.iteration,
  sparkline(
    last.curve.map((point) => point.validationLoss),
    13,
  ),
  '',
]);
console.log(
  table([['round', 'trained with', 'accuracy', 'at iteration', 'validation loss', 'weights left'], ...rows]),
);
claim(
  'every round leaves exactly as many weights as planned',
  tickets.every(({ remainingParameters }, i) => remainingParameters === counts[i + 1]),
);
claim('with a fifth of its weights it reads at least 85 % of the digits', last.earlyStop.testAccuracy > 0.85);

// ── What a ticket is ────────────────────────────────────────────────────────────────────────────────────────────────
// A mask, and the values its survivors start from. Two promises define it, and both are about bits, not about "roughly".

heading('What a ticket is');
const onlyLoses = tickets
  .slice(1)
  .every((later, i) =>
    [...later.mask.layers].every(([name, bits]) =>
      bits.every((bit, j) => bit <= tickets[i].mask.layers.get(name)![j]),
    ),
  );
claim('from round to round the mask only loses members: nothing pruned comes back', onlyLoses);
let [survivors, same, zero] = [0, 0, 0];
for (const [name, bits] of ticket.mask.layers) {
  const [now, before] = [ticket.weights.get(name)!, initial.get(name)!];
  bits.forEach((bit, i) => {
    survivors += bit;
    if (bit === 1 && Object.is(now[i], before[i])) same++;
    if (bit === 0 && Object.is(now[i], 0)) zero++;
  });
}
console.log(`${survivors} survivors, ${same} of them equal to their initial value; ${zero} pruned, all +0`);
claim('every survivor is at its initial value, bit for bit', same === survivors && survivors === 1648);
claim('every pruned weight is +0', zero === total - survivors);

// ── Are two tickets the same? ───────────────────────────────────────────────────────────────────────────────────────
// The digest is a fingerprint (SHA-256) of mask and weights: one number to compare instead of thousands. It is the same on
// every machine, because every random number comes from the seed, and every sum is added up in a written order.

heading('The fingerprint');
const sparsityHistory = counts.slice(1).map((count) => (total - count) / total);
const byHand = new WinningTicket({
  mask,
  weights: model.prunableWeights(),
  others: model.otherWeights(), // the biases: rewound too, but never pruned
  rewind: RewindStrategy.init(),
  sparsityHistory,
});
const digest = await ticket.digest();
console.log(`pruner   ${digest}`);
console.log(`by hand  ${await byHand.digest()}`);
claim(
  'the dozen lines and the pruner found the same ticket, to the last bit',
  (await byHand.digest()) === digest,
);
claim('the ticket of the round before has another fingerprint', (await tickets[n - 2].digest()) !== digest);

// Not shown yet: that these weights, at these values, are worth anything. A fifth of *any* weights might do as well.

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. One-shot: n = 1, all 80 % after one training. Is the ticket the same? Is it as good?
// 2. Leave out `trainer.reset()` by hand. Which claim fails? What leaked from the future?
// 3. targetSparsity 0.98. From which round on does accuracy suffer?
