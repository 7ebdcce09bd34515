// Options as text: the arguments that repeat a run, and the table of options on its page.

import type { Config, Definition } from '../commands/command.ts';
import { definitionOf, namesIn } from './all-options.ts';
import { flagOf, isSwitch } from './option.ts';

/**
 * Returns the command-line arguments for a configuration. Options with a value are included even if it is the default, so that
 * the arguments keep their meaning if a default changes.
 */
export function argumentsOf<C extends Config>({ defaults }: Definition<C>, config: C): string[] {
  return namesIn(defaults).flatMap((name) => {
    const definition = definitionOf(name);
    const [flag, value] = [flagOf(definition), config[name]];
    if (value === null) return [];
    if (!isSwitch(definition)) return [flag, definition.format(value as object)];
    if (value === defaults[name]) return [];
    return [value ? flag : negative(flag)];
  });
}

/** Returns every option that has a value, with this value as text: ['round-rate', '0.2']. */
export function configurationOf<C extends Config>(
  { defaults }: Definition<C>,
  config: C,
): [name: string, text: string][] {
  return namesIn(defaults).flatMap((name): [string, string][] => {
    const definition = definitionOf(name);
    const value = config[name];
    if (value === null) return [];
    const text = isSwitch(definition) ? (value ? 'yes' : 'no') : definition.format(value as object);
    return [[flagOf(definition).slice(2), text]];
  });
}

/** Returns the flag that turns an option off: '--no-dense'. */
export const negative = (flag: string): string => flag.replace('--', '--no-');

/** Quotes words for a POSIX shell and joins them into one line. */
export const shellLine = (words: readonly string[]): string => words.map(quoted).join(' ');

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
