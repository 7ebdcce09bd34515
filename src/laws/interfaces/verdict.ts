import type { Answer, JudgedNetwork } from '../../experiments/index.ts';

/** One evaluation during training. */
export interface Evaluation {
  readonly iteration: number;
  readonly validationLoss: number;
  /** Fraction of the test set. */
  readonly testAccuracy: number;
}

/** Whether a ticket wins. */
export interface VerdictImpl {
  /** Judges a trained ticket against the trained dense network. `tolerance` is how much less accurate it may be. */
  judge(dense: JudgedNetwork, ticket: JudgedNetwork, tolerance: number): VerdictAnswers;
  /** The iteration of early stop. */
  earlyStop(curve: readonly Evaluation[]): number;
}

/** What was found about a ticket. */
export interface VerdictAnswers {
  /**
   * As accurate as the dense network, within the tolerance. Accuracies and tolerance are compared as numbers of test examples, so
   * that rounding in a difference does not decide.
   */
  readonly reachesTarget: boolean;
  /** At least as accurate as the dense network. */
  readonly matchesDense: boolean;
  /**
   * Reaches the dense network's best validation loss in no more iterations than the dense network needs; 'undecided' if either curve
   * has fewer than ten evaluations after its first one. Iterations are counted from the first one of each curve, plus
   * `iterationsBefore`.
   */
  readonly trainsAsFast: Answer;
  /** Reaches the target fast enough, both networks are better than guessing, and no layer is empty. */
  readonly wins: Answer;
}
