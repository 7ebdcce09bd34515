import { expect, test } from 'vitest';
import { checkSplit } from '../../src/data/check-dataset.ts';
import type { Dataset, Split } from '../../src/data/index.ts';
import { NonFiniteError, ShapeError, ValueError } from '../../src/errors.ts';
import { Tensor } from '../../src/tensor/index.ts';

/** 20 images of 2×3 pixels and three classes. */
const images = (changed: Partial<Dataset> = {}): Dataset => ({
  name: 'digits',
  inputs: new Tensor(new Float32Array(120), [20, 6]),
  labels: Uint8Array.from({ length: 20 }, (_, i) => i % 3),
  classes: 3,
  image: [2, 3],
  ...changed,
});

const withInput = (index: number, value: number): Partial<Dataset> => {
  const values = new Float32Array(120);
  values[index] = value;
  return { inputs: new Tensor(values, [20, 6]) };
};

const withLabel = (index: number, label: number): Partial<Dataset> => {
  const { labels } = images();
  labels[index] = label;
  return { labels };
};

const NAMES = { train: 'training', validation: 'validation', test: 'test' } as const;

test('checkSplit accepts a split whose parts fit each other', () => {
  const small = images({ inputs: new Tensor(new Float32Array(6), [1, 6]), labels: new Uint8Array(1) });
  expect(() => checkSplit({ train: images(), validation: small, test: images() })).not.toThrow();
});

for (const part of ['train', 'validation', 'test'] as const) {
  const name = NAMES[part];
  const check = (changed: Partial<Dataset>) => {
    const split: Split = { train: images(), validation: images(), test: images(), [part]: images(changed) };
    return () => checkSplit(split);
  };

  test.each<[string, Partial<Dataset>, string, new (...args: never[]) => Error]>([
    [
      'a NaN',
      withInput(6 * 12 + 4, Number.NaN),
      `${name} image 12[4]: must be finite, got NaN`,
      NonFiniteError,
    ],
    [
      'an infinity',
      withInput(119, -Infinity),
      `${name} image 19[5]: must be finite, got -Infinity`,
      NonFiniteError,
    ],
    [
      'a NaN in data that are not images',
      { ...withInput(0, Number.NaN), image: undefined as never },
      `${name} example 0[0]: must be finite, got NaN`,
      NonFiniteError,
    ],
    [
      'a label out of range',
      withLabel(12, 3),
      `${name} image 12: must have a label below 3, got 3`,
      ValueError,
    ],
    [
      'fewer labels than inputs',
      { labels: new Uint8Array(19) },
      `${name} inputs: must be a matrix of 19 rows, one for each label, got [20, 6]`,
      ShapeError,
    ],
    [
      'no example',
      { inputs: new Tensor(new Float32Array(0), [0, 6]), labels: new Uint8Array(0) },
      `${name} set: must have at least one example, got 0`,
      ValueError,
    ],
  ])(`checkSplit reports %s in the ${name} set`, (_, changed, message, type) => {
    expect(check(changed)).toThrow(type);
    expect(check(changed)).toThrow(message);
  });
}

test.each<[string, Partial<Dataset>, string]>([
  [
    'labels in a list',
    { labels: [0, 1, -1] as never },
    'training labels: must be a Uint8Array, got [0, 1, -1]',
  ],
  [
    'labels of another type',
    { labels: Int32Array.of(0, -1) as never },
    'training labels: must be a Uint8Array, got an Int32Array',
  ],
  ['inputs in lists', { inputs: [[1], [2]] as never }, 'training inputs: must be a Tensor, got [[1], [2]]'],
])('checkSplit reports %s', (_, changed, message) => {
  const split = { train: images(changed), validation: images(), test: images() };
  expect(() => checkSplit(split)).toThrow(ValueError);
  expect(() => checkSplit(split)).toThrow(message);
});

test('checkSplit reports a missing part', () => {
  const { validation, ...split } = { train: images(), validation: images(), test: images() };
  expect(validation).toBeDefined();
  expect(() => checkSplit(split as Split)).toThrow('validation set: must be a dataset, got undefined');
});

test.each(['validation', 'test'] as const)('checkSplit reports another input width in the %s set', (part) => {
  const wide = images({ inputs: new Tensor(new Float32Array(140), [20, 7]), image: [1, 7] });
  const split = { train: images(), validation: images(), test: images(), [part]: wide };
  expect(() => checkSplit(split)).toThrow(ShapeError);
  expect(() => checkSplit(split)).toThrow(
    `${part} inputs: must have 6 features, as in training, got [20, 7]`,
  );
});

test.each(['validation', 'test'] as const)(
  'checkSplit reports a label of the %s set that is not a class of the training set',
  (part) => {
    const more = images({ ...withLabel(7, 3), classes: 4 });
    const split = { train: images(), validation: images(), test: images(), [part]: more };
    expect(() => checkSplit(split)).toThrow(`${part} image 7: must have a label below 3, got 3`);
  },
);
