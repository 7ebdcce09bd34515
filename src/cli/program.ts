import { Command } from 'commander';
import { shorten } from '../errors.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { lawsCommand } from './laws-command.ts';
import { addOptions, readCommonOptions, readOptions } from './options/index.ts';
import { runCommand } from './run-command.ts';
import { verifyCommand } from './verify-command.ts';

/** Returns the complete command line `winning-ticket`. Errors are thrown; process.exit is never called. */
export function buildProgram(): Command {
  const program = new Command('winning-ticket')
    .description(
      'Finds, verifies and explains winning lottery tickets: sparse subnetworks that train as well as the whole network.',
    )
    .addHelpText('after', EXIT_CODES_HELP);
  for (const definition of COMMANDS) {
    const command = new Command(definition.name).description(definition.description);
    addOptions(command, definition);
    command.action(async (given: Readonly<Record<string, unknown>>) => {
      const config = readOptions(definition, given);
      await runCommand(definition, config, readCommonOptions(definition, config, given));
    });
    program.addCommand(command);
  }
  program.addCommand(verifyCommand());
  program.addCommand(lawsCommand());
  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .showHelpAfterError('(--help lists every option)')
      .configureOutput({ outputError: (text, write) => write(shortenArgument(text)) });
  return program;
}

/** Shortens the user's text where Commander's messages repeat it: "… argument 'x' is invalid", "unknown option 'x'". */
const shortenArgument = (message: string): string =>
  message.replace(/'(.{200,}?)'(?= is invalid|\n|$)/s, (_, quoted) => `'${shorten(quoted)}'`);
