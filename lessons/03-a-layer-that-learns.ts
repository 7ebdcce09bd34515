// Lesson 3. A layer that learns.
//
// Afterwards you know what a layer computes, what one training step does (you make one by hand, to the last bit), why
// straight lines are not enough, and what a hidden layer adds.
//
// In the paper: Frankle & Carbin 2019, Figure 2, train "Lenet", three such layers of 300, 100 and 10 outputs with
// Gaussian Glorot initial weights. XOR as the thing one layer cannot do is Minsky & Papert's, 1969.

import {
  add,
  evaluate,
  Linear,
  type Module,
  matmulNT,
  mlp,
  mse,
  Random,
  Sequential,
  SGD,
  tensor,
  tensors,
  trainStep,
  xor,
} from '../src/index.ts';
import { claim, heading } from './support/claim.ts';
import { beside, numbers, percent, picture, sparkline, table } from './support/pictures.ts';

// ── What a layer computes ───────────────────────────────────────────────────────────────────────────────────────────
//     y = x·Wᵀ + b
// One row of W for each output: how strongly that output listens to each input. One number of b for each output: what it
// says when all inputs are 0. Weights start as small random numbers, biases as 0. "Random" is seeded here: the same seed
// draws the same weights, so a result can be repeated, and a claim about it can be a test.

heading('What a layer computes');
const layer = new Linear(3, 2, { random: new Random(7) });
const x = tensor([[1, 0, 2]]); // [1 example, 3 inputs]
const y = layer.forward(x);
const byHand = add(matmulNT(x, layer.weight), layer.bias!);
console.log('W row 0 ', numbers(layer.weight.data.subarray(0, 3)));
console.log('W row 1 ', numbers(layer.weight.data.subarray(3, 6)));
console.log('x       ', numbers(x.data));
console.log('y       ', numbers(y.value.values()));
claim('the layer is x·Wᵀ + b and nothing else', y.value.values().join() === byHand.value.values().join());
claim(
  'the same seed draws the same weights',
  new Linear(3, 2, { random: new Random(7) }).weight.data.join() === layer.weight.data.join(),
);

// ── One step, by hand ───────────────────────────────────────────────────────────────────────────────────────────────
// Twenty points near the line t = 2x − 1. A layer of one input and one output has one weight and one bias: it *is* a line.
// How wrong it is, over all points, is the mean squared error   L = (1/n) Σ (y − t)².
// Training turns each weight a little against its gradient (lesson 2), by a learning rate η:   w ← w − η · ∂L/∂w.

heading('One step, by hand');
const random = new Random(3);
const xs = tensor(
  Float32Array.from({ length: 20 }, () => random.uniform(-1, 1)),
  [20, 1],
);
const noise = tensor(
  Float32Array.from({ length: 20 }, () => random.normal(0, 0.05)),
  [20, 1],
);
const ts = tensors.add(tensors.sub(tensors.mul(xs, tensor(2)), tensor(1)), noise); // 2x − 1 + noise

const line = new Linear(1, 1, { random: new Random(1) });
const η = 0.25;
const optimizer = new SGD(line.namedParameters(), { learningRate: η });

mse(line.forward(xs), ts).backward();
const [w, g] = [line.weight.data[0], line.weight.grad!.data[0]];
const stepped = Math.fround(w - Math.fround(Math.fround(η) * g)); // each operation rounds to binary32
console.log(`w = ${w.toFixed(4)}, ∂L/∂w = ${g.toFixed(4)}, w − η · ∂L/∂w = ${stepped.toFixed(4)}`);
optimizer.step();
claim('the optimizer does exactly that, to the last bit', line.weight.data[0] === stepped);

// ── And again, and again ────────────────────────────────────────────────────────────────────────────────────────────
// The whole of training is this loop: forget old gradients, predict, measure, differentiate, step.

heading('And again, and again');
const losses: number[] = [];
for (let step = 0; step < 100; step++) {
  line.zeroGrad();
  const loss = mse(line.forward(xs), ts);
  loss.backward();
  optimizer.step();
  losses.push(loss.item());
}
const [slope, intercept] = [line.weight.data[0], line.bias!.data[0]];
console.log(
  `loss  ${losses[0].toFixed(3)} ${sparkline(losses.slice(0, 40))} ${losses.at(-1)!.toFixed(3)}  (40 of 100 steps)`,
);
console.log(`found y = ${slope.toFixed(2)} · x + ${intercept.toFixed(2)}`);
claim('it found the line, to within 0.1', Math.abs(slope - 2) < 0.1 && Math.abs(intercept + 1) < 0.1);
claim(
  'what is left is the noise, which no line can explain',
  losses.at(-1)! < 0.01 && losses.at(-1)! > 0.0005,
);

