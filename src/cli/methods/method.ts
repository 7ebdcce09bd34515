// A command that runs one experiment with several seeds, and shows its results beside the paper's.

import type { Command } from 'commander';
import { type Experiment, runExperiment, type Summary, type Unit } from '../../experiments/index.ts';
import { DEFAULTS } from '../find-config.ts';
import type { TrainingConfig } from '../setup.ts';
import { type TrialState, TrialWatcher } from '../trial-watcher.ts';

/** The options that decide the result of every command; each adds its own. */
export type MethodConfig = Omit<TrainingConfig, 'decay'>;

/** The training of `find`, for methods that search for tickets as it does. */
export const FIND_TRAINING: MethodConfig = {
  data: DEFAULTS.data,
  normalize: DEFAULTS.normalize,
  hidden: DEFAULTS.hidden,
  iterations: DEFAULTS.iterations,
  batch: DEFAULTS.batch,
  lr: DEFAULTS.lr,
  optimizer: DEFAULTS.optimizer,
  evaluateEvery: DEFAULTS.evaluateEvery,
  seed: DEFAULTS.seed,
};

/** Progress callback and abort signal. */
export interface MethodTools {
  readonly report: (state: TrialState) => void;
  readonly signal: AbortSignal;
}

/** What is kept of one seed: the facts of its units, by unit id. They go from thread to thread and into a JSON file. */
export type SeedFacts = Readonly<Record<string, object>>;

/** One experiment as a command. */
export interface Method<Config extends MethodConfig = MethodConfig> {
  /** The command's name. */
  readonly name: string;
  /** What it does, in one sentence. */
  readonly description: string;
  /** Every option with its default. */
  readonly defaults: Config;
  /** Adds the options that only this command has. */
  readonly addOptions: (command: Command) => Command;
  /** Throws what cannot be done, before a folder is made. */
  readonly check: (config: Config) => void;
  /** Runs the experiment with one seed. */
  readonly run: (config: Config, tools: MethodTools) => Promise<SeedFacts>;
  /** Summarizes what is known of all seeds. */
  readonly summarize: (config: Config, facts: ReadonlyMap<string, object>) => Summary;
}

/** A command's own part, and the experiment that it runs. */
interface MethodParts<Config extends MethodConfig, Options, Result, Facts, U extends Unit>
  extends Pick<Method<Config>, 'name' | 'description' | 'defaults' | 'addOptions'> {
  readonly experiment: Experiment<Options, Result, Facts, U>;
  /** The experiment's options. */
  readonly options: (config: Config) => Options;
}

/** Makes a command of an experiment. */
export function methodOf<Config extends MethodConfig, Options, Result, Facts extends object, U extends Unit>({
  experiment,
  options: optionsOf,
  ...command
}: MethodParts<Config, Options, Result, Facts, U>): Method<Config> {
  return {
    ...command,
    check: (config) => void experiment.units(optionsOf(config)),
    async run(config, { report, signal }) {
      const options = optionsOf(config);
      const units = experiment.units(options);
      const watcher = new TrialWatcher(report);
      watcher.begin(units);
      const kept: Record<string, object> = {};
      const results = runExperiment(experiment, options, { ...watcher.listeners, units, signal });
      for await (const { unit, result } of results) {
        watcher.finish();
        const facts = experiment.facts(result);
        if (facts !== null) kept[unit.id] = facts;
      }
      return kept;
    },
    summarize: (config, facts) =>
      experiment.summarize(optionsOf(config), facts as ReadonlyMap<string, Facts>),
  };
}
