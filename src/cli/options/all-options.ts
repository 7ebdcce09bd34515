// The table of all options. Every command picks its options from it by name.

import { DATA_OPTIONS } from './data-options.ts';
import { AT_INIT_OPTIONS, CONNECTIVITY_OPTIONS, SUBNETWORK_OPTIONS } from './method-options.ts';
import { type OptionDefinition, option, type SwitchOption, type ValueOption } from './option.ts';
import { integerFrom } from './parse.ts';
import { COMPARISON_OPTIONS, SEARCH_OPTIONS } from './search-options.ts';
import { TRAINING_OPTIONS } from './training-options.ts';

const SEED_OPTIONS = {
  seed: option<number, null>({
    flags: '--seed <n>',
    help: 'seed of the first trial; all randomness comes from it',
    parse: integerFrom(0),
    path: null,
  }),
} as const;

/** All options by name. Two options may have the same flag if no command has both. */
export const OPTIONS = {
  ...AT_INIT_OPTIONS,
  ...SUBNETWORK_OPTIONS,
  ...CONNECTIVITY_OPTIONS,
  ...SEARCH_OPTIONS,
  ...COMPARISON_OPTIONS,
  ...DATA_OPTIONS,
  ...TRAINING_OPTIONS,
  ...SEED_OPTIONS,
} as const;

/** The groups of the help, in order, each with the names of its options. */
export const OPTION_GROUPS: readonly (readonly [heading: string, names: readonly OptionName[]])[] = (
  [
    ['Experiment:', { ...AT_INIT_OPTIONS, ...SUBNETWORK_OPTIONS, ...CONNECTIVITY_OPTIONS }],
    ['Search for tickets:', SEARCH_OPTIONS],
    ['Comparison:', COMPARISON_OPTIONS],
    ['Data and network:', DATA_OPTIONS],
    ['Training:', TRAINING_OPTIONS],
    ['Trials:', SEED_OPTIONS],
  ] as const
).map(([heading, group]) => [heading, Object.keys(group) as OptionName[]]);

/** The name of an option in the table. */
export type OptionName = keyof typeof OPTIONS;

/** The values of all options by name. */
export type OptionValues = { readonly [K in OptionName]: ValueOfOption<(typeof OPTIONS)[K]> };

type ValueOfOption<D> = D extends SwitchOption ? boolean : D extends ValueOption<infer T> ? T : never;

/** Returns the definition of an option. */
export const definitionOf = (name: OptionName): OptionDefinition => OPTIONS[name];

/** Returns the names of the options that a set of defaults has, in the order of the help. */
export const namesIn = (defaults: object): OptionName[] =>
  OPTION_GROUPS.flatMap(([, names]) => names.filter((name) => Object.hasOwn(defaults, name)));
