// Lesson 5. A network reads digits.
//
// Afterwards you know what logits, softmax and cross-entropy are, why data comes in batches, why it is divided in three,
// and when to stop.
//
// In the paper: Frankle & Carbin 2019, §2, train a network of 784-300-100-10 on MNIST, batches of 60, on 55,000 examples
// with 5,000 held out; Appendix C stops at the iteration of minimum validation loss. This lesson has one hidden layer of
// 64, and 300 steps instead of 50,000, so that it takes seconds; the end says how to run the paper's network.

import {
  Adam,
  Batches,
  crossEntropy,
  evaluate,
  mlp,
  normalize,
  Random,
  SupervisedTrainer,
  subset,
  tensor,
  tensors,
  trainStep,
} from '../src/index.ts';
import { loadMnist } from '../src/node.ts';
import { claim, heading } from './support/claim.ts';
import { evenly } from './support/digits.ts';
import { bar, beside, percent, picture, sparkline, table } from './support/pictures.ts';

// ── The data ────────────────────────────────────────────────────────────────────────────────────────────────────────
// Handwritten digits, 28×28 grey pixels in a row of 784, and the digit each one is. `normalize` shifts and scales all
// pixels alike to mean 0 and deviation 1, which suits the initial weights.

heading('The data');
const mnist = loadMnist({ seed: 1 });
const digit = (i: number): string => picture(tensors.slice(mnist.train.inputs, 0, i, i + 1).values(), 28);
console.log(beside([digit(0), digit(7)], 2));
console.log(`labelled ${mnist.train.labels[0]} and ${mnist.train.labels[7]}`);
const parts = [mnist.train, mnist.validation, mnist.test].map((part) => part.labels.length);
claim('55,000 to learn from, 5,000 to stop by, 10,000 to judge by', parts.join() === '55000,5000,10000');

// Three parts, because whatever a choice was made by can no longer judge it. Weights are chosen by the training set; when
// to stop is chosen by the validation set; so only the test set, which chose nothing, says how good the result is.
// For speed this lesson looks at every fifth test digit, and every fifth held out.

const data = normalize({
  train: mnist.train,
  validation: subset(mnist.validation, evenly(5000, 1000)),
  test: subset(mnist.test, evenly(10_000, 2000)),
});

// ── What comes out, and how wrong it is ─────────────────────────────────────────────────────────────────────────────
// Ten outputs, one for each digit: the logits z. The largest is the answer. Softmax makes probabilities of them:
//     pⱼ = e^zⱼ ÷ Σ e^z
// Cross-entropy is −ln p of the right digit: 0 when certain and right, and without bound when certain and wrong.

heading('What comes out');
const network = mlp([784, 64, 10], { random: new Random(1) });
const z = network.forward(tensors.slice(data.train.inputs, 0, 0, 1));
const p = tensors.softmax(z.value).values();
console.log(
  table([['digit', 'probability', ''], ...[...p].map((value, i) => [i, percent(value), bar(value, 1, 20)])]),
);
const label = mnist.train.labels[0];
const surprise = -tensors.log(tensor(p[label])).item();
console.log(`it is a ${label}: cross-entropy −ln ${p[label].toFixed(4)} = ${surprise.toFixed(4)}`);
claim('the library says the same', Math.abs(crossEntropy(z, [label]).item() - surprise) < 1e-5);
const untrained = evaluate(network, data.test);
console.log(`untrained: ${percent(untrained.accuracy)} right`);
claim('before training it guesses: one in ten, more or less', untrained.accuracy < 0.25);

// ── Batches ─────────────────────────────────────────────────────────────────────────────────────────────────────────
// The gradient over all 55,000 digits costs 55,000 forward passes for one step. Over 60 of them it is a noisy estimate, a
// thousand times cheaper: so take 60, step, take the next 60. When all were seen once, an epoch is over, and they are
// shuffled again. Which 60 come in iteration i depends on the seed and i only.

heading('Batches');
const batches = new Batches(data.train, 60, new Random(2));
console.log(`${batches.perEpoch} batches an epoch; the first: ${batches.at(0).labels.join('')}`);
const again = new Batches(data.train, 60, new Random(2));
claim(
  'the same seed and iteration give the same digits',
  again.at(5).labels.join() === batches.at(5).labels.join(),
);
claim(
  '916 batches of 60 are an epoch; 40 digits sit it out',
  batches.perEpoch === 916 && 55_000 - 916 * 60 === 40,
);

