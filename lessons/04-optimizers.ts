// Lesson 4. Optimizers: how far to step.
//
// Afterwards you know why one step size does not fit all weights, what momentum and Adam remember and what they do with
// it, each as a formula you can check, and why the step should shrink towards the end.
//
// In the paper: Frankle & Carbin 2019, Figure 2: "Lenet" trains with Adam and a learning rate of 1.2e-3; Appendix G
// shows what SGD and momentum do instead. Adam is Kingma & Ba 2015, algorithm 1.

import {
  Adam,
  constant,
  cosine,
  exponential,
  type LearningRateSchedule,
  linearWarmup,
  mul,
  type Optimizer,
  Parameter,
  Random,
  SGD,
  square,
  step,
  sum,
  tensor,
} from '../src/index.ts';
import { claim, heading } from './support/claim.ts';
import { sparkline, table } from './support/pictures.ts';

// ── A ravine ────────────────────────────────────────────────────────────────────────────────────────────────────────
// Two weights, and a loss that is 25 times as steep in one as in the other:
//     L(w) = ½ · (w₀² + 25 · w₁²)         ∂L/∂w₀ = w₀,  ∂L/∂w₁ = 25 · w₁
// Its bottom is at (0, 0). Losses of real networks have such directions by the million, with far worse ratios.

const steepness = tensor([1, 25]);
const start = [-4, 1];

interface Walk {
  readonly path: readonly (readonly number[])[];
  readonly losses: readonly number[];
}

/** Lets an optimizer walk down the ravine from `start`. */
function walk(make: (parameters: Map<string, Parameter>) => Optimizer, steps: number): Walk {
  const w = new Parameter(tensor(start));
  const optimizer = make(new Map([['w', w]]));
  const path = [[...w.data]];
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    w.zeroGrad();
    const loss = mul(0.5, sum(mul(steepness, square(w))));
    losses.push(loss.item());
    loss.backward();
    optimizer.step();
    path.push([...w.data]);
  }
  return { path, losses };
}

/** The first positions of a walk, seen from above: 0 is the start, + the bottom. */
function map({ path }: Walk, steps: number): string {
  const [width, height] = [61, 11];
  const rows = Array.from({ length: height }, () => new Array<string>(width).fill(' '));
  const mark = ([x, y]: readonly number[], sign: string): void => {
    const [column, row] = [
      Math.round(((x + 5) / 10) * (width - 1)),
      Math.round(((1.2 - y) / 2.4) * (height - 1)),
    ];
    if (rows[row]?.[column] !== undefined) rows[row][column] = sign;
  };
  for (const [i, position] of path.slice(0, steps).entries()) mark(position, i < 10 ? String(i) : '∙');
  mark([0, 0], '+');
  return rows.map((row) => `│${row.join('')}│`).join('\n');
}

// ── SGD: straight down ──────────────────────────────────────────────────────────────────────────────────────────────
//     w ← w − η · g
// with g the gradient. In the steep direction a step turns w₁ into (1 − 25η) · w₁: for η > 2 ÷ 25 that is larger than
// before, on the other side, and the next step larger still. So the steepest weight sets η, and all others must crawl.

heading('SGD, η = 0.07');
const sgd = walk((parameters) => new SGD(parameters, { learningRate: 0.07 }), 200);
console.log(map(sgd, 20));
const diverging = walk((parameters) => new SGD(parameters, { learningRate: 0.085 }), 100);
console.log(`loss with η = 0.07   ${sparkline(sgd.losses.slice(0, 40), 40)}`);
console.log(`loss with η = 0.085  ${sparkline(diverging.losses.slice(0, 40), 40)}`);
claim(
  'just below 2 ÷ 25 it comes down, just above it flies off',
  sgd.losses[99] < 1e-3 && diverging.losses[99] > 1000,
);

// ── Momentum: remember where you were going ─────────────────────────────────────────────────────────────────────────
//     u ← μ · u + g          w ← w − η · u
// u adds up past gradients, each older one weighing μ times less. Across the ravine they alternate and cancel; along it
// they agree and add up, to 1 ÷ (1 − μ) = 10 times the step.

heading('Momentum, η = 0.02, μ = 0.9');
const momentum = walk((parameters) => new SGD(parameters, { learningRate: 0.02, momentum: 0.9 }), 200);
console.log(map(momentum, 40));

// By hand, next to the class:
let [w, u] = [[...start], [0, 0]];
for (let i = 0; i < 50; i++) {
  const g = [w[0], 25 * w[1]];
  u = u.map((old, k) => 0.9 * old + g[k]);
  w = w.map((old, k) => old - 0.02 * u[k]);
}
const closeTo = (position: readonly number[]): boolean =>
  w.every((value, k) => Math.abs(value - position[k]) < 1e-4);
claim('two lines by hand walk the same way as the class', closeTo(momentum.path[50]));

