// Data folders that are rejected before anything is trained.

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DataError } from '../../src/cli/exit-codes.ts';
import { ValueError } from '../../src/errors.ts';
import { planLine } from './command-line.ts';
import { type Shape, writeIdxFolder } from './idx.ts';

const scratch = mkdtempSync(join(tmpdir(), 'winning-ticket-data-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const plan = (data: string, ...others: string[]) => planLine('find', ['--data', data, ...others]);

test.each<[string, Shape, string]>([
  ['truncated images', { cut: 5 }, 'train-images'],
  ['a wrong magic number', { magic: 0x801 }, 'train-images'],
  ['labels of another count', { trainLabels: 5 }, 'train-labels'],
  ['images of another size', { side: 12 }, '28×28'],
  ['a single training image', { train: 1 }, 'must have at least two examples to be split'],
  [
    'an empty test set',
    { test: 0 },
    't10k-images-idx3-ubyte: every axis must be at least 1, got [0, 28, 28]',
  ],
  ['a label out of range', { lastLabel: 10 }, 't10k-labels-idx1-ubyte label 3: must be below 10, got 10'],
])('%s are rejected with a DataError that names the option and the folder', (name, shape, message) => {
  const folder = writeIdxFolder(join(scratch, name.replaceAll(' ', '-')), shape);
  expect(() => plan(folder)).toThrow(DataError);
  expect(() => plan(folder)).toThrow(`--data ${folder}: `);
  expect(() => plan(folder)).toThrow(message);
});

test('a folder without the files is rejected with a DataError', () => {
  const folder = join(scratch, 'empty');
  mkdirSync(folder);
  expect(() => plan(folder)).toThrow(DataError);
  expect(() => plan(folder)).toThrow('train-images');
});

test('names that objects have are not synthetic sets', () => {
  expect(() => plan('toString')).toThrow(DataError);
  expect(() => plan('toString')).toThrow('--data toString: folder: must be an existing folder');
});

test('a validation set as large as the training images is rejected with a ValueError', () => {
  const folder = writeIdxFolder(join(scratch, 'sized'), { train: 24 });
  expect(() => plan(folder, '--validation-size', '24')).toThrow(ValueError);
  expect(() => plan(folder, '--validation-size', '24')).toThrow(
    'validation size: must be an integer in [1, 23], got 24',
  );
});
