import { checkStrategy, type RewindStrategy } from '../pruning/rewind-strategy.ts';
import { parseJson } from './json.ts';

/**
 * Returns a rewind strategy as JSON, such as `{"kind":"early","iteration":500}`. @throws {ValueError} if it is invalid.
 */
export const rewindToJson = (strategy: RewindStrategy): string => JSON.stringify(checkStrategy(strategy));

/** Returns the rewind strategy in a JSON text. @throws {ValueError} if it is invalid. */
export const rewindFromJson = (text: string): RewindStrategy => checkStrategy(parseJson('rewind', text));
