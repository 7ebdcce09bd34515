/** A network at its early stop. Accuracies are fractions of the test set. */
export interface Stop {
  readonly iteration: number;
  readonly testAccuracy: number;
}

/** One evaluation during training. */
export interface CurveReading extends Stop {
  readonly validationLoss: number;
}

/** Whether a ticket wins. */
export interface QualityImpl {
  /**
   * Holds a ticket's early stop against the dense network's. `tolerance`: how much less accurate it may be; `interval`:
   * how many iterations later it may stop, for evaluations lie that far apart.
   */
  judge(
    dense: Stop,
    ticket: Stop,
    tolerance: number,
    interval: number,
  ): {
    /** As accurate as dense, to the tolerance. */
    readonly reachesTarget: boolean;
    /** At least as accurate as dense. */
    readonly matchesDense: boolean;
    /** Stops no later than dense, to the interval. */
    readonly trainsAsFast: boolean;
    /** Reaches the target and trains as fast. */
    readonly isWinner: boolean;
  };
  /** The iteration of early stop. */
  earlyStop(curve: readonly CurveReading[]): number;
}
