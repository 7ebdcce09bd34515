import { expect, test } from 'vitest';
import { mnistFromIdx } from '../../src/data/index.ts';
import { FormatError } from '../../src/errors.ts';
import { encodeIdx, tinyMnist } from './encode-idx.ts';

test('inputs are pixels ÷ 255 rounded to binary32, in file order', () => {
  const { train, test } = mnistFromIdx(tinyMnist(7, 3));
  expect(train.inputs.shape).toEqual([7, 784]);
  expect(test.inputs.shape).toEqual([3, 784]);
  expect(train.inputs.values().every((value, i) => value === Math.fround((i % 256) / 255))).toBe(true);
  expect([...train.labels]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(train).toMatchObject({ name: 'mnist', classes: 10, image: [28, 28] });
});

test('the labels do not share memory with the file', () => {
  const files = tinyMnist();
  const { train } = mnistFromIdx(files, { name: 'digits' });
  files.trainLabels.fill(255);
  expect([...train.labels]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(train.name).toBe('digits');
});

const tiny = tinyMnist();
test.each([
  [
    'one label too few',
    { trainLabels: encodeIdx([6], new Uint8Array(6)) },
    'trainLabels: must hold 7 labels, one for each image, got [6]',
  ],
  [
    'a label of 10',
    { testLabels: encodeIdx([3], [1, 10, 2]) },
    'testLabels label 1: must be below 10, got 10',
  ],
  [
    'labels that are a matrix',
    { testLabels: encodeIdx([3, 1], [1, 2, 3]) },
    'testLabels: must hold 3 labels, one for each image, got [3, 1]',
  ],
  [
    'images of 28×27',
    { trainImages: encodeIdx([7, 28, 27], new Uint8Array(7 * 28 * 27)) },
    'trainImages: must hold images of 28×28, [n, 28, 28], got [7, 28, 27]',
  ],
  [
    'images and labels exchanged',
    { testImages: tiny.testLabels, testLabels: tiny.testImages },
    'testImages: must hold images of 28×28, [n, 28, 28], got [3]',
  ],
  [
    'a truncated file',
    { testImages: tiny.testImages.subarray(0, 2000) },
    'testImages: must hold the 2352 elements its header promises, [3, 28, 28], got 1984',
  ],
])('mnistFromIdx rejects %s with a specific message', (_, damage, message) => {
  const load = () => mnistFromIdx({ ...tiny, ...damage });
  expect(load).toThrow(FormatError);
  expect(load).toThrow(message);
});
