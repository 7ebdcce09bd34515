import type { Answer, JudgedNetwork } from '../../experiments/index.ts';

/** One evaluation during training. */
export interface Evaluation {
  readonly iteration: number;
  readonly validationLoss: number;
  /** Accuracy on the test set, in [0, 1]. */
  readonly testAccuracy: number;
}

/** Functions that decide whether a ticket wins. */
export interface VerdictImpl {
  /**
   * Compares a trained ticket with the trained dense network. Its test accuracy may be lower by at most `tolerance`, a fraction.
   */
  judge(dense: JudgedNetwork, ticket: JudgedNetwork, tolerance: number): VerdictAnswers;
  /** Returns the iteration of minimum validation loss, the first one in case of ties. */
  earlyStop(curve: readonly Evaluation[]): number;
}

/** The answers of a verdict on a ticket. */
export interface VerdictAnswers {
  /**
   * Whether the ticket is at least as accurate as the dense network minus the tolerance. Accuracies and the tolerance are
   * compared as numbers of test examples, so that the rounding of a difference cannot decide.
   */
  readonly reachesTarget: boolean;
  /** Whether the ticket is at least as accurate as the dense network. */
  readonly matchesDense: boolean;
  /**
   * Whether the ticket reaches the dense network's best validation loss in no more iterations than the dense network. The answer
   * is 'undecided' if either curve has fewer than ten evaluations after its first one. Iterations are counted from the first
   * evaluation of each curve, plus `iterationsBefore`.
   */
  readonly trainsAsFast: Answer;
  /**
   * Whether the ticket reaches the target accuracy fast enough, both networks are better than guessing, and no layer is empty.
   */
  readonly wins: Answer;
}
