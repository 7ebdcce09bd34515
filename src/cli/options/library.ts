import type { Config } from '../commands/command.ts';
import { definitionOf, namesIn, type OPTIONS, type OptionName } from './all-options.ts';
import { isSwitch } from './option.ts';
import type { OptionPath, Sections, ValueAt } from './paths.ts';

/** The library options of a configuration: one object per section, and the experiment's own options. */
export type LibraryOptions<C> = Sections & { readonly own: OwnOptionsOf<C> };

/** The experiment's own options in a configuration: those whose path is a single name. */
type OwnOptionsOf<C> = {
  readonly [K in keyof C & OptionName as OwnPath<PathOf<K>>]: ValueAt<OwnPath<PathOf<K>>>;
};
type PathOf<K extends OptionName> = (typeof OPTIONS)[K]['path'];
type OwnPath<P> = P extends `${string}.${string}` ? never : P extends OptionPath ? P : never;

/**
 * Returns the library options for a configuration, by the paths in the option table. Options without a value are omitted, so
 * that the library's own defaults apply.
 */
export function libraryOptions<C extends Config>(config: C): LibraryOptions<C> {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const section of ['data', 'training', 'optimizer', 'search', 'pruning', 'own']) sections[section] = {};
  for (const name of namesIn(config)) {
    const definition = definitionOf(name);
    const value = config[name];
    if (definition.path === null || value === null) continue;
    const parts = definition.path.split('.');
    const [section, key] = parts.length === 1 ? ['own', parts[0]] : parts;
    const convert = isSwitch(definition) ? undefined : definition.toLibrary;
    sections[section][key] = convert ? convert(value as object) : value;
  }
  return sections as unknown as LibraryOptions<C>;
}
