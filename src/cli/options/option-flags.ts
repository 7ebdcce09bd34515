import { ValueError } from '../../errors.ts';
import type { Definition } from '../commands/command.ts';
import { definitionOf, namesIn } from './all-options.ts';
import { flagOf } from './option.ts';

/**
 * Returns the result of `use`. In a ValueError about a library option, the name of the option is replaced by its flag: "batch
 * size: must be …" becomes "--batch: must be …".
 */
export function namingFlags<T>({ defaults }: Pick<Definition, 'defaults'>, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const flags = new Map(
      namesIn(defaults).map((name) => {
        const { path, flags } = definitionOf(name);
        return [asWords(path?.split('.').at(-1) ?? name), flagOf({ flags })];
      }),
    );
    const named = error.what.split(' × ').map((part) => flags.get(asWords(part)) ?? part);
    if (error.message.startsWith(error.what))
      error.message = named.join(' × ') + error.message.slice(error.what.length);
    throw error;
  }
}

/** Separates the words of a name: 'batchSize' → 'batch size'. */
const asWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
