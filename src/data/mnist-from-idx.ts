import { FormatError } from '../errors.ts';
import { Tensor } from '../tensor/index.ts';
import type { Dataset } from './dataset.ts';
import { type Idx, parseIdx } from './idx.ts';

/** The four files of MNIST and of other datasets in its format: their bytes, paths or names. */
export interface MnistFiles<File> {
  /** The file of the training images. */
  readonly trainImages: File;
  /** The file of the training labels. */
  readonly trainLabels: File;
  /** The file of the test images. */
  readonly testImages: File;
  /** The file of the test labels. */
  readonly testLabels: File;
}

/** Names for datasets and error messages. */
export interface MnistNames {
  /** Name of both datasets; `mnist` by default. */
  readonly name?: string;
  /** Name of each file in error messages; by default its key, such as `trainImages`. */
  readonly fileNames?: MnistFiles<string>;
}

const SIDE = 28;
const CLASSES = 10;
const ROLES = {
  trainImages: 'trainImages',
  trainLabels: 'trainLabels',
  testImages: 'testImages',
  testLabels: 'testLabels',
};
const BRIGHTNESS = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/**
 * Reads MNIST, or a dataset in the same format such as Fashion-MNIST, from the bytes of its four IDX files. The examples are in
 * the order of the files. Inputs are pixels ÷ 255 in binary32, [n, 784].
 *
 * @throws {FormatError} if a file does not hold 28×28 images of unsigned bytes, or one label in [0, 10) per image; the message
 *   names the file.
 *
 * @example
 * const images = new Uint8Array(16 + 784); // one black image
 * images.set([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]);
 * const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7); // its label
 * const files = { trainImages: images, trainLabels: labels, testImages: images, testLabels: labels };
 * mnistFromIdx(files).train.inputs.shape; // → [ 1, 784 ]
 */
export function mnistFromIdx(
  files: MnistFiles<Uint8Array>,
  { name = 'mnist', fileNames = ROLES }: MnistNames = {},
): { train: Dataset; test: Dataset } {
  const part = (images: 'trainImages' | 'testImages', labels: 'trainLabels' | 'testLabels'): Dataset => {
    const pixels = imagesOf(parseIdx(files[images], fileNames[images]), fileNames[images]);
    return {
      name,
      inputs: pixels,
      labels: labelsOf(parseIdx(files[labels], fileNames[labels]), fileNames[labels], pixels.shape[0]),
      classes: CLASSES,
      image: [SIDE, SIDE],
    };
  };
  return { train: part('trainImages', 'trainLabels'), test: part('testImages', 'testLabels') };
}

function imagesOf({ shape, data }: Idx, name: string): Tensor {
  if (shape.length !== 3 || shape[1] !== SIDE || shape[2] !== SIDE) {
    throw new FormatError(name, `must hold images of ${SIDE}×${SIDE}, [n, ${SIDE}, ${SIDE}]`, shape);
  }
  const pixels = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) pixels[i] = BRIGHTNESS[data[i]];
  return new Tensor(pixels, [shape[0], SIDE * SIDE]);
}

function labelsOf({ shape, data }: Idx, name: string, images: number): Uint8Array {
  if (shape.length !== 1 || shape[0] !== images) {
    throw new FormatError(name, `must hold ${images} labels, one for each image`, shape);
  }
  const bad = data.findIndex((label) => label >= CLASSES);
  if (bad >= 0) throw new FormatError(`${name} label ${bad}`, `must be below ${CLASSES}`, data[bad]);
  return new Uint8Array(data);
}
