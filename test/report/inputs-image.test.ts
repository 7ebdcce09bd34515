import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { countInputWeights, type InputWeights } from '../../src/experiments/index.ts';
import { inputsImage } from '../../src/report/index.ts';
import { summarizeInputs } from '../../src/report/input-counts.ts';
import { all, standsAlone } from './svg.ts';

const size = fc.integer({ min: 1, max: 9 });
const images = fc
  .record({ height: size, width: size, outputs: size })
  .chain(({ height, width, outputs }) =>
    fc
      .array(fc.nat({ max: outputs }), { minLength: height * width, maxLength: height * width })
      .map((counts): InputWeights => ({ image: [height, width], outputs, counts })),
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
    fc.property(images, (inputs) => {
      expect(painted(inputsImage(inputs), inputs.image[1])).toEqual(inputs.counts);
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
  return countInputWeights(mask, 3, [28, 28]);
})();

test('dead border pixels are counted, painted black and mentioned in the text', () => {
  expect(summarizeInputs(digits)).toMatchObject({
    most: 3,
    dead: 383,
    margin: 4,
    border: 1 / 384,
    inside: 3,
  });
  const root = standsAlone(inputsImage(digits));
  expect(root.querySelector('path[data-count="0"]')?.getAttribute('fill')).toBe('#000000');
  expect(root.querySelector('desc')?.textContent).toBe(
    '383 of 784 pixels are dead: nothing reads them. The outer 4 pixels of each side keep 0.0 of 3 weights per pixel, the inside 3.0.',
  );
});

test('every count has its own color, and none is as dark as a dead pixel', () => {
  const counts = Array.from({ length: 49 }, (_, pixel) => Math.max(0, 30 - pixel));
  const fills = all(standsAlone(inputsImage({ image: [7, 7], outputs: 30, counts })), 'path[data-count]').map(
    (path) => path.getAttribute('fill'),
  );
  expect(fills).toHaveLength(31);
  expect(new Set(fills).size).toBe(31);
});

test('inputs without a surviving weight, and with a single one, are drawn', () => {
  expect(painted(inputsImage({ image: [2, 2], outputs: 1, counts: [0, 0, 0, 0] }), 2)).toEqual([0, 0, 0, 0]);
  expect(painted(inputsImage({ image: [1, 1], outputs: 1, counts: [1] }), 1)).toEqual([1]);
});

test.each([[0], [783], [785]])('inputsImage rejects %i counts for 28 · 28 pixels', (length) => {
  const counts = new Array<number>(length).fill(0);
  expect(() => inputsImage({ image: [28, 28], outputs: 1, counts })).toThrow(
    new ShapeError('counts', 'must have 28 · 28 > 0 entries', length),
  );
});
