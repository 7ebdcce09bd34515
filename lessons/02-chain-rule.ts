// Lesson 2. The chain rule, by hand and by machine.
//
// Afterwards you know what a gradient is, how to work one out with a pencil, how to check it with two evaluations, how
// ten lines of code find it for any formula, and why gradients pile up until you say `zeroGrad`.
//
// In the paper: Frankle & Carbin 2019, §1, train "with stochastic gradient descent (SGD) on a training set"; this is
// the gradient. The method is backpropagation: Rumelhart, Hinton & Williams 1986.

import {
  add,
  backward,
  crossEntropy,
  matmul,
  mul,
  square,
  sub,
  tanh,
  tensor,
  type Variable,
  variable,
} from '../src/index.ts';
import { claim, heading } from './support/claim.ts';
import { table } from './support/pictures.ts';

// ── The question ────────────────────────────────────────────────────────────────────────────────────────────────────
// The smallest network there is has one weight w and one bias b. For the input x it answers w·x + b; the right answer
// would be t. How wrong it is, the loss, is one number:
//     L = (w·x + b − t)²
// Training asks one thing: if I turn w up by a tiny bit, does L rise or fall, and how fast? That is ∂L/∂w, and all such
// numbers together are the gradient.

heading('With a pencil');
const [x, t] = [2, 3]; // the example: given, not to be changed
const [w, b] = [0.5, 1]; // what training may change
const loss = (w: number, b: number): number => (w * x + b - t) * (w * x + b - t);

// The chain rule: where one thing depends on another, which depends on a third, the rates multiply. With u = w·x + b − t:
//     L = u²  →  ∂L/∂u = 2u          u = w·x + b − t  →  ∂u/∂w = x,  ∂u/∂b = 1
//     ∂L/∂w = ∂L/∂u · ∂u/∂w = 2u·x           ∂L/∂b = 2u

const u = w * x + b - t;
const pencil = { w: 2 * u * x, b: 2 * u };
console.log(`L = ${loss(w, b)}, u = ${u}, ∂L/∂w = ${pencil.w}, ∂L/∂b = ${pencil.b}`);
claim('both are negative: turning w or b up makes the loss smaller', pencil.w < 0 && pencil.b < 0);

// ── Check it: two evaluations ───────────────────────────────────────────────────────────────────────────────────────
// A rate is rise over run. Move w by ±h, see how L moves:   ∂L/∂w ≈ (L(w + h) − L(w − h)) ÷ 2h.
// Slow (two evaluations for each weight, and networks have millions) but it knows nothing of rules, so it cannot make the
// same mistake. Every gradient in this library is checked against it.

heading('With two evaluations');
const h = 1e-4;
const difference = {
  w: (loss(w + h, b) - loss(w - h, b)) / (2 * h),
  b: (loss(w, b + h) - loss(w, b - h)) / (2 * h),
};
console.log(`∂L/∂w ≈ ${difference.w.toFixed(6)}, ∂L/∂b ≈ ${difference.b.toFixed(6)}`);
const near = (p: number, q: number, margin: number): boolean => Math.abs(p - q) < margin;
claim(
  'pencil and difference agree',
  near(pencil.w, difference.w, 1e-6) && near(pencil.b, difference.b, 1e-6),
);

// ── A machine for it, in ten lines ──────────────────────────────────────────────────────────────────────────────────
// Each number remembers what it was made from, and for each of those the local rate: how fast it moves when that input
// does. Going back from the result, every node hands each input   its own rate × the local rate.   That is all.

heading('With ten lines of code');
interface Node {
  readonly value: number;
  rate: number; // ∂result/∂this, filled in by `pull`
  readonly madeFrom: readonly (readonly [input: Node, localRate: number])[];
}
const tape: Node[] = [];
function node(value: number, ...madeFrom: Node['madeFrom']): Node {
  const made = { value, rate: 0, madeFrom };
  tape.push(made);
  return made;
}
const plus = (p: Node, q: Node): Node => node(p.value + q.value, [p, 1], [q, 1]);
const times = (p: Node, q: Node): Node => node(p.value * q.value, [p, q.value], [q, p.value]);
function pull(result: Node): void {
  result.rate = 1; // the result moves exactly as fast as itself
  for (const made of tape.toReversed()) {
    for (const [input, localRate] of made.madeFrom) input.rate += made.rate * localRate;
  }
}

