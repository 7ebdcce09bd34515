import type { Experiment, Unit } from '../../experiments/index.ts';
import type { WinningTicket } from '../../pruning/index.ts';
import type { Results, RunData } from '../run-data.ts';

/**
 * The values of a command's options by their names in the option table; null for an option that is not given and has no default.
 * Values are plain data, such as a `RewindStrategy`.
 */
export type Config = Readonly<Record<string, unknown>> & { readonly seed: number };

/** A command that runs an experiment. */
export interface RunCommand<
  C extends Config = Config,
  Options = unknown,
  Result = unknown,
  Facts extends object = object,
  U extends Unit = Unit,
> {
  readonly name: string;
  /** Description in one sentence for the help. */
  readonly description: string;
  /** Arguments of an example that finishes within about a minute: '--data two-moons --hidden 32 …'. */
  readonly example: string;
  /** Options of the command with their defaults. The keys are names of the option table. */
  readonly defaults: C;
  /** Number of seeds if `--trials` is not given. */
  readonly trials: number;
  readonly experiment: Experiment<Options, Result, Facts, U>;
  /**
   * Returns the experiment's options for one seed, `config.seed`.
   *
   * @throws {ValueError} if the command cannot use an option's value.
   */
  options(config: C): Options;
  /** Returns the ticket that a unit has found, if users should get it as a file. */
  ticketOf?(result: Result): FoundTicket | null;
  /** Describes the facts of a unit in a few words, for the progress display. */
  describe?(facts: Facts): string;
  /** Returns the results of a run; by default, the summary of the experiment. */
  results?(run: RunData): Results;
}

/** A ticket, and the shape of each of its arrays. */
export interface FoundTicket {
  readonly ticket: WinningTicket;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/** The part of a command from which its options are parsed, stored and shown. */
export type Definition<C extends Config = Config> = Pick<
  RunCommand<C>,
  'name' | 'example' | 'defaults' | 'trials'
>;

/** Defines a command; its types are inferred. */
export const command = <C extends Config, Options, Result, Facts extends object, U extends Unit>(
  definition: RunCommand<C, Options, Result, Facts, U>,
): RunCommand<C, Options, Result, Facts, U> => definition;
