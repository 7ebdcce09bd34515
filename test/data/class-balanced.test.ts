import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classBalanced, type Dataset } from '../../src/data/index.ts';
import { ShapeError, ValueError } from '../../src/errors.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';

/** Examples with these labels, whose only feature is their index. */
const dataset = (labels: readonly number[]): Dataset => ({
  name: 'counting',
  inputs: tensor(
    Float32Array.from(labels, (_, i) => i),
    [labels.length, 1],
  ),
  labels: Uint8Array.from(labels),
  classes: 4,
});
const smallestOf = (labels: readonly number[]) =>
  Math.min(...[...new Set(labels)].map((label) => labels.filter((other) => other === label).length));
const cases = fc.record({
  labels: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 60 }),
  draw: fc.nat(),
  seed: fc.nat(0xffff),
});

test('classBalanced draws the same number of different examples of each class that occurs', () =>
  fc.assert(
    fc.property(cases, ({ labels, draw, seed }) => {
      const perClass = 1 + (draw % smallestOf(labels));
      const batch = classBalanced(dataset(labels), new Random(seed), perClass);
      const picked = [...batch.inputs.values()];
      expect(new Set(picked).size).toBe(picked.length);
      expect([...batch.labels]).toEqual(picked.map((index) => labels[index]));
      for (const label of new Set(labels))
        expect(batch.labels.filter((other) => other === label)).toHaveLength(perClass);
      expect(batch.inputs.shape).toEqual([picked.length, 1]);
    }),
  ));

test('classBalanced draws ten examples of each class by default, or as many as the smallest class has', () => {
  const labels = (count: number) => [...Array<number>(count).fill(0), ...Array<number>(30).fill(2)];
  expect(classBalanced(dataset(labels(12)), new Random(1)).labels).toHaveLength(20);
  expect(classBalanced(dataset(labels(10)), new Random(1)).labels).toHaveLength(20);
  expect(classBalanced(dataset(labels(7)), new Random(1)).labels).toHaveLength(14);
});

test('classBalanced depends on the seed only, and does not always draw the first examples', () => {
  const labels = Array.from({ length: 40 }, (_, i) => i % 4);
  const drawn = (seed: number) => [...classBalanced(dataset(labels), new Random(seed), 2).inputs.values()];
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(2)).not.toEqual(drawn(1));
  expect(drawn(1).toSorted((a, b) => a - b)).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test.each([0, 3, 1.5, Number.NaN])(
  'classBalanced throws for %s examples of a class that has two',
  (perClass) => {
    expect(() => classBalanced(dataset([0, 0, 1, 1, 1]), new Random(1), perClass)).toThrow(
      new ValueError('examples per class', 'must be an integer in [1, 2]', perClass),
    );
  },
);

test('classBalanced throws a ShapeError for fewer labels than inputs', () => {
  const { inputs, ...rest } = dataset([0, 1, 1]);
  const broken = { ...rest, inputs, labels: Uint8Array.of(0, 1) };
  expect(() => classBalanced(broken, new Random(1))).toThrow(ShapeError);
});
