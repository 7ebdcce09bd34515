import { integer } from '../check.ts';
import type { Random } from '../random.ts';
import { gather } from '../tensor/index.ts';
import type { Batch } from './batches.ts';
import { checkDataset } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';

/** Default number of examples per class in a class-balanced batch, as in the code of GraSP's authors. */
const PER_CLASS = 10;

/**
 * Draws a batch with the same number of examples of each class that occurs in the dataset, in random order.
 *
 * @param perClass number of examples per class; by default 10, or as many as the smallest class has if that is fewer.
 * @throws {ValueError} unless `perClass` is an integer from 1 to the size of the smallest class.
 *
 * @example
 * const data = twoMoons({ examples: 100, random: new Random(1) });
 * classBalanced(data, new Random(2), 3).labels.sort(); // → Uint8Array(6) [ 0, 0, 0, 1, 1, 1 ]
 */
export function classBalanced(dataset: Dataset, random: Random, perClass?: number): Batch {
  const left = Array<number>(dataset.classes).fill(checkPerClass(dataset, perClass));
  const picked = random
    .permutation(dataset.labels.length)
    .filter((index) => left[dataset.labels[index]]-- > 0);
  return {
    inputs: gather(dataset.inputs, picked),
    labels: Uint8Array.from(picked, (index) => dataset.labels[index]),
  };
}

/** Returns the number of examples per class that `classBalanced` draws. @throws {ValueError} as it does. */
export function checkPerClass(dataset: Dataset, perClass?: number): number {
  checkDataset(dataset);
  const counts = Array<number>(dataset.classes).fill(0);
  for (const label of dataset.labels) counts[label]++;
  const smallest = Math.min(...counts.filter((count) => count > 0));
  return integer('examples per class', perClass ?? Math.min(PER_CLASS, smallest), 1, smallest);
}
