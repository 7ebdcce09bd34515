import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDataset, type Dataset, splitDataset, subset } from '../../src/data/index.ts';
import { NonFiniteError, ShapeError, ValueError } from '../../src/errors.ts';
import { Random } from '../../src/random.ts';
import { tensor, transpose } from '../../src/tensor/index.ts';

/** n examples of two features, 2i and 2i + 1, of class i mod 3. */
const counting = (n: number): Dataset => ({
  name: 'counting',
  inputs: tensor(
    Float32Array.from({ length: 2 * n }, (_, i) => i),
    [n, 2],
  ),
  labels: Uint8Array.from({ length: n }, (_, i) => i % 3),
  classes: 3,
});
const idsOf = ({ inputs }: Dataset): number[] =>
  [...inputs.values()].filter((_, i) => i % 2 === 0).map((x) => x / 2);
const seed = fc.nat(0xffff);

test('a subset contains the rows and labels at the given indices, in this order', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.array(fc.nat()), (n, draws) => {
      const indices = draws.map((draw) => draw % n);
      const part = subset(counting(n), indices);
      expect(idsOf(part)).toEqual(indices);
      expect([...part.labels]).toEqual(indices.map((i) => i % 3));
      expect(part.inputs.shape).toEqual([indices.length, 2]);
    }),
  ));

test('a subset reads strided inputs in row order', () => {
  const inputs = transpose(
    tensor([
      [0, 2, 4],
      [1, 3, 5],
    ]),
  );
  expect(subset({ ...counting(3), inputs }, [2, 0]).inputs.toArray()).toEqual([
    [4, 5],
    [0, 1],
  ]);
});

test('a subset is a copy of the examples', () => {
  const whole = counting(3);
  subset(whole, [0, 1, 2]).inputs.data.fill(-1);
  subset(whole, [0, 1, 2]).labels.fill(2);
  expect(whole).toEqual(counting(3));
});

test.each([-1, 3, 0.5, NaN])('a subset rejects index %s of 3', (index) => {
  expect(() => subset(counting(3), [0, index])).toThrow(ValueError);
});

test('the two parts of a split are disjoint, together contain every example, and are in order', () =>
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), seed, (n, draw, seed) => {
      const count = 1 + (draw % (n - 1));
      const { train, validation } = splitDataset(counting(n), count, new Random(seed));
      const ascending = (a: number, b: number) => a - b;
      expect(validation.labels).toHaveLength(count);
      for (const part of [train, validation]) {
        expect(idsOf(part)).toEqual(idsOf(part).sort(ascending));
        expect([...part.labels]).toEqual(idsOf(part).map((id) => id % 3));
      }
      expect([...idsOf(train), ...idsOf(validation)].sort(ascending)).toEqual([...Array(n).keys()]);
    }),
  ));

test('the split depends on the seed', () => {
  const held = (seed: number) => idsOf(splitDataset(counting(100), 50, new Random(seed)).validation);
  expect(held(3)).toEqual(held(3));
  expect(held(3)).not.toEqual(held(4));
});

test.each([0, 3, 4, -1, 1.5, NaN, Infinity])(
  'splitDataset throws a ValueError for a validation size of %s of 3',
  (count) => {
    expect(() => splitDataset(counting(3), count, new Random(1))).toThrow(
      new ValueError('validation size', 'must be an integer in [1, 2]', count),
    );
  },
);

test('splitDataset throws a ValueError for a single example', () => {
  expect(() => splitDataset(counting(1), 1, new Random(1))).toThrow(
    new ValueError('counting', 'must have at least two examples to be split', 1),
  );
});

test.each<[string, Partial<Dataset>, new (...args: never[]) => Error, string]>([
  [
    'too few labels',
    { labels: new Uint8Array(2) },
    ShapeError,
    'counting inputs: must be a matrix of 2 rows',
  ],
  [
    'inputs that are no matrix',
    { inputs: tensor([1, 2, 3]) },
    ShapeError,
    'counting inputs: must be a matrix',
  ],
  [
    'an image of another size',
    { image: [1, 3] },
    ShapeError,
    'counting image: must hold 2 pixels, got [1, 3]',
  ],
  [
    'a label that is no class',
    { classes: 2 },
    ValueError,
    'counting example 2: must have a label below 2, got 2',
  ],
  ['no classes', { classes: 0 }, ValueError, 'counting classes: must be an integer in [1, 256], got 0'],
  ['too many classes', { classes: 257 }, ValueError, 'counting classes: must be an integer in [1, 256]'],
  [
    'a NaN',
    {
      inputs: tensor([
        [0, 1],
        [2, NaN],
        [4, 5],
      ]),
    },
    NonFiniteError,
    'counting example 1[1]: must be finite, got NaN',
  ],
])('a dataset with %s is rejected', (_, damage, kind, message) => {
  const create = () => createDataset({ ...counting(3), ...damage });
  expect(create).toThrow(kind);
  expect(create).toThrow(message);
});

test('a valid dataset is returned unchanged', () => {
  const parts: Dataset = { ...counting(3), image: [2, 1] };
  expect(createDataset(parts)).toBe(parts);
});
