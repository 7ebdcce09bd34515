import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Dataset, normalize, type Split } from '../../src/data/index.ts';
import { NonFiniteError, ValueError } from '../../src/errors.ts';
import { tensor } from '../../src/tensor/index.ts';

const dataset = (values: readonly number[]): Dataset => ({
  name: 'numbers',
  inputs: tensor(Float32Array.from(values), [values.length, 1]),
  labels: new Uint8Array(values.length),
  classes: 1,
});
const split = (train: readonly number[], validation: readonly number[] = [7], test = [9]): Split => ({
  train: dataset(train),
  validation: dataset(validation),
  test: dataset(test),
});

test('the inputs 1, 2, 3, 6 have mean 3 and standard deviation √3.5', () => {
  const { train, validation, test, normalization } = normalize(split([1, 2, 3, 6], [3], [-4]));
  const d = Math.sqrt(3.5);
  expect(normalization).toEqual({ mean: 3, deviation: d });
  expect([...train.inputs.values()]).toEqual([-2 / d, -1 / d, 0, 3 / d].map(Math.fround));
  expect([...validation.inputs.values()]).toEqual([0]);
  expect([...test.inputs.values()]).toEqual([Math.fround(-7 / d)]);
});

test('training inputs are normalized to mean 0 and standard deviation 1, independent of the other sets', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 50 }),
      fc.array(fc.integer(), { minLength: 1 }),
      (some, others) => {
        const values = [...some, some[0] + 1];
        const { train, normalization } = normalize(split(values, others));
        const numbers = [...train.inputs.values()];
        const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
        const square = numbers.reduce((a, b) => a + b * b, 0) / numbers.length;
        expect(Math.abs(mean)).toBeLessThan(1e-5);
        expect(Math.abs(square - 1)).toBeLessThan(1e-5);
        expect(normalization).toEqual(normalize(split(values)).normalization);
      },
    ),
  ));

test('normalize does not modify its argument', () => {
  const original = split([1, 2, 3, 6]);
  normalize(original);
  expect(original).toEqual(split([1, 2, 3, 6]));
});

test('normalize rejects a split that is already normalized', () => {
  expect(() => normalize(normalize(split([1, 2])))).toThrow(
    'normalize: must be given inputs not yet normalized, got [1.5, 0.5]',
  );
});

test.each([0.1, 0, 5])('normalize rejects training inputs that are all %s', (value) => {
  expect(() => normalize(split([value, value, value]))).toThrow(
    new ValueError('numbers inputs', 'must not all be the same', Math.fround(value)),
  );
});

test.each([NaN, Infinity, -Infinity])(
  'normalize throws a NonFiniteError for %s that names the example',
  (bad) => {
    expect(() => normalize(split([1, 2, bad, 3]))).toThrow(new NonFiniteError('training example 2', 0, bad));
    expect(() => normalize(split([1, 2], [1, bad]))).toThrow(
      new NonFiniteError('validation example 1', 0, bad),
    );
    expect(() => normalize(split([1, 2], [1], [bad]))).toThrow(new NonFiniteError('test example 0', 0, bad));
  },
);
