// Folders of IDX files, made up.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What may be wrong with the files, or their sizes. */
export interface Shape {
  readonly side?: number;
  readonly train?: number;
  readonly test?: number;
  /** Labels beside the train images; as many as images by default. */
  readonly trainLabels?: number;
  /** The label of the last test image, which is out of range. */
  readonly lastLabel?: number;
  readonly magic?: number;
  /** Bytes cut off the end of the train images. */
  readonly cut?: number;
  /** Number of different labels; 10 by default. */
  readonly classes?: number;
}

/** Writes the four files: image i is of class i mod `classes`, and shows i mod 10 as a bright row. */
export function writeIdxFolder(folder: string, shape: Shape = {}): string {
  const { side = 28, train = 6, test = 4, trainLabels = train, magic = 0x803, cut = 0 } = shape;
  const { classes = 10, lastLabel } = shape;
  mkdirSync(folder);
  const file = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
  const pictures = images(magic, train, side);
  file('train-images-idx3-ubyte', pictures.subarray(0, pictures.length - cut));
  file('train-labels-idx1-ubyte', labels(trainLabels, classes));
  file('t10k-images-idx3-ubyte', images(0x803, test, side));
  const testLabels = labels(test, classes);
  if (lastLabel !== undefined) testLabels.fill(lastLabel, -1);
  file('t10k-labels-idx1-ubyte', testLabels);
  return folder;
}

function images(magic: number, count: number, side: number): Uint8Array {
  const pixels = new Uint8Array(count * side * side);
  for (let i = 0; i < count; i++) {
    const row = i * side * side + (2 + 2 * (i % 10)) * side;
    pixels.fill(200 + (i % 50), row, row + side);
  }
  return withHeader(magic, [count, side, side], pixels);
}

const labels = (count: number, classes: number) =>
  withHeader(
    0x801,
    [count],
    Uint8Array.from({ length: count }, (_, i) => i % classes),
  );

function withHeader(magic: number, sizes: readonly number[], data: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 * (1 + sizes.length)));
  [magic, ...sizes].forEach((value, i) => void header.setUint32(4 * i, value));
  return Uint8Array.from(Buffer.concat([new Uint8Array(header.buffer), data]));
}
