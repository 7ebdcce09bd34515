// Loads the data that the options name, and computes their digest.

import { createHash } from 'node:crypto';
import { readBytes } from '../data/gzip-files.ts';
import { type Dataset, normalize, type Split, spirals, splitDataset, twoMoons, xor } from '../data/index.ts';
import { loadMnist, mnistDataFolder, mnistFiles } from '../data/mnist.ts';
import { shorten, TicketError, ValueError } from '../errors.ts';
import type { Random } from '../random.ts';
import { DataError } from './exit-codes.ts';
import { libraryOptions, type OptionValues } from './options/index.ts';

/** Synthetic data sets, which are generated from each seed. */
const SYNTHETIC: Readonly<Record<string, typeof twoMoons>> = { 'two-moons': twoMoons, spirals, xor };

/** The options that determine the data, and the seed of the trial. */
export type DataConfig = Pick<OptionValues, 'data' | 'normalize' | 'validationSize' | 'seed'>;

/**
 * Loads the data that the options name.
 *
 * @throws {DataError} if a folder or file is missing or damaged.
 * @throws {ValueError} if the validation set would have no example, or all of them.
 */
export function loadData(config: DataConfig, random: Random): Split {
  const options = libraryOptions(config).data;
  return namingData(config, () =>
    isSynthetic(config)
      ? synthetic(SYNTHETIC[config.data], random.fork('data'), options)
      : loadMnist({ random, ...options, ...(config.data !== 'mnist' && { folder: config.data }) }),
  );
}

/**
 * Returns the SHA-256 digest of the data files as stored, in the order in which they are read; null for a synthetic set. It
 * reveals whether the data have changed when a run is resumed.
 *
 * @throws {DataError} if a folder or file is missing.
 */
export function dataDigest(config: Pick<DataConfig, 'data'>): string | null {
  if (isSynthetic(config)) return null;
  return namingData(config, () => {
    const hash = createHash('sha256');
    const files = mnistFiles(config.data === 'mnist' ? mnistDataFolder() : config.data);
    for (const path of [files.trainImages, files.trainLabels, files.testImages, files.testLabels])
      hash.update(readBytes(path));
    return hash.digest('hex');
  });
}

const isSynthetic = ({ data }: Pick<DataConfig, 'data'>): boolean => Object.hasOwn(SYNTHETIC, data);

/** Returns what `load` returns. An error about the data names the option. */
function namingData<T>({ data }: Pick<DataConfig, 'data'>, load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof TicketError)) throw error;
    if (error instanceof ValueError && error.what === 'validation size') throw error;
    throw new DataError(`--data ${shorten(data)}: ${error.message}`);
  }
}

/** Generates 3,000 examples, and splits them into 1,000 for testing, `validationSize` for validation and the rest for training. */
function synthetic(
  make: (options: { examples: number; random: Random }) => Dataset,
  random: Random,
  { validationSize = 1000, normalize: isNormalized = false }: ReturnType<typeof libraryOptions>['data'],
): Split {
  const { train: rest, validation: test } = splitDataset(
    make({ examples: 3000, random }),
    1000,
    random.fork('test'),
  );
  const split = { ...splitDataset(rest, validationSize, random.fork('validation')), test };
  return isNormalized ? normalize(split) : split;
}
