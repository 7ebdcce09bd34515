import { type Dataset, normalize, type Split, subset, tensor, tensors } from '../../src/index.ts';
import { loadMnist } from '../../src/node.ts';

/**
 * MNIST made small, so that a lesson can afford many trainings: 1,500 digits to learn from, 500 to stop by, 2,000 to
 * judge by, each shrunk to 14×14 and normalized. A set this small can be learnt by heart, so early stopping matters.
 * The same digits at every call: what differs between runs is the run.
 */
export function smallDigits(): Split {
  const { train, validation, test } = loadMnist({ seed: 1 });
  const small = (part: Dataset, count: number) => halve(subset(part, evenly(part.labels.length, count)));
  return normalize({
    train: small(train, 1500),
    validation: small(validation, 500),
    test: small(test, 2000),
  });
}

/** `count` integers spread evenly over 0 … n − 1. */
export const evenly = (n: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.floor((i * n) / count));

/** Every 2×2 square of pixels becomes one, their mean: [n, 784] → [n, 196]. */
function halve(digits: Dataset): Dataset {
  const n = digits.labels.length;
  const squares = tensors.reshape(digits.inputs, [n, 14, 2, 14, 2]);
  const means = tensors.div(tensors.sum(squares, [2, 4]), tensor(4)); // [n, 14, 14]
  return { ...digits, inputs: tensors.reshape(means, [n, 196]), image: [14, 14] };
}
