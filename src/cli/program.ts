import { Command } from 'commander';
import { shorten } from '../errors.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { findCommand } from './find-command.ts';
import { methodCommand } from './methods/command.ts';
import { METHODS } from './methods/methods.ts';

/** The whole command line, `winning-ticket`. Errors are thrown, never process.exit. */
export function buildProgram(): Command {
  const program = new Command('winning-ticket')
    .description(
      'Finds, verifies and explains winning lottery tickets: sparse subnetworks that train as well as the whole.',
    )
    .addHelpText('after', EXIT_CODES_HELP)
    .addCommand(findCommand());
  for (const method of METHODS) program.addCommand(methodCommand(method));
  for (const command of [program, ...program.commands])
    command
      .exitOverride()
      .showHelpAfterError('(--help lists every option)')
      .configureOutput({ outputError: (text, write) => write(shortenArgument(text)) });
  return program;
}

/** Shortens what the user wrote where Commander's messages repeat it: "… argument 'x' is invalid", "unknown option 'x'". */
const shortenArgument = (message: string): string =>
  message.replace(/'(.{200,}?)'(?= is invalid|\n|$)/s, (_, quoted) => `'${shorten(quoted)}'`);
