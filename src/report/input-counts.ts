import type { InputWeights } from '../experiments/index.ts';

/** What the picture of the inputs says about the surviving weights per pixel. */
export interface InputCounts {
  /** The largest number of a pixel. */
  readonly most: number;
  /** Number of pixels without any. */
  readonly dead: number;
  /** Width of the border: a seventh of the shorter side, 4 of 28, which MNIST leaves empty. */
  readonly margin: number;
  /** Mean over the pixels of the border; NaN if there is no border. */
  readonly border: number;
  /** Mean over the other pixels. */
  readonly inside: number;
}

/** Summarizes the surviving weights per pixel. */
export function summarizeInputs({ counts, image: [height, width] }: InputWeights): InputCounts {
  const margin = Math.floor(Math.min(height, width) / 7);
  const isInside = (i: number): boolean => {
    const [row, column] = [Math.floor(i / width), i % width];
    return row >= margin && row < height - margin && column >= margin && column < width - margin;
  };
  return {
    most: Math.max(...counts),
    dead: counts.filter((count) => count === 0).length,
    margin,
    border: mean(counts.filter((_, i) => !isInside(i))),
    inside: mean(counts.filter((_, i) => isInside(i))),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
