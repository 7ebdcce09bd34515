import { crossEntropy, noGrad } from '../autograd/index.ts';
import { checkDataset, checkExamples, checkLabels } from '../data/check-dataset.ts';
import type { Dataset } from '../data/index.ts';
import { ValueError } from '../errors.ts';
import { inScratch } from '../kernels/scratch.ts';
import type { Module } from '../nn/index.ts';
import { argmax, slice } from '../tensor/index.ts';
import type { Loss } from './step.ts';

/** Loss and accuracy of a network on a set of examples. */
export interface Score {
  /** Mean loss. */
  readonly loss: number;
  /** Fraction of examples whose largest output is their label. */
  readonly accuracy: number;
}

/** Number of examples that are evaluated at once, which limits the memory. */
const CHUNK = 500;

/**
 * Returns the mean loss and the accuracy over a whole dataset, without recording gradients.
 *
 * @throws {ValueError} if the dataset is empty, or a label is not one of its classes or, for cross-entropy, has no output.
 * @throws {ShapeError} if it does not have one label per input.
 * @throws {NonFiniteError} if the loss is not finite because an input is a NaN or an infinity.
 *
 * @example
 * const inputs = tensor([[0, 9], [9, 0]]);
 * const data = { name: 'points', inputs, labels: Uint8Array.of(1, 1), classes: 2 };
 * evaluate(new ReLU(), data).accuracy; // → 0.5
 */
export function evaluate(model: Module, dataset: Dataset, loss: Loss = crossEntropy): Score {
  const { name, inputs, labels } = dataset;
  if (labels.length === 0) throw new ValueError(name, 'must have at least one example', labels.length);
  checkDataset(dataset);
  checkLabels(dataset, name, dataset.classes);
  let total = 0;
  let correct = 0;
  for (let start = 0; start < labels.length; start += CHUNK) {
    const end = Math.min(start + CHUNK, labels.length);
    const expected = labels.subarray(start, end);
    inScratch(() => {
      const outputs = noGrad(() => model.forward(slice(inputs, 0, start, end)));
      if (start === 0 && loss === crossEntropy)
        checkLabels(dataset, name, outputs.shape[1], ', the number of outputs');
      total += loss(outputs, expected).item() * expected.length;
      correct += argmax(outputs.value).filter((prediction, i) => prediction === expected[i]).length;
    });
  }
  if (!Number.isFinite(total)) checkExamples(dataset);
  return { loss: total / labels.length, accuracy: correct / labels.length };
}
