import type { Experiment, ExperimentOptions, Unit } from '../experiments/index.ts';
import type { RunPlan } from '../runs/plan.ts';
import type { Config, RunCommand } from './commands/command.ts';
import { commandNamed } from './commands/index.ts';
import { dataDigest } from './load-data.ts';
import { fromJson, toJson } from './options/index.ts';

/** A command with its options, which can plan, run and summarize its experiment. */
export class PreparedCommand {
  readonly command: RunCommand;
  readonly config: Config;
  #options: ExperimentOptions | undefined;
  #units = new Map<string, readonly Unit[]>();

  constructor(command: RunCommand, config: Config) {
    this.command = command;
    this.config = config;
  }

  get experiment(): Experiment<ExperimentOptions, unknown, object> {
    return this.command.experiment;
  }

  /** Returns the options of the experiment. The data of the latest seed are cached. */
  options(seeds: readonly number[]): ExperimentOptions {
    this.#options ??= this.command.options(this.config) as ExperimentOptions;
    return { ...this.#options, seeds };
  }

  /** Returns the units of these seeds. @throws {ValueError} if the options and the data do not allow the run. */
  units(seeds: readonly number[]): readonly Unit[] {
    const key = seeds.join();
    const units = this.#units.get(key) ?? this.experiment.units(this.options(seeds));
    this.#units = new Map([[key, units]]);
    return units;
  }

  /**
   * Returns the plan of a run with these seeds. @throws {ValueError} if the options and the data do not allow the run.
   */
  plan(seeds: readonly number[]): RunPlan {
    const { command, config } = this;
    return {
      ...{
        command: command.name,
        options: toJson(command, config),
        seeds,
        data: dataDigest(config as Config & { readonly data: string }),
      },
      units: this.units(seeds),
    };
  }
}

let latest: { readonly key: string; readonly prepared: PreparedCommand } | undefined;

/**
 * Prepares the command of a plan. The latest one is cached with its data.
 *
 * @throws {ValueError} if there is no such command, or an option is invalid.
 */
export function prepare({ command, options }: Pick<RunPlan, 'command' | 'options'>): PreparedCommand {
  const key = JSON.stringify([command, options]);
  if (latest?.key !== key) {
    const named = commandNamed(command);
    latest = { key, prepared: new PreparedCommand(named, fromJson(named, options)) };
  }
  return latest.prepared;
}
