import { checkStrategy, type RewindStrategy } from '../pruning/rewind-strategy.ts';
import { parseJson } from './json.ts';

/** A rewinding strategy as JSON, such as `{"kind":"early","iteration":500}`. Throws a ValueError for what is none. */
export const rewindToJson = (strategy: RewindStrategy): string => JSON.stringify(checkStrategy(strategy));

/** The rewinding strategy that a JSON text says. */
export const rewindFromJson = (text: string): RewindStrategy => checkStrategy(parseJson('rewind', text));
