// Options in a stored file. Reading a file parses every value with the parser of the command line.

import { ValueError } from '../../errors.ts';
import { isObject } from '../../formats/json.ts';
import type { Config, Definition } from '../commands/command.ts';
import { definitionOf, namesIn, type OptionName } from './all-options.ts';
import { flagOf, isSwitch, type ValueOption } from './option.ts';
import { RuleError } from './parse.ts';
import { checkRules, EXCLUSIVE } from './rules.ts';

/** Returns the values as JSON: numbers, lists, booleans and null as they are, everything else as its text. */
export const toJson = <C extends Config>({ defaults }: Definition<C>, config: C): Record<string, unknown> =>
  Object.fromEntries(namesIn(defaults).map((name) => [name, jsonOf(name, config[name])]));

/**
 * Returns the configuration that `toJson` stored.
 *
 * @throws {ValueError} if an option is missing, unknown, out of range or of the wrong type, or a rule between options is broken.
 *   The message names the option.
 */
export function fromJson<C extends Config>({ name: command, defaults }: Definition<C>, json: unknown): C {
  if (!isObject(json)) throw new ValueError('options', 'must be an object', json);
  const names = namesIn(defaults);
  const unknown = Object.keys(json).find((key) => !names.some((name) => name === key));
  if (unknown !== undefined) throw new ValueError(unknown, `must be an option of ${command}`, json[unknown]);
  const values = names.map((name) => [name, storedValue(name, json, defaults)] as const);
  const config = Object.fromEntries(values) as unknown as C;
  checkRules(config);
  return config;
}

function storedValue(name: OptionName, json: Readonly<Record<string, unknown>>, defaults: Config): unknown {
  const definition = definitionOf(name);
  const flag = flagOf(definition);
  if (!Object.hasOwn(json, name)) throw new ValueError(flag, 'must have a value', undefined);
  const value = json[name];
  if (isSwitch(definition)) {
    if (typeof value === 'boolean') return value;
    throw new ValueError(flag, 'must be true or false', value);
  }
  if (value === null && (defaults[name] === null || EXCLUSIVE.includes(name))) return null;
  const parsed = parsedBy(definition, value);
  // A value that is written in another way than `toJson` writes it, such as "90%", has the wrong type.
  if (JSON.stringify(jsonOf(name, parsed)) === JSON.stringify(value)) return parsed;
  throw new ValueError(flag, 'must be stored as a value of its type', value);
}

function parsedBy(definition: ValueOption, value: unknown): unknown {
  const text = Array.isArray(value) ? value.join() || 'none' : String(value);
  try {
    return definition.parse(text);
  } catch (error) {
    if (error instanceof RuleError) throw new ValueError(flagOf(definition), error.rule, value);
    throw error;
  }
}

function jsonOf(name: OptionName, value: unknown): unknown {
  const definition = definitionOf(name);
  if (isSwitch(definition) || typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  return definition.format(value);
}
