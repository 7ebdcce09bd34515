import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ShapeError } from '../../../src/errors.ts';
import { countInputWeights } from '../../../src/experiments/index.ts';

const size = fc.integer({ min: 1, max: 9 });
const masks = fc
  .record({ outputs: fc.integer({ min: 1, max: 6 }), height: size, width: size })
  .chain(({ outputs, height, width }) => {
    const length = outputs * height * width;
    return fc
      .array(fc.constantFrom(0, 0, 1), { minLength: length, maxLength: length })
      .map((bits) => ({ outputs, height, width, mask: Uint8Array.from(bits) }));
  });

test('countInputWeights counts the surviving weights of every pixel', () => {
  fc.assert(
    fc.property(masks, ({ mask, outputs, height, width }) => {
      const counts = Array.from({ length: height * width }, (_, pixel) => {
        let count = 0;
        for (let unit = 0; unit < outputs; unit++) count += mask[unit * height * width + pixel];
        return count;
      });
      const image = [height, width] as const;
      expect(countInputWeights(mask, outputs, image)).toEqual({ image, outputs, counts });
    }),
  );
});

test.each([[0], [783], [785]])('countInputWeights rejects a mask of %i entries for 1 · 28 · 28', (length) => {
  expect(() => countInputWeights(new Uint8Array(length), 1, [28, 28])).toThrow(
    new ShapeError('mask', 'must have 1 · 28 · 28 > 0 entries', length),
  );
});
