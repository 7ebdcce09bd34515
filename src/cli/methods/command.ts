import { Command } from 'commander';
import { EXIT_CODES_HELP } from '../exit-codes.ts';
import { addDataOptions, addRunOptions, addTrainingOptions, type MethodOutput } from '../options.ts';
import type { Method, MethodConfig } from './method.ts';
import { runMethod } from './run-method.ts';

/** Seeds that run where nobody says how many: fewer decide nothing. */
const TRIALS = 3;

/** A method as a command. */
export function methodCommand<Config extends MethodConfig>(method: Method<Config>): Command {
  const { name, description, defaults, addOptions } = method;
  const command = new Command(name).description(description).optionsGroup('The experiment:');
  addOptions(command);
  addDataOptions(command, defaults);
  addTrainingOptions(command, defaults);
  addRunOptions(command, defaults, {
    trials: TRIALS,
    threads: 'seeds that run at a time (default: one a core)',
  });
  return command.addHelpText('after', EXIT_CODES_HELP).action((_, self: Command) => {
    const { out, resume, json, quiet, kernels, trials, threads, ...config } = self.opts<
      Config & MethodOutput
    >();
    return runMethod(method, config as unknown as Config, {
      ...(out !== undefined && { out }),
      ...(resume !== undefined && { resume }),
      ...(kernels !== undefined && { kernels }),
      ...(threads !== undefined && { threads }),
      trials,
      json: json ?? false,
      quiet: quiet ?? false,
    });
  });
}
