// Reads command lines without running them.

import { Command } from 'commander';
import { type Config, commandNamed, type RunCommand } from '../../src/cli/commands/index.ts';
import {
  addOptions,
  type CommonOptions,
  readCommonOptions,
  readOptions,
} from '../../src/cli/options/index.ts';

/** A command line that has been read. */
export interface ReadLine {
  readonly definition: RunCommand;
  readonly config: Config;
  readonly run: CommonOptions;
}

/** Splits a line at its spaces. */
export const wordsOf = (line: string): string[] => (line === '' ? [] : line.split(' '));

/** Reads the arguments of a command. Throws what the command line would be rejected with. */
export function readLine(name: string, words: readonly string[]): ReadLine {
  const definition = commandNamed(name);
  const command = new Command(name).exitOverride().configureOutput({ writeErr: () => {} });
  addOptions(command, definition);
  command.parse(words, { from: 'user' });
  const config = readOptions(definition, command.opts());
  return { definition, config, run: readCommonOptions(definition, config, command.opts()) };
}

/** Reads the arguments of a command and plans its units, as is done before anything is trained. */
export function planLine(name: string, words: readonly string[]): void {
  const { definition, config } = readLine(name, words);
  definition.experiment.units(definition.options(config));
}

/** The help of a command. */
export function helpOf(name: string): string {
  let help = '';
  const command = new Command(name).configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  addOptions(command, commandNamed(name));
  command.outputHelp();
  return help;
}
