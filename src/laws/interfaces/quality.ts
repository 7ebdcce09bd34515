import type { Answer, JudgedNetwork } from '../../experiments/index.ts';

/** One evaluation during training. */
export interface CurveReading {
  readonly iteration: number;
  readonly validationLoss: number;
  /** Fraction of the test set. */
  readonly testAccuracy: number;
}

/** Whether a ticket wins. */
export interface QualityImpl {
  /** Judges a trained ticket against the trained dense network. `tolerance` is how much less accurate it may be. */
  judge(dense: JudgedNetwork, ticket: JudgedNetwork, tolerance: number): QualityAnswers;
  /** The iteration of early stop. */
  earlyStop(curve: readonly CurveReading[]): number;
}

/** What was found about a ticket. */
export interface QualityAnswers {
  /** As accurate as the dense network, within the tolerance. */
  readonly reachesTarget: boolean;
  /** At least as accurate as the dense network. */
  readonly matchesDense: boolean;
  /** Reaches the dense network's best validation loss in no more iterations than the dense network needs. */
  readonly trainsAsFast: Answer;
  readonly wins: Answer;
}
