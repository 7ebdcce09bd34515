import { type Command, Option } from 'commander';
import type { Definition } from '../commands/command.ts';
import { EXIT_CODES_HELP } from '../exit-codes.ts';
import { definitionOf, namesIn, OPTION_GROUPS } from './all-options.ts';
import { COMMON_OPTION_GROUPS, type CommonOption, TRIALS_OPTION } from './common-options.ts';
import { attributeOf, flagOf, isSwitch, type OptionDefinition, type ValueOption } from './option.ts';
import { negative } from './options-as-arguments.ts';

/**
 * Adds the options of a command, the run options, the example and the exit codes to its help. Commander receives no defaults, so
 * that its values are those that were given.
 */
export function addOptions(command: Command, definition: Definition): void {
  const { name, defaults, example } = definition;
  for (const [heading, names] of OPTION_GROUPS) {
    const group = names.filter((option) => Object.hasOwn(defaults, option));
    if (group.length > 0) command.optionsGroup(heading);
    for (const option of group) addOption(command, definitionOf(option), defaults[option]);
  }
  addRunOption(command, TRIALS_OPTION, definition);
  for (const [heading, options] of COMMON_OPTION_GROUPS) {
    command.optionsGroup(heading);
    for (const option of options) addRunOption(command, option, definition);
  }
  command.addHelpText('after', `\nExample:\n  winning-ticket ${name} ${example}\n${EXIT_CODES_HELP}`);
}

function addOption(command: Command, definition: OptionDefinition, initial: unknown): void {
  if (!isSwitch(definition)) {
    const { flags, help, parse } = definition;
    command.addOption(
      new Option(flags, `${help} (default: ${defaultText(definition, initial)})`).argParser(parse),
    );
    return;
  }
  // Both flags are accepted; the help shows the one that changes the default.
  const { flags, help, helpOff } = definition;
  command.addOption(new Option(flags, help).hideHelp(initial === true));
  command.addOption(new Option(negative(flags), helpOff).hideHelp(initial === false));
}

const defaultText = ({ format, otherwise }: ValueOption, initial: unknown): string =>
  initial === null ? (otherwise as string) : format(initial as object);

function addRunOption(command: Command, { flags, help, parse }: CommonOption, definition: Definition): void {
  const option = new Option(flags, help(definition));
  if (parse) option.argParser(parse);
  if (flagOf(option) === '--resume') option.conflicts(settings(definition));
  command.addOption(option);
}

/** Returns the attributes of the options that a resumed run takes from its folder. */
const settings = ({ defaults }: Definition): string[] => [
  'out',
  'trials',
  ...namesIn(defaults).map((name) => attributeOf(definitionOf(name))),
];
