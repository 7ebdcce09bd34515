export { addOptions } from './add-options.ts';
export { libraryOptions } from './library.ts';
export { namingFlags } from './name-flags.ts';
export { iterationAt } from './points.ts';
export { readOptions } from './read-options.ts';
export { type RunOptions, readRunOptions } from './run-options.ts';
export { fromJson, toJson } from './stored-options.ts';
export type { OptionValues } from './table.ts';
export { argumentsOf, configurationOf, shellLine } from './written-options.ts';
