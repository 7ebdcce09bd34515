import type { Arguments, Name } from './arguments.ts';
import type { Pace } from './race.ts';

/** A benchmark: problems, and who solves them. */
export interface Bench<Problem> {
  readonly name: Name;
  /** Files of `contenders/`, ours first. */
  readonly contenders: readonly string[];
  /** How long to time. */
  readonly pace: Pace;
  /** The problems, each made when its turn comes. */
  cases(args: Arguments): Iterable<Case<Problem>>;
}

/** One problem, with its name in the report. */
export interface Case<Problem> {
  readonly name: string;
  readonly problem: Problem;
  /** Contenders that sit this one out, and why. */
  readonly without?: Readonly<Record<string, string>>;
}
