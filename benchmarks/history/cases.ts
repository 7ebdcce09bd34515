/** One training that is timed on both sides. */
export interface HistoryCase {
  /** Name in the report: `density 0.1`. */
  readonly name: string;
  /** Fraction of the weights that survive, chosen by the magnitude of the initial weights over all layers together. */
  readonly density: number;
}

/** The cases, in the order of the report. */
export const CASES: readonly HistoryCase[] = [1, 0.3, 0.1, 0.02].map((density) => ({
  name: `density ${density}`,
  density,
}));
