// From the times of every run to the rows that are reported.

/** One line of the result. */
export interface Row {
  /** `matmul`, `step`, … */
  readonly bench: string;
  /** `512x512x512`, `density 0.1`, … */
  readonly case: string;
  /** `ours`, `tfjs-wasm`, … */
  readonly contender: string;
  /** Milliseconds of one computation: the median of its runs. */
  readonly ms: number;
  /** Median over rounds of its time ÷ ours in the same round: above 1 is slower than us. */
  readonly ratio: number;
}

/** Milliseconds of each contender in each round, by name; all have the same number of rounds. */
export type Times = ReadonlyMap<string, readonly number[]>;

/** The middle value, or the mean of the two in the middle. Throws a RangeError for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('median: must have at least one value, got none');
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The rows of one case, in the order of `times`, to four digits. Throws a RangeError without `ours`. */
export function rowsOf(bench: string, name: string, times: Times): Row[] {
  const ours = times.get('ours');
  if (ours === undefined) throw new RangeError(`${bench} ${name}: must have been run by ours`);
  return [...times].map(([contender, own]) => ({
    bench,
    case: name,
    contender,
    ms: fourDigits(median(own)),
    ratio: fourDigits(median(own.map((ms, round) => ms / ours[round]))),
  }));
}

/** Rounds to four significant digits. */
export const fourDigits = (value: number): number => Number(value.toPrecision(4));