// ── Adam: every weight its own step ─────────────────────────────────────────────────────────────────────────────────
//     m ← β₁ · m + (1 − β₁) · g            m̂ = m ÷ (1 − β₁ᵗ)       where the gradient points, averaged
//     v ← β₂ · v + (1 − β₂) · g²           v̂ = v ÷ (1 − β₂ᵗ)       how large it is, averaged
//     w ← w − η · m̂ ÷ (√v̂ + ε)
// The division is the point: a weight whose gradients are large takes no larger steps than one whose gradients are small.
// m and v start at 0; dividing by 1 − βᵗ (t counts steps from 1) makes up for that.

heading('Adam, η = 0.3');
const adam = walk((parameters) => new Adam(parameters, { learningRate: 0.3 }), 200);
console.log(map(adam, 40));
const [dx, dy] = [0, 1].map((k) => adam.path[1][k] - start[k]);
console.log(`first step: ${dx.toFixed(4)} along, ${dy.toFixed(4)} across`);
claim(
  'the first step is η both ways, though one gradient is 6 times the other',
  Math.abs(dx - 0.3) < 1e-5 && Math.abs(dy + 0.3) < 1e-5,
);

let [m, v, power1, power2] = [[0, 0], [0, 0], 1, 1];
w = [...start];
for (let i = 0; i < 50; i++) {
  const g = [w[0], 25 * w[1]];
  power1 *= 0.9; // β₁ᵗ
  power2 *= 0.999; // β₂ᵗ
  m = m.map((old, k) => 0.9 * old + 0.1 * g[k]);
  v = v.map((old, k) => 0.999 * old + 0.001 * g[k] * g[k]);
  w = w.map((old, k) => old - (0.3 * (m[k] / (1 - power1))) / (Math.sqrt(v[k] / (1 - power2)) + 1e-8));
}
claim('the formulas by hand walk the same way as the class', closeTo(adam.path[50]));

// ── A comparison, and what it is worth ──────────────────────────────────────────────────────────────────────────────

heading('Steps until the loss stays below 0.001');
const settled = ({ losses }: Walk): number => losses.findLastIndex((loss) => loss >= 1e-3) + 1;
console.log(
  table([
    ['', 'steps', 'remembers'],
    ['SGD', settled(sgd), 'nothing'],
    ['momentum', settled(momentum), 'u: one number a weight'],
    ['Adam', settled(adam), 'm and v: two numbers a weight'],
  ]),
);
claim(
  'all three arrive',
  [sgd, momentum, adam].every((one) => settled(one) < 200),
);

// Do not read a ranking into it: another η, another order. On this ravine, plain SGD with a well-chosen η is hard to beat,
// for its two directions are 25 apart, not a million. What carries over is *what each remembers*. And note, for later, that
// whoever rewinds weights must rewind this memory too: m and v of a trained network are knowledge of the future.

// ── The step should shrink ──────────────────────────────────────────────────────────────────────────────────────────
// Gradients come from a few examples at a time (lesson 5), so they are noisy. Near the bottom a constant step keeps jumping
// about by the noise; a shrinking one comes to rest. A schedule says η for each iteration: a pure function of its number.

heading('Schedules, over 100 iterations');
const schedules: Record<string, LearningRateSchedule> = {
  constant: constant(0.2),
  'step at 50, 80': step(0.2, [50, 80]),
  exponential: exponential(0.2, 0.97),
  cosine: cosine(0.2, 100),
  'warmup, cosine': linearWarmup(20, cosine(0.2, 100)),
};

/** Mean loss after 100 noisy steps: ½w² for 500 weights at once, each with noise of its own on every gradient. */
function endsAt(schedule: LearningRateSchedule): number {
  const random = new Random(1);
  const w = new Parameter(tensor(new Float32Array(500).fill(3)));
  const optimizer = new SGD(new Map([['w', w]]), { learningRate: 0 });
  for (let i = 0; i < 100; i++) {
    w.grad = tensor(w.data.map((value) => value + random.normal(0, 1)));
    optimizer.learningRate = schedule(i);
    optimizer.step();
  }
  return w.data.reduce((total, value) => total + (value * value) / 2, 0) / 500;
}
const ends = new Map(Object.entries(schedules).map(([name, schedule]) => [name, endsAt(schedule)]));
const hundred = Array.from({ length: 100 }, (_, i) => i);
console.log(
  table([
    ['schedule', 'η, iteration 0 … 99', 'ends at loss'],
    ...[...ends].map(([name, loss]) => [
      name,
      sparkline(hundred.map(schedules[name]), 40, [0, 0.2]),
      loss.toFixed(4),
    ]),
  ]),
);
claim(
  'the cosine ends at least 5 times lower than the constant',
  (ends.get('cosine') as number) * 5 < (ends.get('constant') as number),
);
claim(
  'a schedule is a pure function: iteration 30 has one η, whenever you ask',
  schedules.cosine(30) === cosine(0.2, 100)(30),
);

// That purity is what makes rewinding possible at all: to go back to iteration k is to call it with k again.

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. Make the ravine 250 times as steep in w₁. Which η must SGD take now, and what does Adam say to it?
// 2. Take momentum's μ up to 0.99. The map shows what happens; which two lines of the formula say why?
// 3. Swap Adam's betas, [0.999, 0.9]. What does a direction remembered ten times as long as the size do?
