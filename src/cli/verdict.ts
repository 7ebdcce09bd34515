import type { Quality } from '../experiments/index.ts';
import { percent, whole } from '../experiments/text.ts';
import type { RunRecord } from '../report/index.ts';
import type { FindConfig } from './find-config.ts';

/** The verdict as one sentence. */
export function verdictSentence({ isWinner, reachesTarget, trainsAsFast }: Quality, density: number): string {
  const what = `The ticket with ${percent(density)} of the weights`;
  if (isWinner)
    return `${what} is a winner on this seed: it reaches the target accuracy as fast as the dense network.`;
  const short = [
    reachesTarget.holds ? null : 'misses the target accuracy',
    trainsAsFast.holds ? null : 'takes more iterations than the dense network',
  ];
  return `${what} is no winner on this seed: it ${short.filter((reason) => reason !== null).join(' and ')}.`;
}

/** The verdict with each metric's figures, the controls and the caveat, a line each. Empty before there is one. */
export function verdictLines({ verdict, dense, controls, config }: RunRecord<FindConfig>): string[] {
  if (verdict === null || dense === null) return [];
  const { reachesTarget, matchesDense, trainsAsFast } = verdict;
  const mark = (holds: boolean) => (holds ? 'yes' : 'no ');
  const accuracy = (fraction: number) => percent(fraction, 2);
  return [
    ...verdict.text.replace(': ', ':\n').split('\n'),
    `  ${mark(reachesTarget.holds)}  reaches the target accuracy  ${accuracy(reachesTarget.ticket)} against ${accuracy(reachesTarget.bar)} (dense − ${accuracy(config.tolerance)})`,
    `  ${mark(matchesDense.holds)}  matches or exceeds dense     ${accuracy(matchesDense.ticket)} against ${accuracy(matchesDense.bar)}`,
    `  ${mark(trainsAsFast.holds)}  similar or fewer iterations  ${whole(trainsAsFast.ticket)} against ${whole(trainsAsFast.bar)} (dense + one evaluation)`,
    ...Object.entries(controls).map(
      ([name, control]) =>
        `       control: ${name.padEnd(19)} ${accuracy(control.testAccuracy)} at iteration ${whole(control.earlyStopIteration)}`,
    ),
    'Test accuracies at early stop, the iteration of minimum validation loss.',
    'One seed proves nothing: repeat with others.',
  ];
}