// ── What one layer cannot do ────────────────────────────────────────────────────────────────────────────────────────
// XOR: the answer is 1 where x and y differ in sign, 0 where they agree. Two outputs, one for each class; the larger one is
// the answer. Each output is a flat plane over the square, so where they are equal is one straight line. However you lay
// it, it cannot separate opposite corners from their neighbours.
// `trainStep` is the loop above with cross-entropy for a loss, which suits classes: lesson 5 explains it.

heading('What one layer cannot do');
const square = xor({ examples: 400, random: new Random(5) });
const everything = { inputs: square.inputs, labels: square.labels };
function train(model: Module, steps = 300): number {
  const optimizer = new SGD(model.namedParameters(), { learningRate: 0.5, momentum: 0.9 });
  for (let step = 0; step < steps; step++) trainStep(model, optimizer, everything);
  return evaluate(model, square).accuracy;
}

const oneLayer = mlp([2, 2], { random: new Random(1) });
const twoLinear = new Sequential([
  new Linear(2, 8, { random: new Random(2) }),
  new Linear(8, 2, { random: new Random(3) }),
]);
const withHidden = mlp([2, 8, 2], { random: new Random(1) }); // Linear(2, 8), ReLU, Linear(8, 2)
const scores = { oneLayer: train(oneLayer), twoLinear: train(twoLinear), withHidden: train(withHidden) };
console.log(
  table([
    ['network', 'weights and biases', 'right on XOR'],
    ['one layer', 6, percent(scores.oneLayer)],
    ['two layers, nothing between', 42, percent(scores.twoLinear)],
    ['two layers, a ReLU between', 42, percent(scores.withHidden)],
  ]),
);
claim('one layer gets at most three of four right', scores.oneLayer <= 0.75);

// ── Depth alone is nothing ──────────────────────────────────────────────────────────────────────────────────────────
// Two layers in a row are one layer in disguise:   (x·Aᵀ)·Bᵀ = x·(B·A)ᵀ. Something bent must stand between them. ReLU,
// max(x, 0), is the simplest bend there is: it lets the next layer see "only if positive".

claim('two layers with nothing between are no better', scores.twoLinear <= 0.75);
claim('with a ReLU between, almost everything is right', scores.withHidden > 0.95);

const side = 24;
const grid = tensor(
  Array.from({ length: side * side }, (_, i) => [
    ((i % side) + 0.5) / (side / 2) - 1,
    1 - (Math.floor(i / side) + 0.5) / (side / 2),
  ]),
); // [576, 2]: the square, seen from above
const certainty = (model: Module): Float32Array => {
  const outputs = tensors.softmax(model.forward(grid).value); // [576, 2], each row adds up to 1
  return tensors.slice(outputs, 1, 1, 2).values();
};
console.log(
  `\n${beside(
    [oneLayer, withHidden].map((model) => picture(certainty(model), side, [0, 1])),
    6,
  )}`,
);
console.log('how sure of class 1, blank 0 % to @ 100 %: one layer (it shrugs), and with a hidden layer\n');

// The hidden layer made new inputs out of x and y, and in *those* a straight line is enough. How many hidden outputs does
// XOR need? Two can do it, but many more are usually trained, because few often get stuck. Count over ten seeds:

const solvedBy = (hidden: number): number =>
  Array.from({ length: 10 }, (_, seed) =>
    train(mlp([2, hidden, 2], { random: new Random(seed) }), 150),
  ).filter((accuracy) => accuracy > 0.95).length;
const solved = [2, 4, 16].map((hidden) => [hidden, solvedBy(hidden)] as const);
console.log(table([['hidden outputs', 'solved, of 10 seeds'], ...solved]));
claim('sixteen succeed more often than two', solved[2][1] > solved[0][1]);

// Two would do, and sixteen train better. That gap, between what a network needs to *have* and what it needs to *learn*,
// is the riddle of the lottery ticket: can one know the few that matter beforehand?

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. Set η to 2 in "One step, by hand". What happens to the loss, and from which η on?
// 2. Put `new Tanh()` where `mlp` puts ReLU: mlp([2, 8, 2], { random, activation: () => new Tanh() }). Look at the picture.
// 3. Leave out `line.zeroGrad()`. Which claim fails, and what did lesson 2 say about it?