const [nodeW, nodeB] = [node(w), node(b)];
const nodeU = plus(plus(times(nodeW, node(x)), nodeB), node(-t));
pull(times(nodeU, nodeU));
console.log(`∂L/∂w = ${nodeW.rate}, ∂L/∂b = ${nodeB.rate}, from ${tape.length} numbers on the tape`);
claim('ten lines find what the pencil found', nodeW.rate === pencil.w && nodeB.rate === pencil.b);

// Two things to notice. The tape is read backwards, so a node's rate is whole before it is handed on. And rates are
// *added*: u is used twice in u·u, and each use counts. That is where the 2 in 2u comes from; nobody wrote it.

// ── The library's machine ───────────────────────────────────────────────────────────────────────────────────────────
// The same idea with tensors for numbers: a `variable` remembers, `backward` goes back, `.grad` is what arrived.

heading('With the library');
const [varW, varB] = [variable(w), variable(b)];
const lossOf = (): Variable => square(sub(add(mul(varW, x), varB), t));
backward(lossOf());
console.log(`∂L/∂w = ${varW.grad?.item()}, ∂L/∂b = ${varB.grad?.item()}`);
claim('the library agrees with the pencil', varW.grad?.item() === pencil.w && varB.grad?.item() === pencil.b);

// ── Gradients pile up ───────────────────────────────────────────────────────────────────────────────────────────────
// A second `backward` adds to what is there, as in PyTorch. Useful when a batch does not fit in memory at once: add up the
// gradients of its parts. A trap everywhere else: forget `zeroGrad`, and every step also takes all the steps before.

heading('Gradients pile up');
backward(lossOf());
claim('after a second backward the gradient is twice as large', varW.grad?.item() === 2 * pencil.w);
varW.zeroGrad();
claim('zeroGrad forgets it', varW.grad === null);
backward(lossOf());
claim('and now it is right again', varW.grad?.item() === pencil.w);

// ── A real network is only a longer formula ─────────────────────────────────────────────────────────────────────────
// Two layers with a tanh between them; two examples; the loss is the cross-entropy (lesson 5 says what that is). Each of
// the weights is checked by moving it, as above. tanh and the logarithm need no new thought: each brings its own rate.

heading('Every weight of a small network, moved and measured');
const inputs = tensor([
  [1, -2],
  [0.5, 1],
]); // [2 examples, 2]
const labels = [0, 1];
const first = variable([
  [0.4, -0.3, 0.8],
  [0.1, 0.6, -0.5],
]); // [2, 3]
const second = variable([
  [0.7, -0.2],
  [-0.4, 0.9],
  [0.3, 0.5],
]); // [3, 2]
const networkLoss = (): Variable => crossEntropy(matmul(tanh(matmul(inputs, first)), second), labels);
backward(networkLoss());

let worst = 0;
const rows: (string | number)[][] = [['weight', 'backward', 'moved ±0.01']];
for (const [name, weights] of [
  ['first', first],
  ['second', second],
] as const) {
  weights.value.data.forEach((value, i) => {
    const moved = [value + 0.01, value - 0.01].map((other) => {
      weights.value.data[i] = other;
      return networkLoss().item();
    });
    weights.value.data[i] = value;
    const rate = weights.grad!.data[i];
    const measured = (moved[0] - moved[1]) / 0.02;
    worst = Math.max(worst, Math.abs(rate - measured));
    rows.push([`${name}[${i}]`, rate.toFixed(4), measured.toFixed(4)]);
  });
}
console.log(table(rows));
claim('all twelve agree to three decimals', rows.length === 13 && worst < 5e-4);

// ── What it is for ──────────────────────────────────────────────────────────────────────────────────────────────────
// The gradient points uphill. So a small step against it goes down: that is all of training, and the next lesson.

heading('One step downhill');
const before = networkLoss().item();
for (const weights of [first, second]) {
  weights.value.data.forEach((_, i, data) => {
    data[i] -= 0.5 * weights.grad!.data[i];
  });
}
const after = networkLoss().item();
console.log(`loss ${before.toFixed(4)} → ${after.toFixed(4)}`);
claim('the loss fell', after < before);

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. Give the ten-line machine a `minus` and a `divide`. Which local rates do they need? Check them by moving.
// 2. Read the tape forwards instead of backwards (drop `.toReversed()`). Which claim fails first, and why?
// 3. Take h = 1e-12 in "two evaluations". Why does a smaller step give a worse answer?