const optimizer = new Adam(network.namedParameters(), { learningRate: 2e-3 });
const losses = Array.from({ length: 300 }, (_, i) => trainStep(network, optimizer, batches.at(i)));
console.log(`loss ${losses[0].toFixed(2)} ${sparkline(losses)} ${losses.at(-1)!.toFixed(2)}`);
const trained = evaluate(network, data.test);
console.log(`after 300 steps: ${percent(trained.accuracy)} right`);
claim(
  'after a third of an epoch it reads more than 88 % of digits it has never seen',
  trained.accuracy > 0.88,
);

// ── What it gets wrong ──────────────────────────────────────────────────────────────────────────────────────────────

heading('What it gets wrong');
const answers = tensors.argmax(network.forward(data.test.inputs).value);
const wrong = [...answers.keys()].filter((i) => answers[i] !== data.test.labels[i]).slice(0, 2);
console.log(
  beside(
    wrong.map((i) => picture(tensors.slice(data.test.inputs, 0, i, i + 1).values(), 28)),
    2,
  ),
);
console.log(wrong.map((i) => `a ${data.test.labels[i]}, read as ${answers[i]}`).join('; '));
const right = (digit: number): number => {
  const these = [...data.test.labels.keys()].filter((i) => data.test.labels[i] === digit);
  return these.filter((i) => answers[i] === digit).length / these.length;
};
console.log(
  table([
    ['digit', 'right', ''],
    ...Array.from({ length: 10 }, (_, i) => [i, percent(right(i), 0), bar(right(i), 1, 20)]),
  ]),
);

// ── When to stop ────────────────────────────────────────────────────────────────────────────────────────────────────
// Now learn from only 500 digits, over and over. The loss on those sinks towards 0: the network learns them by heart. On
// digits it does not learn from, it first sinks too, then *rises*: from there on it learns what is peculiar to the 500.
// Early stop is the iteration where the validation loss was least, found afterwards. `SupervisedTrainer` is the loop above
// that also keeps this curve, and reads the test set at early stop and at the end.

heading('When to stop');
const few = { ...data, train: subset(data.train, evenly(55_000, 500)) };
const model = mlp([784, 64, 10], { random: new Random(3) });
const trainer = new SupervisedTrainer(model, few, {
  optimizer: new Adam(model.namedParameters(), { learningRate: 2e-3 }),
  batchSize: 50,
  iterations: 300,
  evaluateEvery: 15,
  random: new Random(4),
});
const { curve, earlyStop, final } = await trainer.train({ from: 0, to: 300 });
const trainingLoss = curve.slice(1).map((point) => point.trainingLoss ?? 0);
const validationLoss = curve.slice(1).map((point) => point.validationLoss);
console.log(
  `training loss    ${trainingLoss[0].toFixed(3)} ${sparkline(trainingLoss)} ${trainingLoss.at(-1)!.toFixed(3)}`,
);
console.log(
  `validation loss  ${validationLoss[0].toFixed(3)} ${sparkline(validationLoss)} ${validationLoss.at(-1)!.toFixed(3)}`,
);
console.log(
  table([
    ['', 'iteration', 'validation loss', 'test accuracy'],
    ['early stop', earlyStop.iteration, earlyStop.validationLoss.toFixed(3), percent(earlyStop.testAccuracy)],
    ['the end', final.iteration, final.validationLoss.toFixed(3), percent(final.testAccuracy)],
  ]),
);
claim('it knows the 500 by heart', trainingLoss.at(-1)! < 0.02);
claim(
  'the validation loss was least well before the end, and rose again',
  earlyStop.iteration <= 200 && final.validationLoss > earlyStop.validationLoss,
);
claim('500 digits teach less than 18,000', final.testAccuracy < trained.accuracy);

// Look at the accuracies, though: at the end it is often no lower. The loss also punishes being *too sure*, and that is what
// rises; the answers themselves hardly change. Loss decides when to stop because it is smoother: it moves with each example,
// where accuracy waits for an answer to flip.
//
// Two numbers sum up a training from now on: *how well* it does at early stop, and *how soon* that comes. The lottery
// ticket hypothesis speaks of exactly these two.

// ── Change this, and try ────────────────────────────────────────────────────────────────────────────────────────────
// 1. The paper's network: mlp([784, 300, 100, 10], …) with a learning rate of 1.2e-3. Slower; how much better?
// 2. Leave `normalize` out. How many steps does that cost?
// 3. Shuffle the labels of the 500: new Random(9).shuffle(few.train.labels). Can the network still learn them by heart?
//    What does the validation loss say?
