// Checks of datasets and splits. They run when data are loaded or a trainer is made, so that invalid data are found before any
// training.

import { firstNonFinite, integer } from '../check.ts';
import { NonFiniteError, ShapeError, ValueError } from '../errors.ts';
import { Tensor } from '../tensor/index.ts';
import type { Dataset, Split } from './dataset.ts';

/**
 * Checks the parts of a dataset and returns them as a dataset. Errors name the first wrong example, counted from 0.
 *
 * @throws {ShapeError} if inputs [n, f], n labels and the image size do not fit each other.
 * @throws {ValueError} if a label is not in [0, classes), or `classes` is not an integer in [1, 256].
 * @throws {NonFiniteError} if an input is a NaN or an infinity.
 *
 * @example
 * const inputs = tensor([[0, 0], [1, 1]]);
 * createDataset({ name: 'and', inputs, labels: Uint8Array.of(0, 1), classes: 2 }).labels; // → Uint8Array(2) [ 0, 1 ]
 * createDataset({ name: 'and', inputs, labels: Uint8Array.of(0, 2), classes: 2 }); // throws ValueError
 */
export function createDataset(parts: Dataset): Dataset {
  checkDataset(parts);
  checkExamples(parts);
  return parts;
}

/**
 * Checks that the shapes of a dataset fit each other, without reading every number.
 *
 * @param what names the dataset in errors.
 * @throws {ShapeError} if inputs [n, f], n labels and the image do not fit each other.
 * @throws {ValueError} if the number of classes is not in [1, 256], or inputs and labels are of another type.
 */
export function checkDataset({ name, inputs, labels, classes, image }: Dataset, what = name): void {
  integer(`${what} classes`, classes, 1, 256);
  if (!(labels instanceof Uint8Array)) throw new ValueError(`${what} labels`, 'must be a Uint8Array', labels);
  if (!(inputs instanceof Tensor)) throw new ValueError(`${what} inputs`, 'must be a Tensor', inputs);
  if (inputs.rank !== 2 || inputs.shape[0] !== labels.length) {
    const rule = `must be a matrix of ${labels.length} rows, one for each label`;
    throw new ShapeError(`${what} inputs`, rule, [...inputs.shape]);
  }
  if (image && image[0] * image[1] !== inputs.shape[1]) {
    throw new ShapeError(`${what} image`, `must hold ${inputs.shape[1]} pixels`, [...image]);
  }
}

/**
 * Checks every label and every input of a dataset. Errors name the example, such as "training image 12", counted from 0.
 *
 * @throws {ValueError} if a label is not in [0, classes).
 * @throws {NonFiniteError} if an input is a NaN or an infinity; its index is the position within the example.
 */
export function checkExamples(dataset: Dataset, what = dataset.name): void {
  const { inputs, classes } = dataset;
  checkLabels(dataset, what, classes);
  const values = inputs.values();
  const bad = firstNonFinite(values);
  if (bad < 0) return;
  const features = inputs.shape[1];
  throw new NonFiniteError(
    exampleName(dataset, what, Math.floor(bad / features)),
    bad % features,
    values[bad],
  );
}

/**
 * Checks every label of a dataset.
 *
 * @param why description of the limit, which ends the first part of the message.
 * @throws {ValueError} if a label is not below the limit; the message names the example.
 */
export function checkLabels(dataset: Dataset, what: string, limit: number, why = ''): void {
  const wrong = dataset.labels.findIndex((label) => label >= limit);
  if (wrong < 0) return;
  const rule = `must have a label below ${limit}${why}`;
  throw new ValueError(exampleName(dataset, what, wrong), rule, dataset.labels[wrong]);
}

const exampleName = ({ image }: Dataset, what: string, i: number): string =>
  `${what} ${image ? 'image' : 'example'} ${i}`;

/** Returns the parts of a split with their names in messages. */
export const splitParts = ({ train, validation, test }: Split): [what: string, part: Dataset][] => [
  ['training', train],
  ['validation', validation],
  ['test', test],
];

/**
 * Checks everything about the three parts of a split that can be known before training.
 *
 * @throws {ShapeError} if inputs and labels of a part do not fit, or a part has other features than the training part.
 * @throws {ValueError} if a part is missing or empty, or a label is not one of the training part's classes.
 * @throws {NonFiniteError} if an input is a NaN or an infinity.
 */
export function checkSplit(split: Split): void {
  const { train } = split;
  const parts = splitParts(split);
  for (const [what, part] of parts) {
    if (part === undefined) throw new ValueError(`${what} set`, 'must be a dataset', part);
    checkDataset(part, what);
    if (part.labels.length === 0) throw new ValueError(`${what} set`, 'must have at least one example', 0);
    const { shape } = part.inputs;
    const features = train.inputs.shape[1];
    if (shape[1] !== features)
      throw new ShapeError(`${what} inputs`, `must have ${features} features, as in training`, [...shape]);
  }
  for (const [what, part] of parts)
    checkExamples({ ...part, classes: Math.min(part.classes, train.classes) }, what);
}
