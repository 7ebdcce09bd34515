import type { InputWeights } from '../experiments/index.ts';

/** Statistics of the surviving first-layer weights per pixel. */
export interface InputCounts {
  /** Largest number of surviving weights of a pixel. */
  readonly most: number;
  /** Number of pixels without surviving weights. */
  readonly dead: number;
  /**
   * Width of the border in pixels: a seventh of the shorter side, which is 4 of the 28 pixels of MNIST, whose border is empty.
   */
  readonly margin: number;
  /** Mean number of surviving weights of the pixels in the border; NaN if there is no border. */
  readonly border: number;
  /** Mean number of surviving weights of the other pixels. */
  readonly inside: number;
}

/** Returns statistics of the surviving weights per pixel. */
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
