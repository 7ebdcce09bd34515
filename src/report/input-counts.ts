/** How many weights of the first layer survive at each input pixel. */
export interface InputCounts {
  /** Surviving weights of each pixel [height · width]. */
  readonly counts: readonly number[];
  /** The largest of them. */
  readonly most: number;
  /** Pixels without any. */
  readonly dead: number;
  /** Width of what is called the border: a seventh of the shorter side, 4 of 28, which MNIST leaves empty. */
  readonly margin: number;
  /** Mean count of the border's pixels; NaN where there is no border. */
  readonly border: number;
  /** Mean count of the others. */
  readonly inside: number;
}

/** Counts by pixel. `mask` is [outputs, height · width]. */
export function countInputs(
  mask: Uint8Array,
  outputs: number,
  [height, width]: readonly [number, number],
): InputCounts {
  const size = height * width;
  const counts = new Array<number>(size).fill(0);
  for (let i = 0; i < outputs * size; i++) counts[i % size] += mask[i];
  const margin = Math.floor(Math.min(height, width) / 7);
  const isInside = (i: number): boolean => {
    const [row, column] = [Math.floor(i / width), i % width];
    return row >= margin && row < height - margin && column >= margin && column < width - margin;
  };
  return {
    counts,
    most: Math.max(...counts),
    dead: counts.filter((count) => count === 0).length,
    margin,
    border: mean(counts.filter((_, i) => !isInside(i))),
    inside: mean(counts.filter((_, i) => isInside(i))),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
