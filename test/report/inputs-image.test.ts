import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { inputsImage } from '../../src/report/index.ts';
import { countInputs } from '../../src/report/input-counts.ts';
import { all, standsAlone } from './svg.ts';

const masks = fc
  .record({
    outputs: fc.integer({ min: 1, max: 6 }),
    height: fc.integer({ min: 1, max: 9 }),
    width: fc.integer({ min: 1, max: 9 }),
  })
  .chain((shape) =>
    fc
      .array(fc.constantFrom(0, 0, 1), {
        minLength: shape.outputs * shape.height * shape.width,
        maxLength: shape.outputs * shape.height * shape.width,
      })
      .map((bits) => ({ ...shape, mask: Uint8Array.from(bits) })),
  );

/** Pixel → the count its path says. */
function painted(svg: string, width: number): number[] {
  const counts: number[] = [];
  for (const path of all(standsAlone(svg), 'path[data-count]')) {
    for (const [, x, y] of (path.getAttribute('d') ?? '').matchAll(/M(\d+),(\d+)h1v1h-1z/g)) {
      counts[Number(y) * width + Number(x)] = Number(path.getAttribute('data-count'));
    }
  }
  return counts;
}

test('every pixel is painted with the number of weights that read it', () =>
  fc.assert(
    fc.property(masks, ({ mask, outputs, height, width }) => {
      const expected = Array.from({ length: height * width }, (_, pixel) => {
        let count = 0;
        for (let unit = 0; unit < outputs; unit++) count += mask[unit * height * width + pixel];
        return count;
      });
      expect(painted(inputsImage(mask, outputs, [height, width]), width)).toEqual(expected);
    }),
    { numRuns: 30 },
  ));

/** Three units that read the inner 20 × 20 pixels of 28 × 28, one of them a corner too. */
const digits = (() => {
  const mask = new Uint8Array(3 * 784);
  for (let i = 0; i < mask.length; i++) {
    const [row, column] = [Math.floor((i % 784) / 28), i % 28];
    if (row >= 4 && row < 24 && column >= 4 && column < 24) mask[i] = 1;
  }
  mask[0] = 1;
  return mask;
})();

test('a border that died is counted, painted black, and said', () => {
  expect(countInputs(digits, 3, [28, 28])).toMatchObject({
    most: 3,
    dead: 383,
    margin: 4,
    border: 1 / 384,
    inside: 3,
  });
  const root = standsAlone(inputsImage(digits, 3, [28, 28]));
  expect(root.querySelector('path[data-count="0"]')?.getAttribute('fill')).toBe('#000000');
  expect(root.querySelector('desc')?.textContent).toBe(
    '383 of 784 pixels are dead: nothing reads them. The outer 4 pixels of each side keep 0.0 of 3 weights per pixel, the inside 3.0.',
  );
});

test('every count has its own color, and none is as dark as a dead pixel', () => {
  const mask = new Uint8Array(30 * 49);
  for (let unit = 0; unit < 30; unit++)
    for (let pixel = 0; pixel <= unit; pixel++) mask[unit * 49 + pixel] = 1;
  const fills = all(standsAlone(inputsImage(mask, 30, [7, 7])), 'path[data-count]').map((path) =>
    path.getAttribute('fill'),
  );
  expect(fills).toHaveLength(31);
  expect(new Set(fills).size).toBe(31);
});

test('a mask without a survivor, and one of a single weight, are drawn', () => {
  expect(painted(inputsImage(new Uint8Array(4), 1, [2, 2]), 2)).toEqual([0, 0, 0, 0]);
  expect(painted(inputsImage(new Uint8Array([1]), 1, [1, 1]), 1)).toEqual([1]);
});

test.each([[0], [783], [785]])('a mask of %i entries for 1 · 28 · 28 is refused', (length) => {
  expect(() => inputsImage(new Uint8Array(length), 1, [28, 28])).toThrow(
    new ShapeError('mask', 'must have 1 · 28 · 28 > 0 entries', length),
  );
});
