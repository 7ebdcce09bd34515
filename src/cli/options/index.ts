export { addOptions } from './add-options.ts';
export type { OptionValues } from './all-options.ts';
export { type CommonOptions, readCommonOptions } from './common-options.ts';
export { libraryOptions } from './library.ts';
export { namingFlags } from './option-flags.ts';
export { argumentsOf, configurationOf, shellLine } from './options-as-arguments.ts';
export { fromJson, toJson } from './options-json.ts';
export { readOptions } from './read-options.ts';
export { iterationAt } from './rewind-and-schedule.ts';
