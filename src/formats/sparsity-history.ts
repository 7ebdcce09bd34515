import { ValueError } from '../errors.ts';
import { parseJson } from './json.ts';

/** Returns a history of sparsities from its JSON, a list of numbers. @throws {ValueError} for any other text. */
export function parseHistory(text: string): number[] {
  const history = parseJson('sparsityHistory', text);
  if (!Array.isArray(history) || !history.every((item) => typeof item === 'number'))
    throw new ValueError('sparsityHistory', 'must be a list of numbers', text);
  return history;
}
